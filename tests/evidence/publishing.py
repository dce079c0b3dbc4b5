"""Small files in the publishers' layouts, and what loading one gives."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from resilience.evidence.loading import Outcome, load
from resilience.evidence.store import Store

TODAY = date(2026, 11, 22)
Rows = list[list[Any]]


def write_csv(path: Path, rows: Rows) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def write_workbook(path: Path, sheets: dict[str, Rows]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def load_one(path: Path, home: Path) -> tuple[Outcome, dict[str, list[dict[str, Any]]]]:
    """The outcome of loading one file, and the rows of its tables by name."""
    store = Store(home)
    (outcome,) = load([path], store, today=TODAY)
    release = next((r for r in store.releases if r.file == path.name.removesuffix(".gz")), None)
    if release is None:
        return outcome, {}
    return outcome, {name: store.table(release, name).to_pylist() for name in release.tables}


def counts(folder: Path, home: Path) -> dict[str, tuple[str, str, dict[str, int], int]]:
    """For each file below a folder: dataset, period, rows by table, rows rejected."""
    store = Store(home)
    outcomes = list(load([folder], store, today=TODAY))
    releases = {(r.dataset, r.period.label): r for r in store.releases}
    found = {}
    for outcome in outcomes:
        release = releases.get((outcome.dataset, outcome.period))
        tables = release.tables if release else {}
        name = str(Path(outcome.path).relative_to(folder))
        found[name] = (outcome.dataset, outcome.period, tables, outcome.rejects)
    return found
