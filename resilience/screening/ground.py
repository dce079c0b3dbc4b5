"""What a screen stands on: the practices open on the day and the figures that were known by then."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from resilience.evidence.figures import Figure, Figures, Latest
from resilience.evidence.indicators import Indicator
from resilience.organisations.queries import OpenPractice
from resilience.programmes.schema import Pack

EXACT_TO = 6
"""Decimals to which values are rounded before they are ranked: sums of fractions differ in the
last digits from one run to the next, and equal practices must rank equal."""
LOCAL = "ccg"
"""The kind of area whose median stands beside a practice's value."""


@dataclass(frozen=True)
class Ranking:
    """Values in order, to say how many are as high or as low as one of them."""

    ordered: list[float]

    @staticmethod
    def of(values: Iterable[float]) -> Ranking:
        return Ranking(sorted(round(value, EXACT_TO) for value in values))

    def __len__(self) -> int:
        return len(self.ordered)

    def share_as_high(self, value: float) -> float:
        """Per cent of all values, this one among them, that are as high or higher."""
        below = bisect_left(self.ordered, round(value, EXACT_TO))
        return 100 * (len(self) - below) / len(self)

    def share_as_low(self, value: float) -> float:
        """Per cent of all values, this one among them, that are as low or lower."""
        return 100 * bisect_right(self.ordered, round(value, EXACT_TO)) / len(self)


class Ground:
    """Figures by indicator for the practices open on a day; each is looked up once."""

    def __init__(
        self,
        pack: Pack,
        as_at: date,
        practices: list[OpenPractice],
        figures: Figures,
        indicators: Mapping[str, Indicator],
    ) -> None:
        self.pack = pack
        self.as_at = as_at
        self.practices = {practice.code: practice for practice in practices}
        self.indicators = indicators
        self._figures = figures
        self._latest: dict[tuple[str, int], Latest] = {}
        self._medians: dict[tuple[str, tuple[str, ...]], tuple[float | None, dict[str, float]]] = {}

    def latest(self, indicator: str, max_age_months: int | None) -> Latest:
        """The most recent figures of an indicator that a rule accepts."""
        key = indicator, max_age_months or self.pack.max_age_months
        if key not in self._latest:
            self._latest[key] = self._figures.latest(
                indicator, as_at=self.as_at, max_age_months=key[1]
            )
        return self._latest[key]

    def numbers(self, latest: Latest) -> dict[str, float]:
        """The known numbers of the practices open on the day, by practice."""
        return {
            code: float(figure.value)
            for code, figure in latest.figures.items()
            if code in self.practices and _is_number(figure)
        }

    def ratios(self, latest: Latest, level: str) -> tuple[dict[str, float], dict[str, int]]:
        """Each known number divided by the average of its area of a level, and how many known
        numbers each area has. The average is pooled (all numerators over all denominators) where
        the figures have them, else the mean of the practices."""
        members: dict[str, list[Figure]] = defaultdict(list)
        numbers = self.numbers(latest)
        for code in numbers:
            if area := self.practices[code].areas.get(level):
                members[area].append(latest.figures[code])
        averages = {area: _average(figures) for area, figures in members.items()}
        ratios = {}
        for code, value in numbers.items():
            area = self.practices[code].areas.get(level)
            if area and averages[area]:
                ratios[code] = value / averages[area]
        return ratios, {area: len(figures) for area, figures in members.items()}

    def medians(self, latest: Latest) -> tuple[float | None, dict[str, float]]:
        """The median of England's practices, and of each commissioner's by its code."""
        key = latest.indicator, latest.releases
        if key not in self._medians:
            numbers = self.numbers(latest)
            local: dict[str, list[float]] = defaultdict(list)
            for code, value in numbers.items():
                if area := self.practices[code].areas.get(LOCAL):
                    local[area].append(value)
            england = median(numbers.values()) if numbers else None
            self._medians[key] = england, {area: median(each) for area, each in local.items()}
        return self._medians[key]


def _is_number(figure: Figure) -> bool:
    return figure.mark is None and isinstance(figure.value, int | float)


def _average(figures: list[Figure]) -> float:
    pooled = [(f.numerator, f.denominator) for f in figures if f.numerator and f.denominator]
    if len(pooled) == len(figures):
        ratio = sum(n for n, _ in pooled) / sum(d for _, d in pooled)
        first = figures[0]
        scale = (
            float(first.value or 0) * float(first.denominator or 0) / float(first.numerator or 1)
        )
        return ratio * scale
    return sum(float(f.value or 0) for f in figures) / len(figures)
