"""What a screen stands on: the practices open on the day and the figures that were known by then.

All comparisons are made among these practices only: one that has closed since is in nobody's
average, median or share.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import NamedTuple

from resilience.evidence.figures import Figure, Figures, Latest
from resilience.evidence.indicators import Indicator
from resilience.organisations.models import Kind
from resilience.organisations.queries import OpenPractice
from resilience.programmes.schema import Pack
from resilience.screening.findings import Findings

EXACT_TO = 6
"""Decimals to which values are rounded before they are ranked: sums of fractions differ in the
last digits from one run to the next, and equal practices must rank equal."""
LOCAL = Kind.CCG
"""The kind of area whose median stands beside a practice's value."""


class Place(NamedTuple):
    """Where a value stands: how many are as high or higher, and as low or lower, itself included,
    among how many."""

    as_high: int
    as_low: int
    among: int


@dataclass(frozen=True)
class Ranking:
    """Values in order, to say how many are as high or as low as one of them."""

    ordered: list[float]

    @staticmethod
    def of(values: Iterable[float]) -> Ranking:
        return Ranking(sorted(round(value, EXACT_TO) for value in values))

    def place(self, value: float) -> Place:
        value = round(value, EXACT_TO)
        below, up_to = bisect_left(self.ordered, value), bisect_right(self.ordered, value)
        return Place(len(self.ordered) - below, up_to, len(self.ordered))

    def share(self, percent: Decimal) -> int:
        """How many values `percent` of all are at most."""
        return int(percent * len(self.ordered) / 100)


class Known:
    """The figures of one indicator that count on the day, and what they give together."""

    def __init__(
        self, latest: Latest, indicator: Indicator, practices: Mapping[str, OpenPractice]
    ) -> None:
        self.latest = latest
        self.indicator = indicator
        self._practices = practices
        self._relative: dict[tuple[str, int], Relative] = {}

    @cached_property
    def numbers(self) -> dict[str, float]:
        """The known numbers by practice; none of them for an indicator that has words."""
        if self.indicator.in_words:
            return {}
        return {
            code: float(figure.value)
            for code, figure in self.latest.figures.items()
            if figure.mark is None and figure.value is not None and code in self._practices
        }

    @cached_property
    def ranking(self) -> Ranking:
        return Ranking.of(self.numbers.values())

    @cached_property
    def median(self) -> float | None:
        """The median of England's practices."""
        return median(self.ranking.ordered) if self.numbers else None

    @cached_property
    def local_medians(self) -> dict[str, float]:
        """The median of each commissioner's practices, by the commissioner's code."""
        members = self._members(LOCAL)
        return {a: median(self.numbers[code] for code in codes) for a, codes in members.items()}

    def relative(self, level: str, minimum: int) -> Relative:
        """The numbers beside the average of their area of a level, where enough are known."""
        if (level, minimum) not in self._relative:
            members = self._members(level)
            ratios: dict[str, float] = {}
            for codes in members.values():
                average = self._average([self.latest.figures[code] for code in codes])
                if len(codes) >= minimum and average:
                    ratios |= {code: self.numbers[code] / average for code in codes}
            counts = {area: len(codes) for area, codes in members.items()}
            self._relative[level, minimum] = Relative(ratios, counts, Ranking.of(ratios.values()))
        return self._relative[level, minimum]

    def _members(self, level: str) -> dict[str, list[str]]:
        """The practices with a known number by area; one that is in none is left out."""
        members: dict[str, list[str]] = defaultdict(list)
        for code in self.numbers:
            if area := self._practices[code].areas.get(level):
                members[area].append(code)
        return members

    def _average(self, figures: list[Figure]) -> float:
        """Pooled, all numerators over all denominators, where every figure has both; else the
        mean of the practices."""
        over = [f.numerator for f in figures if f.numerator is not None]
        under = [f.denominator for f in figures if f.denominator]
        if len(over) == len(under) == len(figures):
            return self.indicator.scale * sum(over) / sum(under)
        return sum(self.numbers[f.practice] for f in figures) / len(figures)


@dataclass(frozen=True)
class Relative:
    """Numbers divided by their area's average, by practice; how many known numbers each area has;
    and where each ratio stands among all."""

    ratios: dict[str, float]
    counts: dict[str, int]
    ranking: Ranking


class Ground:
    """The practices open on a day and the figures for them; each indicator is looked up once."""

    def __init__(
        self,
        pack: Pack,
        as_at: date,
        practices: list[OpenPractice],
        figures: Figures,
        indicators: Mapping[str, Indicator],
    ) -> None:
        self.as_at = as_at
        self.practices = {practice.code: practice for practice in practices}
        self._compared = self.practices
        self._pack = pack
        self._figures = figures
        self._indicators = indicators
        self.answers: dict[str, Findings] = {}
        """What rules gave, so that none is applied twice."""
        self._known: dict[tuple[str, int], Known] = {}

    def known(self, indicator: str, max_age_months: int | None) -> Known:
        """The most recent figures of an indicator that a rule accepts."""
        key = indicator, self.months(max_age_months)
        if key not in self._known:
            latest = self._figures.latest(indicator, as_at=self.as_at, max_age_months=key[1])
            self._known[key] = Known(latest, self._indicators[indicator], self._compared)
        return self._known[key]

    def among(self, codes: Iterable[str]) -> Ground:
        """The same figures and comparisons, asked about some of the practices only."""
        some = copy(self)
        some.practices = {code: self.practices[code] for code in codes}
        some.answers = {}
        return some

    def months(self, max_age_months: int | None) -> int:
        """The age of evidence a rule accepts: its own limit, or the pack's."""
        return max_age_months or self._pack.max_age_months
