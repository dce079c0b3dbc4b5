"""Clocks: by when somebody is answered (E16)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import Basis, Citations, Count, Level, Name, Table, Text

Events = Annotated[tuple[Name, ...], Field(strict=False)]


class Clock(Table):
    """By when something is done after something else; the day it starts on is not counted."""

    id: Name
    title: Text
    promise: Text
    """What it means to the practice, after “you will”."""
    after: Text
    """What starts it, in words."""
    starts: Name
    """The event of a case that starts it."""
    starts_again: Events = ()
    """Other events that start it, if it does not run: something is promised anew."""
    stops: Annotated[tuple[Name, ...], Field(strict=False, min_length=1)]
    """The events that stop it, whichever comes first."""
    pauses: Events = ()
    """The events from which it waits for somebody else."""
    resumes: Events = ()
    """The events from which it goes on; each ends the wait that the event in its place began."""
    ends: Events = ()
    """The events after which nobody waits for it any more."""
    days: Annotated[int, Field(ge=1, le=366)]
    counted: Literal["working days", "calendar days"]
    """Working days leave out weekends and England's bank holidays."""
    remind_before: Annotated[tuple[Count, ...], Field(strict=False)] = ()
    """How many working days before it is due somebody is reminded; on the day itself they are
    reminded in any case."""
    tell_late_to: Annotated[tuple[Level, ...], Field(strict=False)] = ()
    """Kinds of organisation whose leads are told when it is late, besides the team."""
    basis: Basis
    cite: Citations
    why: str = ""
    """One sentence for a reader, where the programme states no day."""
