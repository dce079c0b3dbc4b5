"""A load that is killed leaves what was there; the next load goes on as if it had not been."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.lists import lists, row, write
from tests.evidence.publishing import TODAY

ROOT = Path(__file__).parents[2]
DYING = """
import os, pathlib, shutil, sys
import pyarrow.parquet
from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY

moment, calls = sys.argv[3], int(sys.argv[4])
place = {"write_table": pyarrow.parquet, "write_text": pathlib.Path, "rename": pathlib.Path,
         "mkdir": pathlib.Path}[moment]
real = getattr(place, moment)

def dying(*args, **options):
    global calls
    calls -= 1
    if calls == 0:
        if moment.startswith("write"):      # half a file is worse than none
            pathlib.Path(str(args[1] if moment == "write_table" else args[0])).open("w").write("{")
        os._exit(9)
    return real(*args, **options)

setattr(place, moment, dying)
list(load([pathlib.Path(sys.argv[1])], Store(pathlib.Path(sys.argv[2])), today=TODAY))
"""
MOMENTS = [("write_table", 1), ("write_table", 2), ("write_text", 1), ("mkdir", 2), ("rename", 1)]


def _practices(home: Path) -> list[list[str]]:
    """What the store holds, every table of every release read to its end."""
    store = Store(home)
    for release in store.releases:
        store.rejects(release)
    return [store.table(r, "lists")["practice"].to_pylist() for r in store.current]


def die(path: Path, home: Path, moment: str, calls: int) -> None:
    command = [sys.executable, "-c", DYING, path, home, moment, str(calls)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9


@pytest.mark.parametrize(("moment", "calls"), MOMENTS)
def test_a_correction_that_is_killed_leaves_what_stood(tmp_path, moment, calls) -> None:
    home = tmp_path / "home"
    bad = row("A81009", "many")
    first = write(tmp_path / "first.csv", lists(row("A81001"), bad))
    second = write(tmp_path / "second.csv", lists(row("A81002"), bad))
    list(load([first], Store(home), today=TODAY))

    die(second, home, moment, calls)

    assert _practices(home) == [["A81001"]]
    (again,) = load([second], Store(home), today=TODAY)
    assert again.status == "loaded"
    assert _practices(home) == [["A81002"]]


@pytest.mark.parametrize("calls", [1, 2])
def test_a_return_to_an_earlier_content_that_is_killed_leaves_what_stood(tmp_path, calls) -> None:
    """The replaced release is moved aside whole before the new one takes its place."""
    home = tmp_path / "home"
    first = write(tmp_path / "first.csv", lists(row("A81001")))
    second = write(tmp_path / "second.csv", lists(row("A81002")))
    list(load([first, second], Store(home), today=TODAY))

    die(first, home, "rename", calls)

    assert _practices(home) == [["A81002"]]
    list(load([first], Store(home), today=TODAY))
    assert _practices(home) == [["A81001"]]


@pytest.mark.slow
def test_a_load_killed_from_outside_at_any_moment_leaves_whole_releases(tmp_path) -> None:
    home, folder = tmp_path / "home", tmp_path / "data"
    for month in range(1, 13):
        rows = [row(f"A8{n:04d}", n, day=f"2025-{month:02d}-01") for n in range(3000)]
        write(folder / f"{month:02d}.csv", lists(*rows))
    command = [sys.executable, "-c", DYING, folder, home, "mkdir", "100000"]

    for wait in (0.0, 0.05, 0.1):
        seen = len(list(home.glob("evidence/*/*/release.json")))
        process = subprocess.Popen(command, cwd=ROOT)
        while process.poll() is None and len(list(home.glob("evidence/*/*/release.json"))) <= seen:
            time.sleep(0.01)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert all(len(practices) == 3000 for practices in _practices(home))

    outcomes = list(load([folder], Store(home), today=TODAY))
    assert {o.status for o in outcomes} <= {"loaded", "unchanged"}
    assert len(_practices(home)) == 12


def test_what_a_killed_load_left_is_swept_when_it_is_old(tmp_path, monkeypatch) -> None:
    home = tmp_path / "home"
    path = write(tmp_path / "lists.csv", lists())
    die(path, home, "write_text", 1)
    aside = home / "evidence" / ".aside"
    assert len(list(aside.iterdir())) == 1

    Store(home).sweep()
    assert len(list(aside.iterdir())) == 1  # another load may be writing it
    monkeypatch.setattr("resilience.evidence.store.DAY", -1)
    Store(home).sweep()
    assert list(aside.iterdir()) == []
