"""The figures of a return, from its rows: the one way in which they are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from resilience.programmes.schema.returns import MeasureId
from resilience.returns.figures.rows import PracticeRow, Rows, TeamRow


@dataclass(frozen=True)
class Figure:
    """A number of things, or pence. `unknown` counts the rows that do not say: their part is not in
    `value`, which is no zero."""

    value: int
    unknown: int = 0

    @property
    def known(self) -> int | None:
        """The value where every row says; else none."""
        return None if self.unknown else self.value


COUNTED: Mapping[MeasureId, Callable[[PracticeRow], bool]] = {
    "asked": lambda row: row.asked is not None,
    "decided": lambda row: row.decided is not None,
    "confirmed": lambda row: row.confirmed is not None,
    "agreed": lambda row: row.agreed is not None,
    "helped": lambda row: row.helped is not None,
    "ended": lambda row: row.ended is not None,
    "business_cases": lambda row: row.business_case != "",
    "business_cases_submitted": lambda row: row.business_case == "submitted",
}
"""Which practices count. A practice that two teams dealt with counts once in all of both."""
SUMMED: Mapping[MeasureId, Callable[[PracticeRow], int | None]] = {
    "committed": lambda row: row.committed,
    "paid": lambda row: row.paid,
    "direct_committed": lambda row: row.direct_committed,
    "direct_paid": lambda row: row.direct_paid,
}
"""What is added up over practices, in pence."""
OF_TEAMS: Mapping[MeasureId, Callable[[TeamRow], int | None]] = {
    "available": lambda row: row.available,
    "case_studies": lambda row: row.case_studies,
}
"""What is added up over teams."""


def figure(rows: Rows, measure: MeasureId) -> Figure:
    """One figure of some rows."""
    if counts := COUNTED.get(measure):
        return Figure(len({one.practice for one in rows.practices if counts(one)}))
    if said := SUMMED.get(measure):
        return _added([said(one) for one in rows.practices])
    return _added([OF_TEAMS[measure](one) for one in rows.teams])


def figures(rows: Rows, measures: tuple[MeasureId, ...]) -> dict[MeasureId, Figure]:
    """Some figures of some rows."""
    return {one: figure(rows, one) for one in measures}


def behind(rows: Rows, measure: MeasureId) -> list[PracticeRow]:
    """The practices of which a figure is made."""
    if counts := COUNTED.get(measure):
        return [one for one in rows.practices if counts(one)]
    if said := SUMMED.get(measure):
        return [one for one in rows.practices if said(one) != 0]
    return []


def confirmed_by(rows: Rows, day: date) -> Rows:
    """Of the practices only those that were confirmed by a day."""
    return rows.where(lambda one: one.confirmed is not None and one.confirmed <= day)


def _added(values: list[int | None]) -> Figure:
    known = [one for one in values if one is not None]
    return Figure(sum(known), len(values) - len(known))
