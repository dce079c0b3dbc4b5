"""Clusters of practices: how large, what their plan holds, when it is ratified, what is paid (Q3,
Q6, Q7)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from resilience.programmes.schema.parts import (
    Basis,
    Citations,
    Count,
    IndicatorId,
    Months,
    Name,
    Table,
    Text,
)

Reached = Literal["begun", "ratified", "shown"]
"""What a plan has reached that money follows: it is begun, ratified, and progress is shown."""


class Size(Table):
    """From how many registered patients practices form a cluster without an exception (Q3)."""

    patients: Count
    basis: Basis
    cite: Citations


class Need(Table):
    """A domain in which needs are found: one of the questionnaire's, where the pack has one."""

    id: Name
    title: Text


class Span(Table):
    """One of the projects of a plan, and how many months after the plan begins it ends (Q6)."""

    id: Name
    title: Text
    about: Text
    from_months: Annotated[int, Field(ge=0, le=120)] = 0
    to_months: Months
    basis: Basis
    cite: Citations

    @field_validator("to_months")
    @classmethod
    def _after_from(cls, value: int, info: ValidationInfo) -> int:
        if value <= info.data.get("from_months", 0):
            raise PydanticCustomError("span", "more months than from_months")
        return value


class HighImpactAction(Table):
    """One of the ten high impact actions: its published name, and what it is in our words."""

    id: Name
    title: Text
    about: Text


class Sought(Table):
    """A criterion on which a plan is ratified: what is looked for (Q7)."""

    id: Name
    title: Text
    looks_for: Text
    cite: Citations


class Opens(Table):
    """A part of the staged payment, and what the plan has to have reached for it."""

    part: Name
    state: Reached


class ClusterPayments(Table):
    """What each practice of a cluster is paid for its plan, in parts, and how that stands in the
    books (Q7)."""

    staged: Name
    """Id of the plan of staged payments, of `funding.staged`."""
    opens: Annotated[tuple[Opens, ...], Field(strict=False, min_length=1)]
    intended: Name
    """Id of the intended spend, of `funding.intended`."""
    category: Name
    """Id of the kind of help, of `menu`."""
    route: Name
    """Id of the route, of `planning.routes`."""
    code: Text
    """Finance code, of `funding.codes`."""
    cite: Citations

    def opened_by(self, part: str) -> Reached:
        """What a plan has to have reached for a part; KeyError where nothing is said of it."""
        return {one.part: one.state for one in self.opens}[part]


class Clusters(Table):
    """How practices work together in clusters."""

    size: Size
    populations: Annotated[tuple[IndicatorId, ...], Field(strict=False, min_length=1)]
    """Figures by which patients are counted: the first that is known of a practice counts."""
    list_months: Months
    """How old they may be."""
    basis: Basis
    """Of these months."""
    needs: Annotated[tuple[Need, ...], Field(strict=False, min_length=1)]
    spans: Annotated[tuple[Span, ...], Field(strict=False, min_length=1)]
    actions: Annotated[tuple[HighImpactAction, ...], Field(strict=False, min_length=1)]
    criteria: Annotated[tuple[Sought, ...], Field(strict=False, min_length=1)]
    payments: ClusterPayments | None = None
    cite: Citations

    def span(self, span_id: str) -> Span | None:
        """The project with that id, if the pack has it."""
        return {one.id: one for one in self.spans}.get(span_id)

    @property
    def months(self) -> int:
        """How long a plan is."""
        return max(one.to_months for one in self.spans)
