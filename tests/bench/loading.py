"""Loading every recognised file, against a bare scan of the same bytes by the engine's readers."""

from __future__ import annotations

import gzip
import tempfile
from datetime import date
from pathlib import Path

import duckdb
import python_calamine

from resilience.evidence.datasets import registered
from resilience.evidence.loading import load
from resilience.evidence.store import Store
from resilience.site.home import prepare
from tests.bench.clock import seconds, tell

TODAY = date(2026, 11, 1)


def measure(files: Path, home: Path) -> None:
    prepare()
    registered()  # importing the modules is not loading
    _scan(files / "qof-practice-achievement")  # nor is starting the engine
    recognised = _recognised(files)
    for path in recognised:
        path.read_bytes()  # both find the files in the system's cache
    store = Store(home)
    ours = seconds(lambda: list(load(recognised, store, today=TODAY)))
    theirs = seconds(lambda: [_scan(path) for path in recognised])
    tell(f"load {len(recognised)} files / bare scan", ours, theirs, "at most 3")


def _recognised(files: Path) -> list[Path]:
    with tempfile.TemporaryDirectory() as aside:
        outcomes = load([files], Store(Path(aside)), today=TODAY)
        return [Path(o.path.split("!")[0]) for o in outcomes if o.status == "loaded"]


def _scan(path: Path) -> None:
    """Read every cell and keep nothing."""
    if path.is_dir():
        for inside in path.rglob("*.gz"):
            _scan(inside)
    elif path.suffix == ".xlsx":
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    elif path.suffix == ".parquet":
        duckdb.sql(f"select count(columns(*)) from '{path}'").fetchall()
    elif path.name.endswith("json.gz"):
        gzip.decompress(path.read_bytes())
    elif path.suffix != ".zip":
        options = (
            "all_varchar=true, header=false, ignore_errors=true, null_padding=true, "
            "strict_mode=false, delim=',', quote='\"', escape='\"'"
        )
        query = f"select count(columns(*)) from read_csv('{path}', {options}, parallel=false)"
        duckdb.sql(query).fetchall()
