"""Specimens: a small file of each dataset as published, as rows that can be changed and written.

Cut from a real file where one is at hand, and always from one generated in the publisher's layout.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field, replace

from resilience.evidence.datasets import recognise
from resilience.evidence.datasets.base import Match
from resilience.evidence.sources import Source
from resilience.site.demonstration.writing import workbook

Grid = list[list[str]]


@dataclass(frozen=True)
class Specimen:
    """A file as rows of text by sheet. `headings` is how many rows of each sheet stand above the
    data, and `used` are the places of the columns that are read, by sheet and column."""

    dataset: str
    folder: str
    name: str
    sheets: dict[str, Grid] = field(repr=False)
    headings: dict[str, int] = field(repr=False)
    used: dict[str, dict[str, int]] = field(repr=False)

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def content(self) -> bytes:
        """The file's bytes, in the kind that its name says."""
        if self.kind == "xlsx":
            return workbook(self.sheets)
        (grid,) = self.sheets.values()
        if self.kind == "csv":
            return csv_bytes(grid)
        names, *rows = grid
        return json.dumps([dict(zip(names, row, strict=False)) for row in rows]).encode()

    def with_sheet(self, name: str, grid: Grid) -> Specimen:
        return replace(self, sheets=self.sheets | {name: grid})


def csv_bytes(grid: Grid, separator: str = ",", ending: str = "\r\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(grid)
    return out.getvalue().encode()


def cut(source: Source, rows: int) -> Specimen:
    """A file's headings and its first rows below them; a workbook stays one."""
    found = recognise(source)
    if found is None or not found.complete:
        raise ValueError(f"{source.path} is no dataset's file")
    kind = source.name.lower().rpartition(".")[2]
    name = source.name if kind in ("csv", "xlsx") else source.name.removesuffix(kind) + "csv"
    if kind in ("json", "geojson"):
        name = source.name.removesuffix(kind) + "json"
    headings = _headings(found)
    sheets = {}
    for sheet in source.sheets:
        # Blank rows and notes are kept where they stand: some readers go by them.
        grid: Grid = [[] for _ in range(sheet.lines[-1])]
        for row, line in zip(sheet.rows, sheet.lines, strict=True):
            grid[line - 1] = row
        sheets[sheet.name] = grid if found.own else grid[: headings.get(sheet.name, 0) + rows]
    used: dict[str, dict[str, int]] = {}
    for _, sheet, _, places in found.found:
        used.setdefault(sheet.name, {}).update(places)
    return Specimen(found.dataset.id, source.folder, name, sheets, headings, used)


def _headings(found: Match) -> dict[str, int]:
    """For each sheet with a table the rows of the file above its data."""
    return {
        sheet.name: sheet.lines[first - 1] if first else 0 for _, sheet, first, _ in found.found
    }
