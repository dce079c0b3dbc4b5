"""The same pages over ten times England and over one, each with ten years of history.

Each England has a process and a home of its own: `python -m tests.bench.tenfold 6500` times the
pages of one and writes the seconds as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tests.bench.clock import p95, tell

ENGLAND = 6_500
DAY = date(2025, 6, 30)
PROGRAMME = "icb-support-2026-27"
TIMES = 30


def measure() -> None:
    one, ten = _timed(ENGLAND), _timed(10 * ENGLAND)
    for page, took in ten.items():
        tell(f"page: {page}, tenfold England / one", took, one[page], "at most 2")


def _timed(practices: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.tenfold", str(practices)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    timed: dict[str, float] = json.loads(answer.stdout)
    return timed


def _run(practices: int) -> dict[str, float]:
    """The 95th percentile of the seconds each page takes over an England of so many practices."""
    from tests.bench.setting import settled

    with tempfile.TemporaryDirectory() as home:
        settled(Path(home))
        from resilience.evidence.figures import figures_of
        from resilience.evidence.store import Store
        from resilience.organisations.actions import rebuild
        from resilience.programmes.packs import load
        from resilience.screening.actions import take_snapshot
        from resilience.site.home import prepare
        from tests.bench.invented import England

        prepare()
        store = Store(Path(home))
        steps = {
            "invented": lambda: England(practices).put_into(store),
            "organisations derived": lambda: rebuild(by="bench", store=store),
            "figures worked out": lambda: figures_of(store),
            "screened": lambda: take_snapshot(
                by="bench", pack=load(PROGRAMME), as_at=DAY, store=store
            ),
        }
        for words, act in steps.items():
            began = time.perf_counter()
            act()
            took = time.perf_counter() - began
            print(f"    {practices:,} practices {words}: {took:.1f} s", file=sys.stderr)
        return _pages()


def _pages() -> dict[str, float]:
    from resilience.screening.models import Snapshot
    from tests.bench.pages import reader

    client = reader()
    practice = Snapshot.objects.get().practices.order_by("code")[100]
    icb = next(code for code in practice.areas.split("/") if code.startswith("Q"))
    pages = {
        "practice, published facts": f"/organisations/{practice.code}/",
        "practice, beside others": f"/practices/{practice.code}/profile/",
        "practice, screened": f"/screening/{PROGRAMME}/practices/{practice.code}/",
        "board": f"/organisations/{icb}/",
        "board, screened": f"/screening/{PROGRAMME}/areas/{icb}/",
        "England, screened": f"/screening/{PROGRAMME}/",
        "list for review": f"/screening/{PROGRAMME}/review/",
        "indicator of a board": f"/indicators/registered_patients/?area={icb}",
        "indicator of England": "/indicators/registered_patients/",
        "search": "/search/?q=Surgery Z0010",
        "data quality": "/data-quality/",
    }
    timed = {}
    for name, address in pages.items():
        for _ in range(5):
            answer = client.get(address)
            assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        timed[name] = p95(lambda address=address: client.get(address), TIMES)
    return timed


if __name__ == "__main__":
    json.dump(_run(int(sys.argv[1])), sys.stdout)
