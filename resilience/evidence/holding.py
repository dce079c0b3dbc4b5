"""What a release would move: its totals beside those of the release that stands nearest.

England's totals move by a few per cent in a year. One that jumps is more often half a file, a wrong
period or columns out of place than a change in England, so a person decides: until then the release
is held and gives no figure.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.periods import Period
from resilience.evidence.releases import Move, Release
from resilience.evidence.store import Store
from resilience.evidence.tables import MOST, read_pence

SHARE = 0.1
"""The share by which a total may move within a year unless it is configured: in twelve years of
published files none moved by more (see docs/datasets.md for those that are livelier)."""
FEW = 100
"""Totals of fewer practices (or rows) than this may move freely: they are not England's."""
DAYS_OF_A_YEAR = 365.25


def moves(
    release: Release, dataset: Dataset, tables: Tables, store: Store, share: float
) -> list[Move]:
    """The totals that a release would move by more than `share` a year, beside the one it corrects
    or else the nearest of its kind, an earlier one before a later one.

    Counted are the practices with a known figure, each of the `dataset.totals`, and for a
    correction all rows. Beyond a year the share grows with the time between.
    """
    before = _nearest(release, store)
    if before is None:
        return []
    now = _totals(dataset, tables.__getitem__)
    then = _totals(dataset, lambda name: store.table(before, name))
    if then.get("practices", before.rows) < FEW:
        return []
    if before.key == release.key:
        now, then = {"rows": release.rows, **now}, {"rows": before.rows, **then}
    allowed = share * dataset.liveliness * max(_years(before.period, release.period), 1)
    found = [
        Move(_words(total), known, now.get(total, 0), before.id, allowed, _unit(dataset, total))
        for total, known in then.items()
        if known
    ]
    return [move for move in found if abs(move.share) > allowed]


def _nearest(release: Release, store: Store) -> Release | None:
    """The same content under another period is no other release: it gives way to this one."""
    others = [
        other
        for other in store.current_of(release.dataset)
        if other.scope == release.scope and other.hash != release.hash
    ]
    earlier = [other for other in others if other.period.starts <= release.period.starts]
    if earlier:
        return max(earlier, key=lambda other: (other.period.starts, other.key == release.key))
    return min(others, key=lambda other: other.period.starts, default=None)


def _years(one: Period, other: Period) -> float:
    days = max(abs(one.starts - other.starts), abs(one.ends - other.ends)).days
    return days / DAYS_OF_A_YEAR


def _totals(dataset: Dataset, table: Callable[[str], pa.Table]) -> dict[str, int]:
    """Whole numbers by name, the practices first; nothing for a publication without practices."""
    name = next((x.table for x in dataset.layouts if "practice" in x.schema.names), None)
    if name is None:
        return {}
    rows = table(name)
    # A release kept by an earlier version may lack a column.
    totals = [total for total in dataset.totals if total in rows.column_names]
    known = rows.filter(pc.is_valid(rows[totals[0]])) if totals else rows
    practices = pc.count_distinct(known["practice"]).as_py()
    return {"practices": practices, **{total: _sum(rows[total]) for total in totals}}


def _sum(column: pa.ChunkedArray) -> int:
    """A sum that no file of nonsense can make overflow."""
    found = pc.sum(column.cast(pa.float64())).as_py() or 0
    return round(found) if abs(found) < MOST else MOST


def _words(total: str) -> str:
    return total.replace("_", " ")


def _unit(dataset: Dataset, total: str) -> str:
    columns = (column for layout in dataset.layouts for column in layout.columns)
    return "pence" if any(c.name == total and c.read is read_pence for c in columns) else ""
