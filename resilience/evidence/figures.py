"""All figures of the evidence in force, ready to be asked: the latest of all, or all of one.

They are worked out once for each state of the evidence, kept as one Parquet file under
<home>/cache/ (to delete it is harmless) and held in memory, in a DuckDB table.
"""

from __future__ import annotations

import calendar
import hashlib
import os
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from resilience.evidence.filed import ByPractice
from resilience.evidence.indicators import indicators
from resilience.evidence.periods import Period
from resilience.evidence.selecting import Place, of_periods, selection
from resilience.evidence.store import Store

VERSION = "1"
"""Raise when the engine works figures out differently, so that no older cache is used."""
PARTIAL = 0.5
"""A period with fewer than this share of the practices of the fullest one young enough is passed
over: an analyst's corrections for one area must not take a national table's place."""
BATCH = 50_000
"""Rows of a table handed on at a time."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of one practice in one period, and the line of the release it comes from.

    `value` is a number in the indicator's unit or a word, and None when `mark` says why there is
    none: missing, suppressed, not available or not applicable. Zero is a value.
    """

    practice: str
    value: float | str | None
    numerator: float | None
    denominator: float | None
    mark: str | None
    period: Period
    release: str
    line: int
    note: str


@dataclass(frozen=True)
class Latest:
    """The figures of all practices that count on a day.

    `period` is None when no figure is young enough; `too_old` then names the most recent one. For
    an indicator whose figures stand until a newer one, each has its own period and `period` is the
    latest of them.
    """

    indicator: str
    period: Period | None
    releases: tuple[str, ...]
    figures: dict[str, Figure]
    too_old: Period | None


