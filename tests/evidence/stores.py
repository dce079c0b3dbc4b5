"""Small stores for tests: releases of real datasets with rows typed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pyarrow as pa

from resilience.evidence.datasets import registered
from resilience.evidence.periods import parse_period
from resilience.evidence.releases import Release
from resilience.evidence.store import Store

Row = dict[str, Any]
_numbers: Iterator[int] = count(1)


def add(store: Store, dataset: str, period: str, rows: list[Row], **fields: Any) -> Release:
    """Put a release with these rows into the store, as if loaded after all others.

    Columns that a row doesn't name are null, with the mark 'missing' for a measure.
    """
    declared = registered()[dataset]
    layout = declared.layouts[0]
    measures = [column.name for column in layout.columns if column.measure] + [*layout.derived]
    full = []
    for line, row in enumerate(rows, start=2):
        marks = {f"{name}_mark": "missing" for name in measures if row.get(name) is None}
        full.append({"line": line, **marks, **row})
    table = pa.Table.from_pylist(full, schema=layout.finished)
    number = next(_numbers)
    release = Release(
        dataset=dataset,
        title=declared.title,
        publisher=declared.publisher,
        licence=declared.licence,
        period=parse_period(period),
        period_from="given",
        hash=f"{number:012x}",
        file="file.csv",
        loaded_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        tables={layout.table: len(rows)},
        **fields,
    )
    store.add(release, {layout.table: table}, [])
    return release


def analyst_row(practice: str, indicator: str, period: str, **fields: Any) -> Row:
    """A row of an analyst's own figures, as its reader types it."""
    when = parse_period(period)
    row = {
        "practice": practice,
        "indicator": indicator,
        "period": when.label,
        "starts": when.starts,
        "ends": when.ends,
        "source": "a table",
        **fields,
    }
    if "value_text" in row:
        row["value_mark"] = None
    return row
