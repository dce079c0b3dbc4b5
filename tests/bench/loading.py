"""From raw files to values: loading, against a bare scan of the same bytes by the engine's readers,
and loading with the figures worked out, against a plain pandas script."""

from __future__ import annotations

import gzip
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import python_calamine

from resilience.evidence.datasets import registered
from resilience.evidence.engine import all_figures
from resilience.evidence.indicators import indicators
from resilience.evidence.loading import load
from resilience.evidence.store import Store
from resilience.site.home import prepare
from tests.bench import pandas_figures
from tests.bench.clock import seconds, tell

TODAY = date(2026, 11, 1)
TOLD = "known values worked out of the same files: ours {:,}, pandas {:,}"


def measure(files: Path, home: Path) -> None:
    prepare()
    registered()  # importing the modules is not loading
    by_dataset = _recognised(files)
    recognised = [path for paths in by_dataset.values() for path in paths]
    for path in recognised:
        path.read_bytes()  # both find the files in the system's cache
    _scan(recognised[:1])  # nor is starting the engine
    ours = seconds(lambda: list(load(recognised, Store(home), today=TODAY)))
    theirs = seconds(lambda: _scan(recognised))
    tell(f"load {len(recognised)} files / bare scan", ours, theirs, "at most 3")
    _against_pandas({name: by_dataset[name] for name in pandas_figures.READERS & by_dataset.keys()})


def _against_pandas(files: dict[str, list[Path]]) -> None:
    """The same indicators from the same files, nothing kept from before."""
    read = [
        one
        for one in indicators().values()
        if any(source.dataset in files for source in one.all_sources)
    ]
    paths = [path for of_dataset in files.values() for path in of_dataset]
    counts = {}

    def ours() -> None:
        with tempfile.TemporaryDirectory() as aside:
            store = Store(Path(aside))
            list(load(paths, store, today=TODAY))
            table = all_figures(store, read)
            counts["ours"] = len(table) - table["value"].null_count

    def theirs() -> None:
        counts["theirs"] = len(pandas_figures.figures(files))

    took, scanned = seconds(ours), seconds(lambda: _scan(paths))
    tell(f"{len(paths)} files to values / pandas", took, seconds(theirs), "at most 0.1")
    with pd.option_context("io.excel.xlsx.reader", "calamine"):
        what = f"{len(paths)} files to values / pandas with calamine"
        tell(what, took, seconds(theirs), "at most 0.1")
    tell(f"{len(paths)} files to values / bare scan", took, scanned, "at most 3")
    print(TOLD.format(counts["ours"], counts["theirs"]))


def _recognised(files: Path) -> dict[str, list[Path]]:
    """The files that load, by dataset."""
    found: dict[str, list[Path]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as aside:
        for outcome in load([files], Store(Path(aside)), today=TODAY):
            if outcome.status == "loaded":
                found[outcome.dataset].append(Path(outcome.path.split("!")[0]))
    return found


def _scan(paths: Iterable[Path]) -> None:
    """Read every cell and keep nothing."""
    for path in paths:
        if path.suffix == ".xlsx":
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
