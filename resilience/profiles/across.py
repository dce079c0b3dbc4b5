"""One indicator across all practices of England on a day, worked out once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from django.conf import settings

from resilience.evidence.figures import Figure, Latest
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at, store_at
from resilience.evidence.periods import months_between
from resilience.evidence.releases import Release
from resilience.evidence.statistics import Funnel, byar_intervals, wilson_intervals
from resilience.profiles.england import England
from resilience.profiles.standing import Standing, standing
from resilience.profiles.wording import POSITIONS, counted, interval, state_of, text_of

EVER = 50 * 12
"""Months: a page of facts shows the latest figures however old, and says how old they are."""
KEPT = 48


@dataclass(frozen=True, slots=True)
class Row:
    """A practice as lists and charts show it; `low` and `high` are the ends of the interval."""

    code: str
    name: str
    value: float | str | None
    text: str
    state: str
    figure: Figure | None
    low: float | None = None
    high: float | None = None
    interval: str = ""
    position: str = ""
    enquiry: bool = False

    @property
    def position_words(self) -> str:
        return POSITIONS[self.position]

    @property
    def size(self) -> float:
        """The denominator; 0 without one."""
        return (self.figure and self.figure.denominator) or 0.0

    @property
    def parts(self) -> tuple[str, str]:
        """Numerator and denominator as a list shows them."""
        if self.figure is None:
            return "", ""
        return counted(self.figure.numerator), counted(self.figure.denominator)

    @property
    def number(self) -> float | None:
        return self.value if isinstance(self.value, float) else None


@dataclass(frozen=True, eq=False)
class Across:
    """`rows` has every practice open on the day, by code."""

    indicator: Indicator
    england: England
    latest: Latest
    rows: dict[str, Row]
    funnel: Funnel | None
    elsewhere: int
    """Figures of practices that were not open on the day; they count for nothing here."""

    @cached_property
    def numbers(self) -> list[float]:
        """The known numbers from the smallest on."""
        return sorted(row.number for row in self.rows.values() if row.number is not None)

    @cached_property
    def median(self) -> float | None:
        return median_of(self.numbers)

    @cached_property
    def releases(self) -> list[Release]:
        """The files that the figures come from."""
        wanted = set(self.latest.releases)
        found = store_at(settings.RESILIENCE_HOME).releases
        return [release for release in found if release.id in wanted]

    @property
    def months_old(self) -> int:
        period = self.latest.period
        return months_between(period.ends, self.england.day) if period else 0


def across(indicator: str, england: England) -> Across:
    """One indicator on England's day, from the latest period that ended by then."""
    key = figures_at(settings.RESILIENCE_HOME).key
    return _across(str(settings.RESILIENCE_HOME), key, indicator, england)


@lru_cache(KEPT)
def _across(home: str, key: str, name: str, england: England) -> Across:
    indicator = indicators()[name]
    figures = figures_at(settings.RESILIENCE_HOME)
    latest = figures.latest(name, as_at=england.day, max_age_months=EVER)
    known = [
        latest.figures[code]
        for code in england.practices
        if code in latest.figures and isinstance(latest.figures[code].value, float)
    ]
    stand = standing(indicator, known)
    found = _numbered(indicator, england, known, stand)
    rows = {
        code: found.get(code) or _other(indicator, code, practice.name, latest.figures.get(code))
        for code, practice in england.practices.items()
    }
    elsewhere = sum(code not in england.practices for code in latest.figures)
    return Across(indicator, england, latest, rows, stand.funnel, elsewhere)


def median_of(ordered: Sequence[float]) -> float | None:
    """The median of numbers in order; None of none."""
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _numbered(
    indicator: Indicator, england: England, known: Sequence[Figure], stand: Standing
) -> dict[str, Row]:
    lows, highs = _intervals(indicator, known)
    rows = {}
    for figure, low, high, position, enquiry in zip(
        known, lows, highs, stand.positions, stand.enquiry, strict=True
    ):
        none = np.isnan(low)
        lower, upper = None if none else low, None if none else high
        rows[figure.practice] = Row(
            figure.practice,
            england.practices[figure.practice].name,
            figure.value,
            text_of(indicator, figure.value),
            "known",
            figure,
            lower,
            upper,
            _interval(indicator, figure, lower, upper),
            position,
            enquiry,
        )
    return rows


def _interval(indicator: Indicator, figure: Figure, low: float | None, high: float | None) -> str:
    """The interval in words, or why a published share has none."""
    n, of = figure.numerator, figure.denominator
    if indicator.comparison == "proportion" and n is not None and of is not None and n > of:
        return "None: more counted than there are"
    return interval(indicator, low, high)


def _intervals(indicator: Indicator, known: Sequence[Figure]) -> tuple[list[float], list[float]]:
    """The 95% intervals in the indicator's unit; NaN where there is none."""
    numerators = np.array([figure.numerator for figure in known], float)
    denominators = np.array([figure.denominator for figure in known], float)
    if indicator.comparison == "proportion":
        low, high = wilson_intervals(numerators, denominators)
    elif indicator.comparison == "rate":
        with np.errstate(invalid="ignore", divide="ignore"):
            low, high = (end / denominators for end in byar_intervals(numerators))
    else:
        low = high = np.full(len(known), np.nan)
    return (low * indicator.scale).tolist(), (high * indicator.scale).tolist()


def _other(indicator: Indicator, code: str, name: str, figure: Figure | None) -> Row:
    """A practice without a number: its word, or why there is none."""
    value = figure.value if figure else None
    return Row(code, name, value, text_of(indicator, value), state_of(figure), figure)