class Figures:
    """The figures of one store; safe to ask from several threads."""

    def __init__(self, store: Store, cache: Path | None = None) -> None:
        self.key = _key(store)
        """Changes with the evidence in force and the declarations of indicators."""
        table = _read(store, cache or store.folder.parent / "cache")
        self._by_practice = ByPractice(table)
        self.practices = self._by_practice.practices
        # One thread takes the table and answers these small questions with less work than several
        # do, and a server has many.
        self._connection = duckdb.connect(config={"threads": 1})
        self._connection.from_arrow(table).create("figures")
        self._periods: dict[str, dict[Period, int]] = {}
        periods = (
            "select indicator, ends, starts, period, count(*) from figures "
            "group by all order by all"
        )
        for indicator, ends, starts, label, count in self._ask(periods):
            self._periods.setdefault(indicator, {})[Period(starts, ends, label)] = count

    def latest(self, indicator: str, *, as_at: date, max_age_months: int) -> Latest:
        """Each practice's figure of the latest period that ended by `as_at` (design §3.5).

        The period's last day may lie at most `max_age_months` before `as_at`: from 30 June 2018,
        24 months reach back to 30 June 2016. When something was published makes no difference.
        A period with figures of only a few practices does not displace a fuller one (`PARTIAL`).
        Raises KeyError for an indicator that is not declared.
        """
        periods = self._that_count(indicator, as_at, max_age_months)
        if not periods:
            ended = [period for period in self.periods(indicator) if period.ends <= as_at]
            return Latest(indicator, None, (), {}, ended[-1] if ended else None)
        rows = self._ask(
            f"select * from figures where {of_periods(indicator, periods)} order by ends, starts"  # noqa: S608
        )
        figures = {figure.practice: figure for figure in _figures(rows)}
        releases = tuple(sorted({figure.release for figure in figures.values()}))
        return Latest(indicator, periods[-1], releases, figures, None)

    def history(self, practice: str, *, until: date | None = None) -> dict[str, list[Figure]]:
        """A practice's figures by indicator, oldest period first, one for each period.

        With `until`, only of periods that ended by that day.
        """
        rows = [row for row in self._by_practice.of(practice) if row[4] <= (until or date.max)]
        by_indicator: dict[str, list[Figure]] = {}
        for row, figure in zip(rows, _figures(rows), strict=True):
            by_indicator.setdefault(row[0], []).append(figure)
        return by_indicator

    def periods(self, indicator: str) -> list[Period]:
        """The periods that an indicator has figures of, by their last day."""
        return list(self._periods.get(indicator, ()))

    def table(
        self,
        *,
        indicator: str | None = None,
        practices: Iterable[str] | None = None,
        period: Period | None = None,
        as_at: date | None = None,
        max_age_months: int = 24,
        after: Place | None = None,
        limit: int | None = None,
    ) -> pa.RecordBatchReader:
        """Figures as rows in the columns of the engine's SCHEMA, read in batches as they are asked
        for: by indicator, period and practice.

        All of them, or those of one indicator, of some practices, of one period; with `as_at`
        those that count on that day, as `latest` says. `after` is the indicator, period and
        practice of the last row of a page, `limit` how many rows the next has.
        Raises KeyError for an indicator that is not declared.
        """
        names = [indicators()[indicator].id] if indicator else list(indicators())
        counting = {name: self._that_count(name, as_at, max_age_months) for name in names if as_at}
        cursor = self._connection.cursor()
        if practices is not None:
            cursor.register("figures_of_some", self._by_practice.of_all(practices))
        query = selection(
            "figures" if practices is None else "figures_of_some",
            indicator=indicator,
            period=period,
            counting=counting if as_at else None,
            after=after,
            limit=limit,
        )
        return cursor.execute(query).to_arrow_reader(BATCH)

    def numbers(self, indicator: str, period: str) -> list[float]:
        """The known numbers of all practices in the period of that label, in no order."""
        if period not in {known.label for known in self._periods.get(indicator, ())}:
            return []
        rows = self._ask(
            f"select value from figures where indicator = '{indicator}' and period = '{period}' "  # noqa: S608
            "and value is not null"
        )
        return [value for (value,) in rows]

    def _that_count(self, indicator: str, as_at: date, max_age_months: int) -> list[Period]:
        """The period whose figures count on a day; several, where a figure stands until a newer
        one; none, where all are too old. Raises KeyError for an indicator that is not declared."""
        stands = indicators()[indicator].stands
        oldest = _months_before(as_at, max_age_months)
        known = self._periods.get(indicator, {})
        young = [period for period in known if oldest <= period.ends <= as_at]
        if stands or not young:
            return young
        fullest = max(known[period] for period in young)
        return [period for period in young if known[period] >= PARTIAL * fullest][-1:]

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query, with a cursor of its own, for a connection serves one thread."""
        with self._connection.cursor() as cursor:
            return cursor.execute(query).fetchall()


_known: dict[Path, tuple[str, Figures]] = {}
_building = threading.Lock()


def figures_of(store: Store) -> Figures:
    """The figures of a store, kept in this process until its evidence changes."""
    key = _key(store)
    with _building:
        known = _known.get(store.folder)
        if known is None or known[0] != key:
            known = _known[store.folder] = key, Figures(store)
        return known[1]


def _figures(rows: list[tuple[Any, ...]]) -> list[Figure]:
    """Rows of the table (in the order of the engine's SCHEMA) as figures."""
    periods = {when: Period(when[1], when[2], when[0]) for when in {row[2:5] for row in rows}}
    return [
        Figure(
            practice,
            value if word is None else word,
            numerator,
            denominator,
            mark,
            periods[label, starts, ends],
            release,
            line,
            note,
        )
        for (
            _,
            practice,
            label,
            starts,
            ends,
            value,
            word,
            numerator,
            denominator,
            mark,
            release,
            line,
            note,
        ) in rows
    ]


def _read(store: Store, folder: Path) -> pa.Table:
    """All figures from the cache, or worked out where it has none."""
    path = folder / f"figures-{_key(store)}.parquet"
    try:
        return pq.read_table(path)
    except (OSError, pa.ArrowException):  # not there yet, or damaged: it is made again
        return _write_cache(store, path)


def _write_cache(store: Store, path: Path) -> pa.Table:
    """Work out all figures, write them aside, rename them into place and remove older ones."""
    from resilience.evidence.engine import all_figures  # slow to import, seldom needed

    table = all_figures(store, indicators().values())
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".aside")
    os.close(handle)
    pq.write_table(table, aside, compression="zstd")
    Path(aside).replace(path)
    for old in path.parent.glob("figures-*.parquet"):
        if old != path:
            old.unlink(missing_ok=True)
    return table


def _key(store: Store) -> str:
    """Changes with the releases in force, the order they were loaded in, and the declarations."""
    loads = sorted((release.loaded_at, release.id) for release in store.current)
    text = "\n".join([VERSION, _declared(), *(release for _, release in loads)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _declared() -> str:
    return "\n".join(indicator.model_dump_json() for indicator in indicators().values())


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day where it is shorter; the first day
    of the calendar where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
