"""The words of the memorandum: clauses and appendices with the variables they name (Annex D)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from resilience.programmes.schema.parts import Citations, Name, Table, Text


class Paragraph(Table):
    """A numbered paragraph. `{name}` is a variable, `{clause:termination}` the number of another
    clause or paragraph, by its id."""

    id: Name
    text: Text
    only_if: Name | None = None
    """The yes-or-no variable without which it is left out, such as `case_study`."""
    cite: Citations


class Clause(Table):
    """A numbered clause."""

    id: Name
    title: Text
    paragraphs: Annotated[tuple[Paragraph, ...], Field(strict=False, min_length=1)]


class Body(Table):
    """The legal body that is a party (D1, E6)."""

    name: Text
    short: Text
    address: Text


class Memorandum(Table):
    """The template of a memorandum: words of ours for what Annex D says."""

    title: Text
    body: Body
    guidance: Text
    """How the programme's guidance is named, with its year."""
    guidance_address: Text
    clauses: Annotated[tuple[Clause, ...], Field(strict=False, min_length=1)]
    not_applicable: Text
    """What stands in a cell where there is nothing."""
    cite: Citations
