"""Pages of the dashboard of a board of 400 practices, against an empty page of the same framework.

The England is invented and has a process and a home of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from tests.bench.clock import p95, tell

ENGLAND = 6_500
IN_A_BOARD = 400
DAY = date(2025, 6, 30)
PROGRAMME = "icb-support-2026-27"
TIMES = 60
EMPTY = "empty"


def measure() -> None:
    command = [sys.executable, "-m", "tests.bench.dashboard"]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    timed: dict[str, float] = json.loads(answer.stdout)
    empty = timed.pop(EMPTY)
    for page, took in timed.items():
        tell(f"dashboard: {page} / empty page, p95", took, empty, "at most 5")


def _run() -> dict[str, float]:
    """The 95th percentile of the seconds that each page takes."""
    from tests.bench.setting import settled

    with tempfile.TemporaryDirectory() as home:
        settled(Path(home))
        from django.test import override_settings

        from resilience.evidence.store import Store
        from resilience.organisations.actions import rebuild
        from resilience.programmes.packs import load
        from resilience.screening.actions import take_snapshot
        from resilience.site.home import prepare
        from tests.bench import invented, pages

        invented.COMMISSIONERS_IN_A_BOARD = IN_A_BOARD // invented.IN_A_COMMISSIONER + 1
        prepare()
        store = Store(Path(home))
        invented.England(ENGLAND).put_into(store)
        rebuild(by="bench", store=store)
        take_snapshot(by="bench", pack=load(PROGRAMME), as_at=DAY, store=store)
        with override_settings(ROOT_URLCONF=pages.__name__):
            return _pages()


def _pages() -> dict[str, float]:
    from resilience.screening.models import Snapshot
    from tests.bench.pages import reader

    client = reader()
    practice = Snapshot.objects.get().practices.order_by("code")[100]
    board = next(code for code in practice.areas.split("/") if code.startswith("Q"))
    count = Snapshot.objects.get().areas.get(code=board).practices
    here, day = f"/local/{PROGRAMME}/{board}/", f"as_at={DAY}"
    addresses = {
        EMPTY: "/empty/",
        f"board of {count} practices": f"{here}?{day}",
        "its practices": f"{here}practices/?{day}",
        "compared": f"{here}compare/practice/?{day}",
        "locations compared": f"{here}compare/ccg/?{day}&domain=finance",
        "inequality": f"{here}inequality/?{day}",
        "who moved": f"{here}moved/?{day}",
        "practice": f"/practices/{practice.code}/dashboard/{PROGRAMME}/?{day}",
    }
    timed = {}
    for name, address in addresses.items():
        for _ in range(5):
            answer = client.get(address)
            assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        timed[name] = p95(lambda address=address: client.get(address), TIMES)
    return timed


if __name__ == "__main__":
    json.dump(_run(), sys.stdout)
