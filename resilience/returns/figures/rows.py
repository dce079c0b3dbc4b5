"""The rows of a return: one of each team, and one of each practice that it dealt with. They come
from the records, from what an area sent, or from a workbook, and nothing counts otherwise than from
these rows. Pure: nothing here reads the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Literal

BusinessCase = Literal["", "begun", "submitted"]


@dataclass(frozen=True)
class TeamRow:
    """A team, in the area that reports it. `available` is what it may commit in the year, in pence;
    none where nobody entered it. `case_studies` are those submitted."""

    team: str
    name: str
    area: str
    available: int | None = None
    case_studies: int | None = 0


@dataclass(frozen=True)
class PracticeRow:
    """What a team did for a practice in the year, until a day. Each date is when it came so, or
    none; money is pence, and none where it is not known. `references` are those of its cases."""

    team: str
    practice: str
    name: str
    references: tuple[str, ...] = ()
    asked: date | None = None
    decided: date | None = None
    confirmed: date | None = None
    agreed: date | None = None
    helped: date | None = None
    ended: date | None = None
    business_case: BusinessCase = ""
    categories: tuple[str, ...] = ()
    committed: int | None = 0
    paid: int | None = 0
    direct_committed: int | None = 0
    direct_paid: int | None = 0


MONEY = ("committed", "paid", "direct_committed", "direct_paid")
DATES = ("asked", "decided", "confirmed", "agreed", "helped", "ended")
LISTS = ("references", "categories")


@dataclass(frozen=True)
class Rows:
    """Some teams, and the practices that they dealt with."""

    teams: tuple[TeamRow, ...] = ()
    practices: tuple[PracticeRow, ...] = ()

    def of(self, teams: Iterable[str]) -> Rows:
        """Those of some teams, by code."""
        wanted = set(teams)
        return Rows(
            tuple(one for one in self.teams if one.team in wanted),
            tuple(one for one in self.practices if one.team in wanted),
        )

    def of_area(self, area: str) -> Rows:
        """Those of the teams of an area."""
        return self.of(one.team for one in self.teams if one.area == area)

    def where(self, kept: Callable[[PracticeRow], bool]) -> Rows:
        """All teams, and of the practices those that are kept."""
        return replace(self, practices=tuple(one for one in self.practices if kept(one)))

    def __add__(self, other: Rows) -> Rows:
        return Rows(self.teams + other.teams, self.practices + other.practices)


def plain(row: TeamRow | PracticeRow) -> dict[str, Any]:
    """A row as plain data; a date is written 2019-01-08."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(row).items()
    }


OF_A_TEAM = frozenset(one.name for one in fields(TeamRow))
OF_A_PRACTICE = frozenset(one.name for one in fields(PracticeRow))


def team_row(told: Mapping[str, Any]) -> TeamRow:
    """The row of a team from plain data. Raises TypeError for a field that there is not."""
    return TeamRow(**told)


def practice_row(told: Mapping[str, Any]) -> PracticeRow:
    """The row of a practice from plain data. Raises TypeError for a field that there is not, and
    ValueError for what is no day."""
    made = dict(told)
    for name in DATES:
        if made.get(name):
            made[name] = date.fromisoformat(made[name])
    for name in LISTS:
        made[name] = tuple(made.get(name) or ())
    return PracticeRow(**made)
