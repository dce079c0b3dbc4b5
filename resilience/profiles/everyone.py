"""All numbers of all practices on a day, in one table of practices and indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from math import isnan
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from resilience.evidence.indicators import indicators
from resilience.evidence.opened import figures_at
from resilience.evidence.periods import Period
from resilience.evidence.statistics import quantiles
from resilience.evidence.statistics.intervals import Floats
from resilience.profiles.across import EVER
from resilience.profiles.england import England

DAYS_KEPT = 4
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Everyone:
    """The open practices of England on a day and the figures that count then.

    `values` has a row for each code of `rows` and a column for each indicator of `columns`, in the
    indicator's unit; NaN where no number is known. `words` counts those of each category.
    """

    england: England
    rows: dict[str, int]
    columns: dict[str, int]
    values: Floats
    words: Mapping[str, Counter[str]]
    periods: Mapping[str, Period]
    """Of each indicator with figures the period that counts, the latest of several."""

    def column(self, indicator: str) -> Floats:
        return self.values[:, self.columns[indicator]]

    def ordered(self, indicator: str) -> Floats:
        """The known numbers from the smallest on."""
        return self._ordered[indicator]

    def quantiles(self, indicator: str) -> tuple[float, ...]:
        """The values below which `SHARES` of the known numbers lie; empty where none is known."""
        if indicator not in self._quantiles:
            ordered = self.ordered(indicator)
            found = quantiles(ordered, SHARES).tolist() if ordered.size else ()
            self._quantiles[indicator] = tuple(found)
        return self._quantiles[indicator]

    def median(self, indicator: str, practices: Iterable[str]) -> float | None:
        """The median of those of the practices whose number is known."""
        chosen = [self.rows[code] for code in practices if code in self.rows]
        known = self.column(indicator)[chosen]
        known = known[~np.isnan(known)]
        return float(np.median(known)) if known.size else None

    def by_practice(self, indicator: str) -> dict[str, float | None]:
        """The number of each practice; None where it is not known."""
        numbers = self.column(indicator).tolist()
        return {
            code: None if isnan(value) else value
            for code, value in zip(self.rows, numbers, strict=True)
        }

    @cached_property
    def _quantiles(self) -> dict[str, tuple[float, ...]]:
        return {}

    @cached_property
    def _ordered(self) -> dict[str, Floats]:
        by_column = np.sort(self.values, axis=0)  # NaN goes last
        known = (~np.isnan(self.values)).sum(axis=0)
        return {name: by_column[: known[i], i] for name, i in self.columns.items()}


def everyone(england: England) -> Everyone:
    """All figures on England's day, read once and kept."""
    figures = figures_at(settings.RESILIENCE_HOME)
    return _everyone(str(settings.RESILIENCE_HOME), figures.key, england)


def counting(practices: Iterable[str], day: date) -> dict[tuple[str, str], dict[str, Any]]:
    """The figures that count on a day of some practices, by practice and indicator, in the columns
    of the evidence's table of figures."""
    table = figures_at(settings.RESILIENCE_HOME).table(
        practices=list(practices), as_at=day, max_age_months=EVER
    )
    return {(row["practice"], row["indicator"]): row for row in table.read_all().to_pylist()}


@lru_cache(DAYS_KEPT)
def _everyone(home: str, key: str, england: England) -> Everyone:
    figures = figures_at(settings.RESILIENCE_HOME)
    table = figures.table(as_at=england.day, max_age_months=EVER).read_all()
    names = list(indicators())
    rows = {code: row for row, code in enumerate(england.practices)}
    columns = {name: column for column, name in enumerate(names)}
    values = np.full((len(rows), len(columns)), np.nan)
    periods = {
        name: Period(starts, ends, label)
        for name, label, starts, ends in zip(
            *(table.column(c).to_pylist() for c in ("indicator", "period", "starts", "ends")),
            strict=True,
        )
    }
    codes = pa.array(list(rows), pa.string())
    mine = table.filter(pc.is_in(table["practice"], codes))
    row = pc.index_in(mine["practice"], codes).to_numpy()
    column = pc.index_in(mine["indicator"], pa.array(names)).to_numpy()
    values[row, column] = mine["value"].to_numpy()
    worded = mine.filter(pc.is_valid(mine["word"]))
    words: dict[str, Counter[str]] = {
        name: Counter() for name in names if indicators()[name].values
    }
    pairs = zip(worded["indicator"].to_pylist(), worded["word"].to_pylist(), strict=True)
    for name, word in pairs:
        words[name][word] += 1
    return Everyone(england, rows, columns, values, words, periods)
