"""Improvement plans: who leads, how objectives are grouped, and by which routes help comes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import Citations, IndicatorId, Name, Table, Text

PartyKind = Literal["nation", "region", "dco", "icb", "ccg"]


class Category(Table):
    """One of the headings of objectives (DA1.3)."""

    id: Name
    title: Text
    about: Text


class Route(Table):
    """One of the ways in which help is delivered (G5.19)."""

    id: Name
    title: Text
    about: Text
    by_supplier: bool = False
    """Whether a supplier is named with it."""
    by_sender: bool = False
    """Whether a practice sends its people, whose capacity is checked."""
    by_assistance: bool = False
    """Whether it is money under a separate agreement."""


class Bar(Table):
    """Something that the programme does not pay for (G5.3, G5.16)."""

    id: Name
    question: Text
    """Put to whoever plans help, to be answered with yes or no."""
    why: Text
    """What they are told where the answer is yes, and what may be done instead."""
    cite: Citations


class Suggestion(Table):
    """An objective that may follow from a criterion that was met: never imposed."""

    id: Name
    criterion: Name
    category: Name
    what: Text
    measure: Text
    indicator: IndicatorId | None = None
    """The published figure that measures it, where there is one."""


class Planning(Table):
    """How improvement plans are made (G10.1 to G10.4, D7, Appendix 1)."""

    strategic_at: Annotated[tuple[PartyKind, ...], Field(strict=False, min_length=1)]
    """Kinds of organisation of the national body, of which the strategic lead is (D7.2)."""
    strategic_why: Text
    """What is said to who is of no such organisation."""
    categories: Annotated[tuple[Category, ...], Field(strict=False, min_length=1)]
    routes: Annotated[tuple[Route, ...], Field(strict=False, min_length=1)]
    bars: Annotated[tuple[Bar, ...], Field(strict=False)] = ()
    suggestions: Annotated[tuple[Suggestion, ...], Field(strict=False)] = ()
    cite: Citations

    def route(self, route_id: str) -> Route:
        """The route with that id; KeyError where there is none."""
        return {one.id: one for one in self.routes}[route_id]
