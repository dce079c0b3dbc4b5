"""The money of a programme: how much there is each year, how it is shared, what it is meant for,
and what stops it (G4.1 to G4.11)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import (
    Basis,
    Citations,
    Count,
    IndicatorId,
    Level,
    Months,
    Name,
    Table,
    Text,
)
from resilience.programmes.schema.planning import Bar

GateId = Literal[
    "memorandum", "exit", "local_strategy", "assistance", "business_case", "within_plan"
]
"""What the product can tell before money is committed or paid."""
YearLabel = Annotated[str, Field(pattern=r"^20\d\d-\d\d$")]
OrganisationCode = Annotated[str, Field(pattern=r"^[A-Z0-9]+$")]
DayOfYear = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
"""Month and day, like 03-31."""


class FundingYear(Table):
    """The programme's money of a financial year (G4.1)."""

    year: YearLabel
    pounds: Count | None = None
    """None where it is for each holder to say."""
    cite: Citations


class Published(Table):
    """What was published of one area's share, to be shown beside what is computed (P8)."""

    id: Name
    title: Text
    year: YearLabel
    pounds: Count
    members: Annotated[tuple[OrganisationCode, ...], Field(strict=False, min_length=1)]
    """Codes of the organisations that make the area up."""
    about: Text
    cite: Citations


class Intended(Table):
    """A category of intended spend, of which a share of the money is planned (G4.9)."""

    id: Name
    title: Text
    about: Text


class FinanceCode(Table):
    """A code under which a payment stands in the ledger (G4.5)."""

    id: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]*$")]
    title: Text


class Gate(Table):
    """Something that must be so before money is committed or paid."""

    id: GateId
    title: Text
    why: Text
    """Said where it is not so."""
    opens: Text
    """What would make it so."""
    above_pounds: Count | None = None
    """Sums up to this pass it; none pass where it is not given."""
    basis: Basis | None = None
    """Of the sum, if it has one."""
    cite: Citations


class Position(Table):
    """Which share of the money is to be committed or spent by a day of the year (G12.7, G12.8)."""

    id: Name
    title: Text
    of: Literal["committed", "paid"]
    percent: Annotated[int, Field(ge=1, le=100)]
    by: DayOfYear
    about: Text
    cite: Citations

    def day(self, starts: dt.date) -> dt.date:
        """The day in the financial year that starts on a day."""
        month, day = map(int, self.by.split("-"))
        here = dt.date(starts.year, month, day)
        return here if here >= starts else here.replace(year=starts.year + 1)


class Part(Table):
    """A part of a staged payment (Q7)."""

    id: Name
    title: Text
    asks: Text
    """What must be seen before it is approved."""
    pounds: Count
    basis: Basis


class Staged(Table):
    """A reusable plan of staged payments (Q7)."""

    id: Name
    title: Text
    about: Text
    parts: Annotated[tuple[Part, ...], Field(strict=False, min_length=1)]
    cite: Citations


class Funding(Table):
    """How the money of a programme is allocated, committed and paid."""

    holder: Level
    """Kind of organisation that holds the money of an area."""
    years: Annotated[tuple[FundingYear, ...], Field(strict=False, min_length=1)]
    populations: Annotated[tuple[IndicatorId, ...], Field(strict=False, min_length=1)]
    """Figures by which the money is shared: the first is the one meant (G4.3), the others stand in
    for it where they are fuller, and that is said."""
    population_months: Months
    """How old they may be."""
    full_percent: Annotated[int, Field(ge=1, le=100)]
    """A population of at least so many of the open practices is as good as full."""
    published: Annotated[tuple[Published, ...], Field(strict=False)] = ()
    transfer_month: Annotated[int, Field(ge=1, le=12)]
    """Month of the financial year by whose end the money is with its holder (G4.4)."""
    late_month: Annotated[int, Field(ge=1, le=12)]
    """Month of the financial year from which money that is not committed is told of."""
    carry_over: Literal["refused", "allowed"]
    carry_over_why: Text
    carry_over_cite: Citations
    intended: Annotated[tuple[Intended, ...], Field(strict=False, min_length=1)]
    codes: Annotated[tuple[FinanceCode, ...], Field(strict=False, min_length=1)]
    codes_why: Text
    gates: Annotated[tuple[Gate, ...], Field(strict=False)] = ()
    conditions: Annotated[tuple[Bar, ...], Field(strict=False)] = ()
    """Asked of whoever commits money, besides what planning does not pay for (G10.2)."""
    positions: Annotated[tuple[Position, ...], Field(strict=False)] = ()
    staged: Annotated[tuple[Staged, ...], Field(strict=False)] = ()
    basis: Basis
    """Of the months and the percentage above."""
    cite: Citations

    def year(self, label: str) -> FundingYear | None:
        """The money of a year like 2018-19; none where the pack has no such year."""
        return {one.year: one for one in self.years}.get(label)

    def code(self, code: str) -> FinanceCode | None:
        """The finance code, if the pack lists it."""
        return {one.id: one for one in self.codes}.get(code)

    def gate(self, gate: GateId) -> Gate | None:
        """The gate with that id, if the pack has it."""
        return {one.id: one for one in self.gates}.get(gate)
