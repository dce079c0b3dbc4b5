"""How a practice asks for help: who deals with it, what happens when, and where else to turn."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from resilience.programmes.schema.parts import Citations, Level, Name, Table, Text

Address = Annotated[str, Field(pattern=r"^https://[^\s]+$")]


class Formats(Table):
    """Whom to ask for a page in another format or language (G0.5)."""

    about: Text
    email: Annotated[str, Field(pattern=r"^[^\s@]+@[^\s@]+$")] | None = None
    cite: Citations


class Signpost(Table):
    """Help that is not the programme's and of which nothing is recorded (G6.2)."""

    title: Text
    about: Text
    address: Address
    cite: Citations


class Step(Table):
    """Something that happens after a practice has asked."""

    title: Text
    about: Text
    clock: Name | None = None
    """The clock that says by when."""


class Asking(Table):
    """What a practice is told before it asks."""

    about: Text
    """What help the programme gives, in a sentence or two."""
    who: Text
    """Who may ask."""
    team_level: Level
    """The kind of organisation whose team deals with requests."""
    commissioner_level: Level
    """The kind of organisation that says whether it supports a request."""
    formats: Formats
    signposts: Annotated[tuple[Signpost, ...], Field(strict=False)] = ()
    steps: Annotated[tuple[Step, ...], Field(strict=False, min_length=1)]
    """What happens when, in order."""
    cite: Citations
