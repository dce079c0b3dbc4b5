"""Screening all England from loaded evidence, against pandas doing the same arithmetic."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from resilience.evidence.figures import figures_of
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.programmes.packs import load
from resilience.screening.actions import take_snapshot
from resilience.screening.models import Snapshot
from tests.bench import pandas_script
from tests.bench.clock import seconds, tell

DAYS = (("gprp-2018-19", date(2018, 6, 30)), ("icb-support-2026-27", date(2026, 3, 1)))


def measure(home: Path) -> None:
    store = Store(home)
    took = seconds(lambda: rebuild(by="bench", store=store))
    print(f"{'organisations derived from all vintages':46} {took * 1000:9.1f} ms")
    took = seconds(lambda: figures_of(store))
    print(f"{'figures gathered (once for each load)':46} {took * 1000:9.1f} ms")
    for programme, day in DAYS:
        pack = load(programme)

        def ours(pack=pack, day=day):
            Snapshot.objects.all().delete()
            take_snapshot(by="bench", pack=pack, as_at=day, store=store)

        def theirs(pack=pack, day=day):
            pandas_script.screen(pack, day, store, home)

        theirs()  # pandas is imported
        tell(f"screen {programme} / pandas", seconds(ours, 3), seconds(theirs, 3), "faster; < 2 s")
