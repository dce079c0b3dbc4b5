"""What became of a file, and whether what was read of it is what the unchanged file says."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from resilience.evidence.datasets import registered
from resilience.evidence.loading import Outcome, load
from resilience.evidence.store import Store
from tests.evidence.fuzzing.specimens import Specimen
from tests.evidence.publishing import TODAY

Row = dict[str, Any]
LONGEST = 20.0
"""Seconds within which any file of these sizes is read or refused."""


@dataclass(frozen=True)
class Reading:
    """The outcome of a file, and the rows of its tables by name; none when it was refused."""

    outcome: Outcome
    tables: dict[str, list[Row]] = field(repr=False)

    @property
    def refused(self) -> bool:
        return self.outcome.status in ("rejected", "unrecognised")


def read(folder: str, name: str, content: bytes) -> Reading:
    """Load one file into an empty store. Fails for a hang and for a refusal without a sentence."""
    started = time.process_time()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        store = Store(Path(place) / "home")
        (outcome,) = load([path], store, today=TODAY)
        tables = {
            table: store.table(release, table).to_pylist()
            for release in store.releases
            for table in release.tables
        }
    assert time.process_time() - started < LONGEST
    if outcome.status != "loaded":
        assert outcome.status in ("rejected", "unrecognised")
        assert len(outcome.message) > 20, outcome
        assert "Traceback" not in outcome.message
    return Reading(outcome, tables)


def read_specimen(specimen: Specimen) -> Reading:
    return read(specimen.folder, specimen.name, specimen.content)


def changed_values(
    before: Reading, after: Reading, *, allowed: Collection[Any] = (), lines: Collection[int] = ()
) -> list[str]:
    """What was read after that the unchanged file does not say; nothing when all is well.

    A value may be gone (then its mark says why) but never another. `allowed` values may stand in
    the rows on `lines`.
    """
    if after.refused:
        return []
    if after.outcome.dataset != before.outcome.dataset:
        return [f"read as {after.outcome.dataset}"]
    found = []
    for table, rows in after.tables.items():
        known = _by_key(before, table)
        for row in rows:
            free = allowed if row["line"] in lines else ()
            key = _key(before, table, row)
            candidates = known.get(key, [])
            if not candidates and (free or None in key):
                candidates = [r for r in before.tables.get(table, []) if r["line"] == row["line"]]
            told = [f"{key} is new"]
            wrong = min((_wrong(one, row, free) for one in candidates), key=len, default=told)
            found += [f"{table} line {row['line']}: {what}" for what in wrong]
    return found


def _wrong(before: Row, after: Row, free: Collection[Any]) -> list[str]:
    """The values of a row that are others than before."""
    wrong = []
    for name, value in after.items():
        same = before.get(name)
        if name == "line" or name.endswith("_mark") or value == same:
            continue
        if value is None:
            if f"{name}_mark" in after and after[f"{name}_mark"] is None:
                wrong.append(f"{name}: {same!r} became nothing without a mark")
        elif value not in free:
            wrong.append(f"{name}: {same!r} became {value!r}")
    return wrong


def _by_key(reading: Reading, table: str) -> dict[tuple[Any, ...], list[Row]]:
    known: dict[tuple[Any, ...], list[Row]] = {}
    for row in reading.tables.get(table, []):
        known.setdefault(_key(reading, table, row), []).append(row)
    return known


def _key(reading: Reading, table: str, row: Row) -> tuple[Any, ...]:
    """What stands once in the table; of one without such a key its codes."""
    layouts = registered()[reading.outcome.dataset].layouts
    unique = next((layout.unique for layout in layouts if layout.table == table), ())
    names = [name for name in unique if name in row]
    names = names or [n for n in ("practice", "commissioner", "icb", "code", "pcn") if n in row]
    return tuple(row[name] for name in names)
