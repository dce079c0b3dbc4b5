"""What a question or a change is about: a value, a figure, some words, or a whole return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Returns
from resilience.returns.figures.rows import DATES, MONEY, PracticeRow, Rows, TeamRow
from resilience.returns.figures.sums import figure
from resilience.returns.filing.told import told

OF_PRACTICES = {
    "asked": "Asked for help",
    "decided": "Decided",
    "confirmed": "Help confirmed",
    "agreed": "Memorandum agreed",
    "helped": "Help begun",
    "ended": "Help ended",
    "business_case": "Business case",
    "categories": "Kinds of help",
    "committed": "Committed",
    "paid": "Spent",
    "direct_committed": "Committed to the practice itself",
    "direct_paid": "Paid to the practice itself",
}
"""What each value of a practice's row is called; these may be asked about and mended."""
OF_TEAMS = {"available": "Funding available", "case_studies": "Case studies submitted"}
IN_PENCE = frozenset((*MONEY, "available"))
STAGES = {"": "None begun", "begun": "Begun", "submitted": "Submitted"}


@dataclass(frozen=True)
class Subject:
    """What it is about in words, and how the value stands; `kept` is the value itself where it is
    one of a row, and may be mended."""

    team: str
    practice: str
    field: str
    about: str
    stands: str = ""
    kept: Any = None

    @property
    def mendable(self) -> bool:
        """Whether it is one value of a row."""
        return self.field in (OF_PRACTICES if self.practice else OF_TEAMS) and bool(self.team)


def subject_of(
    pack: Pack,
    returns: Returns,
    rows: Rows,
    said: Mapping[str, str],
    team: str,
    practice: str,
    field: str,
) -> Subject | None:
    """What an address asks about, of the rows and words that an area sent; none where there is no
    such thing."""
    of = team, practice, field
    row = row_of(rows, team, practice)
    if practice or team:
        if row is None:
            return None
        fields = OF_PRACTICES if practice else OF_TEAMS
        name = row.name if isinstance(row, TeamRow) else f"{row.name} ({row.practice})"
        if field in fields:
            kept = getattr(row, field)
            return Subject(*of, f"{fields[field]}, {name}", shown(field, kept, pack), kept)
        measure = None if practice else returns.measure(field)
        if measure:
            stands = told(figure(rows.of([team]), measure.id), measure.unit)
            return Subject(*of, f"{measure.title}, {name}", stands)
        return None if field else Subject(*of, name)
    if measure := returns.measure(field):
        return Subject(*of, measure.title, told(figure(rows, measure.id), measure.unit))
    titles = {one.id: one.title for one in returns.questions}
    if field in titles:
        return Subject(*of, f"“{titles[field]}”", said.get(field, ""))
    return None if field else Subject(*of, "The whole return")


def row_of(rows: Rows, team: str, practice: str) -> TeamRow | PracticeRow | None:
    """The row of a practice of a team, or of the team itself."""
    if practice:
        same = (one for one in rows.practices if (one.team, one.practice) == (team, practice))
        return next(same, None)
    return next((one for one in rows.teams if one.team == team), None)


def shown(field: str, value: Any, pack: Pack) -> str:
    """A value of a row in words, also as plain data has it."""
    if field in DATES:
        day = date.fromisoformat(value) if isinstance(value, str) and value else value
        return words.day(day) if day else "No"
    if field in IN_PENCE:
        return words.pounds(value)
    if field == "business_case":
        return STAGES.get(value, str(value))
    if field == "categories":
        titles = {one.id: one.title for one in pack.menu}
        return "; ".join(titles.get(one, one) for one in value or ()) or "None"
    return words.number(value)
