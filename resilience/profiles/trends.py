"""The median and quartiles of many practices' figures, period by period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from resilience.evidence.figures import Figures
from resilience.evidence.indicators import Indicator
from resilience.evidence.periods import Period

PARTIAL = 0.5
"""A period with fewer than this share of the figures of the fullest one is no point of a trend."""


@dataclass(frozen=True, slots=True)
class Quartiles:
    """What lies below a quarter, half and three quarters of the practices with a figure."""

    period: Period
    practices: int
    lower: float
    median: float
    upper: float


def trend(
    figures: Figures, indicator: Indicator, until: date, practices: Iterable[str] | None = None
) -> list[Quartiles]:
    """Of each period that ended by a day, the earliest first; of all practices or of those given.

    Quartiles lie on a straight line between two values (Hyndman and Fan 1996, definition 7).
    """
    read = figures.table(indicator=indicator.id, practices=practices).read_all()
    with duckdb.connect(config={"threads": 1}) as engine:
        rows = (
            engine.from_arrow(read)
            .filter(f"value is not null and ends <= '{until}'")
            .aggregate(
                "period, starts, ends, count(*), quantile_cont(value, [0.25, 0.5, 0.75])",
                "period, starts, ends",
            )
            .order("ends, starts")
            .fetchall()
        )
    fullest = max((count for *_, count, _ in rows), default=0)
    return [
        Quartiles(Period(starts, ends, label), count, *quartiles)
        for label, starts, ends, count, quartiles in rows
        if count >= PARTIAL * fullest
    ]
