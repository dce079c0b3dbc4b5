"""One indicator across the practices of an area: the list, what is found, and the drawings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings

from resilience.evidence.opened import figures_at
from resilience.look import charts
from resilience.organisations.queries import Place
from resilience.profiles.across import Across, Row, median_of
from resilience.profiles.england import ENGLAND
from resilience.profiles.places import Ground, ground
from resilience.profiles.standing import FAR
from resilience.profiles.trends import Quartiles, trend
from resilience.profiles.wording import text_of

KEPT = 48
FIFTHS = ("Lowest fifth of England", "Middle three fifths", "Highest fifth of England")


@dataclass(frozen=True, eq=False)
class InArea:
    """The practices of an area that were open on the day, set beside England's."""

    across: Across
    area: Place

    @cached_property
    def rows(self) -> list[Row]:
        """From the highest value to the lowest, then those without one; words in their order."""
        indicator = self.across.indicator
        mine = (self.across.rows[code] for code in self.across.england.within(self.area.code))
        if indicator.in_words:
            order = {word: place for place, word in enumerate(indicator.values)}
            return sorted(mine, key=lambda r: (order.get(str(r.value), len(order)), r.name, r.code))
        return sorted(mine, key=lambda r: (r.number is None, -(r.number or 0), r.name, r.code))

    @cached_property
    def by_name(self) -> list[Row]:
        return sorted(self.rows, key=lambda row: (row.name, row.code))

    @cached_property
    def lowest_first(self) -> list[Row]:
        """The other way round, those without a value still at the end."""
        return [
            *(r for r in reversed(self.rows) if r.value is not None),
            *(r for r in self.rows if r.value is None),
        ]

    @cached_property
    def numbered(self) -> list[Row]:
        """Those with a number."""
        return [row for row in self.rows if row.number is not None]

    @cached_property
    def numbers(self) -> list[float]:
        return [row.number for row in reversed(self.numbered) if row.number is not None]

    @cached_property
    def median(self) -> float | None:
        return median_of(self.numbers)

    @cached_property
    def words(self) -> list[tuple[str, int]]:
        """How many practices have each word of a category."""
        counts = Counter(row.value for row in self.rows if row.value is not None)
        return [(word, counts[word]) for word in self.across.indicator.values]

    @cached_property
    def known(self) -> int:
        return sum(row.value is not None for row in self.rows)

    @cached_property
    def enquiry(self) -> int:
        """How many are variation for enquiry by the indicator's rule."""
        return sum(row.enquiry for row in self.rows)

    @property
    def is_england(self) -> bool:
        return self.area.code == ENGLAND.code

    # --- drawings

    @cached_property
    def funnel(self) -> charts.Funnel | None:
        """Value over denominator between England's limits."""
        funnel, scale = self.across.funnel, self.across.indicator.scale
        rows = self.in_funnel
        if funnel is None or len(rows) < 2:
            return None
        sizes = [row.size for row in rows]
        size, limits = funnel.curve(min(sizes), max(sizes))
        pairs = (
            ("95%", limits.lower_95, limits.upper_95),
            ("99.8%", limits.lower_998, limits.upper_998),
        )
        lines = [
            charts.Limit(
                name,
                tuple(
                    zip(size.tolist(), (low * scale).tolist(), (high * scale).tolist(), strict=True)
                ),
            )
            for name, low, high in pairs
        ]
        values = [row.number or 0.0 for row in rows]
        outside = [row.position in FAR for row in rows]
        return charts.funnel(sizes, values, outside, lines, funnel.target * scale)

    @cached_property
    def in_funnel(self) -> list[Row]:
        return [row for row in self.numbered if row.size]

    @cached_property
    def distribution(self) -> charts.Distribution | None:
        if not self.numbers:
            return None
        return charts.distribution(
            self.numbers,
            self.across.numbers,
            median=self.across.median,
            area_median=None if self.is_england else self.median,
        )

    @cached_property
    def scale(self) -> tuple[float, float]:
        """From where to where the axis of the ordered list goes."""
        return charts.reach(self.across.numbers)

    @property
    def ground(self) -> Ground:
        return ground()

    @cached_property
    def on_map(self) -> list[Row]:
        """Those that have a value and a known place."""
        at = self.ground.at
        return [row for row in self.rows if row.value is not None and row.code in at]

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """What the dots of the map tell apart."""
        words = self.across.indicator.values
        return words or FIFTHS

    @cached_property
    def map(self) -> charts.Map | None:
        if not self.on_map:
            return None
        at, groups = self.ground.at, [self._group(row) for row in self.on_map]
        places = [at[row.code] for row in self.on_map]
        return charts.dot_map(places, groups, len(self.groups), self.ground.shapes)

    def _group(self, row: Row) -> int:
        if row.number is None:
            return self.groups.index(str(row.value))
        numbers = self.across.numbers
        fifth = max(len(numbers) // 5, 1)
        return 2 if row.number >= numbers[-fifth] else 0 if row.number <= numbers[fifth - 1] else 1

    @cached_property
    def trend(self) -> list[Quartiles]:
        if self.across.indicator.in_words:
            return []
        members = None if self.is_england else [row.code for row in self.rows]
        figures = figures_at(settings.RESILIENCE_HOME)
        return trend(figures, self.across.indicator, self.across.england.day, members)

    @cached_property
    def fan(self) -> charts.Fan | None:
        if len(self.trend) < 2:
            return None
        return charts.fan(
            [one.period.ends for one in self.trend],
            [(one.lower, one.median, one.upper) for one in self.trend],
            [one.starts for one in self.across.indicator.series_breaks],
        )

    @property
    def trend_tips(self) -> list[str]:
        """What each dot of the trend says to the pointer."""
        indicator = self.across.indicator
        return [f"{one.period.words}: {text_of(indicator, one.median)}" for one in self.trend]

    def points(self) -> dict[str, Any]:
        """Every dot of the drawings, for a script that answers the pointer: for each its place and
        the number of its practice in `practices`."""
        listed = {row.code: number for number, row in enumerate(self.rows)}
        found: dict[str, Any] = {"practices": [[r.code, r.name, r.text] for r in self.rows]}
        for name, drawing, rows in (
            ("funnel", self.funnel, self.in_funnel),
            ("map", self.map, self.on_map),
        ):
            places = drawing.places if drawing else ()
            found[name] = [
                [*place, listed[row.code]] for place, row in zip(places, rows, strict=False)
            ]
        return found


@lru_cache(KEPT)
def in_area(across: Across, area: str) -> InArea:
    """The area of that code; KeyError for one that no open practice belonged to on the day."""
    return InArea(across, across.england.areas[area])
