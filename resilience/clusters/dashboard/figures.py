"""Every figure of one practice's dashboard: beside its area and England, through time, with what
its flags found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from resilience.clusters.dashboard.domains import Board, OfPractice
from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at
from resilience.evidence.periods import months_between
from resilience.profiles.beside import Beside, beside
from resilience.profiles.everyone import counting, everyone
from resilience.profiles.wording import text_of
from resilience.programmes.schema.dashboard import DashboardDomain
from resilience.screening.findings import Finding

POINTS = 12
"""Of a small trend, the latest."""
Rows = Mapping[tuple[str, str], dict[str, Any]]


@dataclass(frozen=True)
class OfFigure:
    """An indicator of a practice: `beside` is none where nothing of it is loaded at all."""

    indicator: Indicator
    beside: Beside | None
    found: Sequence[Finding]
    months_old: int
    old: bool
    points: Sequence[dict[str, Any]]

    @property
    def met(self) -> bool:
        """Whether a flag of it is raised."""
        return any(one.met for one in self.found)

    @property
    def period(self) -> str:
        return self.beside.period.words if self.beside else ""


def figures_of(
    board: Board, practice: OfPractice, members: Iterable[str], rows: Rows | None = None
) -> dict[str, list[OfFigure]]:
    """The figures of each domain by its id, and under 'inequality' whom the practice serves.
    `members` are the practices of the area it is set beside, `rows` its figures if they are at
    hand."""
    rows = counting([practice.code], board.england.day) if rows is None else rows
    history = figures_at(settings.RESILIENCE_HOME).history(practice.code, until=board.england.day)
    near = list(members)

    def shown(name: str, found: Sequence[Finding]) -> OfFigure:
        return _of(board, practice.code, name, found, near, rows, history.get(name, ()))

    by_domain = {
        domain.id: [shown(name, _found(practice, domain, name)) for name in domain.indicators]
        for domain in board.dashboard.domains
    }
    return by_domain | {"inequality": [shown(name, ()) for name in board.dashboard.inequality]}


def _found(practice: OfPractice, domain: DashboardDomain, name: str) -> list[Finding]:
    found = practice.domains[domain.id].found
    return [found[flag.id] for flag in domain.flags if flag.rule.indicator == name]


def _of(
    board: Board,
    code: str,
    name: str,
    found: Sequence[Finding],
    near: Sequence[str],
    rows: Rows,
    history: Sequence[Figure],
) -> OfFigure:
    indicator, all_of_them = indicators()[name], everyone(board.england)
    if name not in all_of_them.periods:
        return OfFigure(indicator, None, found, 0, False, ())
    placed = beside(all_of_them, indicator, code, rows.get((code, name)), near, ())
    months = months_between(placed.period.ends, board.england.day)
    old = months >= board.dashboard.ages.old_months
    points = () if indicator.in_words else _points(indicator, history)
    return OfFigure(indicator, placed, found, months, old, points)


def _points(indicator: Indicator, history: Sequence[Figure]) -> list[dict[str, Any]]:
    """The latest periods as a small trend takes them; none where there is no more than one."""
    found = [
        {
            "period": one.period.words,
            "value": one.value if isinstance(one.value, float) else None,
            "text": text_of(indicator, one.value),
        }
        for one in history[-POINTS:]
    ]
    return found if sum(one["value"] is not None for one in found) > 1 else []
