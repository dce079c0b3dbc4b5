"""Figures of places side by side, beside England: pooled where their parts are known, else the
median of their practices, and named as such (Q9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Literal

from resilience.clusters.dashboard.domains import Board
from resilience.clusters.dashboard.places import Compared
from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator
from resilience.look.words import number
from resilience.profiles.wording import text_of
from resilience.screening.ground import Known

Way = Literal["own", "pooled", "median", "words", ""]
WAYS: dict[Way, str] = {
    "own": "its own figure",
    "pooled": "all its practices together",
    "median": "median of its practices",
    "words": "share of its practices",
    "": "",
}


@dataclass(frozen=True)
class Cell:
    """An indicator of a place: the value, how it was made, and of how many practices."""

    indicator: Indicator
    value: float | str | None
    way: Way
    known: int
    among: int
    state: str = ""
    """Why a single practice has none: missing, suppressed, not available, not applicable."""

    @property
    def text(self) -> str:
        return text_of(self.indicator, self.value)

    @property
    def words(self) -> str:
        return WAYS[self.way]


def cell(known: Known, codes: Sequence[str]) -> Cell:
    """One indicator over the practices of a place."""
    indicator = known.indicator
    figures = [known.latest.figures[code] for code in codes if code in known.latest.figures]
    told = [one for one in figures if one.mark is None and one.value is not None]
    if not told:
        mark = figures[0].mark if len(codes) == 1 and figures else ""
        return Cell(indicator, None, "", 0, len(codes), mark or "")
    if len(codes) == 1:
        return Cell(indicator, told[0].value, "own", 1, 1)
    value, way = _words(indicator, told) if indicator.in_words else _together(indicator, told)
    return Cell(indicator, value, way, len(told), len(codes))


def _together(indicator: Indicator, told: Sequence[Figure]) -> tuple[float, Way]:
    over = [one.numerator for one in told if one.numerator is not None]
    under = [one.denominator for one in told if one.denominator]
    if len(over) == len(under) == len(told):
        return indicator.scale * sum(over) / sum(under), "pooled"
    return median(float(one.value or 0) for one in told), "median"


def _words(indicator: Indicator, told: Sequence[Figure]) -> tuple[str, Way]:
    """How many practices have each word: '1 Outstanding, 70 Good'."""
    counted = Counter(str(one.value) for one in told)
    words = (f"{number(counted[one])} {one}" for one in indicator.values if counted[one])
    return ", ".join(words), "words"


@dataclass(frozen=True)
class Row:
    place: Compared
    cells: tuple[Cell, ...]


def compared(board: Board, domain: str, places: Iterable[Compared]) -> list[Row]:
    """The figures of a domain for each place, in the domain's order."""
    knowns = knowns_of(board, board.dashboard.domain(domain).indicators)
    return [Row(one, tuple(cell(known, one.codes) for known in knowns)) for one in places]


@lru_cache(12)
def england_row(board: Board, domain: str) -> tuple[Cell, ...]:
    """The same for all of England."""
    codes = list(board.england.practices)
    knowns = knowns_of(board, board.dashboard.domain(domain).indicators)
    return tuple(cell(known, codes) for known in knowns)


def knowns_of(board: Board, names: Iterable[str]) -> list[Known]:
    """The figures of indicators that count on the dashboard's day, as its flags read them."""
    months = {
        flag.rule.indicator: flag.rule.max_age_months
        for domain in board.dashboard.domains
        for flag in domain.flags
    }
    return [board.ground.known(name, months.get(name)) for name in names]
