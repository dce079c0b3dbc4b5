"""Run with `make bench`: on the real published files (see CONTRIBUTING), else on invented ones."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.setting import settled

FILES = Path(os.environ.get("RESILIENCE_TEST_DATA", Path("..") / "shared" / "data"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        settled(home)
        from tests.bench import (
            audit,
            cases,
            dashboard,
            dispersal,
            loading,
            memoranda,
            money,
            pages,
            priorities,
            returns,
            screening,
            statistics,
            tenfold,
            visibility,
            work,
            workbooks,
        )

        files = FILES if FILES.is_dir() else _invented(Path(folder) / "files")
        print(f"{'':46} {'ours':>12}  {'theirs':>12}  {'ratio':>7}")
        part("from raw files to values", lambda: loading.measure(files, home))
        part("screening", lambda: screening.measure(home))
        part("statistics", statistics.measure)
        part("visibility", visibility.measure)
        part("the record of acts", audit.measure)
        part("pages", pages.measure)
        part("casework", work.measure)
        part("dashboards", dashboard.measure)
        part("cases", cases.measure)
        part("priorities", priorities.measure)
        part("memoranda", memoranda.measure)
        part("the money", money.measure)
        part("where patients would go", dispersal.measure)
        part("returns", returns.measure)
        part("workbooks of returns", workbooks.measure)
        part("pages over ten times England, ten years", tenfold.measure)


def part(words: str, act: Callable[[], None]) -> None:
    print(f"-- {words}", flush=True)
    act()
    sys.stdout.flush()


def _invented(folder: Path) -> Path:
    from resilience.site.demonstration.files import write_files

    print(
        f"{FILES} is not there (RESILIENCE_TEST_DATA names the folder of published files), so the "
        "files measured are the demonstration's: too few practices for ratios to say much."
    )
    write_files(folder)
    return folder


main()
