"""What releases say for indicators, in one shape whatever the dataset: a row for each indicator,
practice, period and release, before anything is worked out.

So the engine asks one question of one table, however many indicators and datasets there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.indicators import Indicator, Source
from resilience.evidence.releases import Release
from resilience.evidence.store import Store

PENCE = 100.0
"""In a pound."""
PARTS = ("numerator", "denominator", "value", "word")
MARKS = tuple(f"{part}_mark" for part in PARTS)
SAID = pa.schema(
    [
        ("indicator", pa.string()),
        ("practice", pa.string()),
        ("period", pa.string()),
        ("starts", pa.date32()),
        ("ends", pa.date32()),
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("value", pa.float64()),
        ("word", pa.string()),
        *((mark, pa.string()) for mark in MARKS),
        ("one_of_several", pa.bool_()),
        ("latest_by", pa.date32()),
        ("origin", pa.string()),
        ("rank", pa.int32()),
        ("dataset", pa.string()),
        ("release", pa.string()),
        ("loaded", pa.string()),
        ("line", pa.int32()),
    ]
)
"""`rank` is the place of the source in the indicator's order; money is in pounds; `origin` is what
the source says of its figures; of rows that are `one_of_several` the one latest by day counts."""


def gather(store: Store, indicators: Iterable[Indicator]) -> pa.Table:
    """The rows of all releases in force that indicators speak of, in the columns of SAID.

    A release read before one of the columns was known here says nothing.
    """
    known: dict[tuple[str, str], pa.Table] = {}
    parts = [SAID.empty_table()]
    for indicator in indicators:
        for rank, source in enumerate(indicator.all_sources):
            for release in store.current_of(source.dataset):
                key = release.id, source.table
                if key not in known:
                    known[key] = store.table(release, source.table)
                rows = known[key]
                if {*_columns(source)} <= {*rows.column_names}:
                    parts.append(_said(indicator, source, rank, release, rows))
    return pa.concat_tables(parts)


def _columns(source: Source) -> list[str]:
    named = [source.practice, *source.measures, source.latest_by, source.note_column]
    own = ["period", "starts", "ends"] if source.own_periods else []
    return [*filter(None, named), *source.where, *own, "line"]


def _said(
    indicator: Indicator, source: Source, rank: int, release: Release, rows: pa.Table
) -> pa.Table:
    counts = pc.is_valid(rows[source.practice])
    for column, wanted in source.where.items():
        counts = pc.and_(counts, pc.equal(rows[column], wanted))
    rows = rows.filter(counts)
    period = release.period
    said: dict[str, Any] = {
        "indicator": indicator.id,
        "practice": rows[source.practice],
        "period": rows["period"] if source.own_periods else period.label,
        "starts": rows["starts"] if source.own_periods else period.starts,
        "ends": rows["ends"] if source.own_periods else period.ends,
        "one_of_several": bool(source.latest_by),
        "latest_by": rows[source.latest_by] if source.latest_by else None,
        "origin": _origin(source, rows),
        "rank": rank,
        "dataset": release.dataset,
        "release": release.id,
        "loaded": release.loaded_at.isoformat(),
        "line": rows["line"],
    }
    for part in PARTS:
        column = getattr(source, part)
        mark = f"{column}_mark"
        said[part] = rows[column] if column else None
        said[f"{part}_mark"] = rows[mark] if mark in rows.column_names and column else None
        if part in source.in_pence:
            said[part] = pc.divide(pc.cast(rows[column], pa.float64()), PENCE)
    return pa.table(
        [_column(said[field.name], field.type, len(rows)) for field in SAID], schema=SAID
    )


def _column(given: Any, kind: pa.DataType, rows: int) -> pa.Array | pa.ChunkedArray:
    """A column of a table, or one value again and again, as a type."""
    if isinstance(given, pa.ChunkedArray):
        return given.cast(kind)
    return pa.repeat(pa.scalar(given, kind), rows)


def _origin(source: Source, rows: pa.Table) -> Any:
    if not source.note_column:
        return source.note or None
    return pc.binary_join_element_wise(f"{source.note}: ", rows[source.note_column], "")
