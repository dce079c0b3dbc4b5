"""The response to a status: kinds of offer, true causes, the matrix team, requests for money (Q12
to Q15)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import Basis, Citations, Count, Name, Table, Text, Texts

Band = Literal["green", "amber", "red"]
Bands = Annotated[tuple[Band, ...], Field(strict=False, min_length=1)]
Names = Annotated[tuple[Name, ...], Field(strict=False)]


class Meaning(Table):
    """What it means for a practice to be green, amber or red, and what is done about it."""

    id: Band
    about: Text
    help: Text


class Module(Table):
    """A part of an offer that a practice may choose."""

    id: Name
    title: Text
    about: Text


class OfferKind(Table):
    """A kind of help that an area offers; numbers are what an offer of it begins with."""

    id: Name
    title: Text
    about: Text
    bands: Bands
    """Whom it is meant for, unless the area says otherwise."""
    priority_bands: Annotated[tuple[Band, ...], Field(strict=False)] = ()
    """Who comes first on a waiting list; the others follow in the order of asking."""
    places: Count | None = None
    """Without it there is a place for everybody who asks."""
    most_places: Count | None = None
    """More than so many at a time are not offered."""
    modules: Names = ()
    choose: Annotated[int, Field(ge=0)] = 0
    """How many of its modules each practice chooses."""
    joins_late: bool = False
    """Whether a practice may still join, and a free place is passed on, once it has begun."""
    by_request: bool = False
    """Whether it is money asked for on the page of the response, and has no places."""
    menu: Names = ()
    """The kinds of support of the menu that it belongs to."""
    cite: Citations


class Offering(Table):
    """What an area may offer to practices by how they stand."""

    bands: Annotated[tuple[Meaning, ...], Field(strict=False, min_length=1)]
    kinds: Annotated[tuple[OfferKind, ...], Field(strict=False, min_length=1)]
    modules: Annotated[tuple[Module, ...], Field(strict=False)] = ()
    cite: Citations

    def kind(self, kind_id: str) -> OfferKind:
        """The kind with that id; KeyError where there is none."""
        return {one.id: one for one in self.kinds}[kind_id]

    def meaning(self, band: str) -> Meaning | None:
        """What a band means; None for what is none."""
        return next((one for one in self.bands if one.id == band), None)

    @property
    def module_titles(self) -> dict[str, str]:
        """Every module's title by its id."""
        return {one.id: one.title for one in self.modules}


class Cause(Table):
    """Why a practice may stand as it does (Q13)."""

    id: Name
    title: Text
    about: Text
    shows: Annotated[tuple[Name, ...], Field(strict=False, min_length=1)]
    """Domains and indicators that usually show it, by id."""
    questions: Texts
    """What to ask first."""
    kinds: Names = ()
    """Kinds of offer that may help."""
    menu: Names = ()
    """Kinds of support of the menu that may help."""
    cite: Citations


class TeamRole(Table):
    """A role in the matrix team."""

    id: Name
    title: Text
    about: Text
    needed: bool = False
    """Whether a team without it is told as incomplete."""


class Response(Table):
    """How a practice that is amber or red is helped."""

    causes: Annotated[tuple[Cause, ...], Field(strict=False, min_length=1)]
    roles: Annotated[tuple[TeamRole, ...], Field(strict=False, min_length=1)]
    amber_days: Count
    """Days between two contacts with a practice that is amber."""
    red_days: Count
    """Days between two contacts with a practice that is red."""
    basis: Basis
    why: Text
    cite: Citations

    def cause(self, cause_id: str) -> Cause:
        """The cause with that id; KeyError where there is none."""
        return {one.id: one for one in self.causes}[cause_id]

    def days(self, status: str) -> int | None:
        """Days between contacts with a practice of a status; None where none are due."""
        return {"amber": self.amber_days, "red": self.red_days}.get(status)
