"""A small England screened on two days, as pages need it, and the same England many times over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from resilience.evidence.store import Store
from resilience.programmes.packs import load
from resilience.screening.actions import take_snapshot
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from tests.screening.england import MANCHESTER, NORTH, figures, loaded, points, register

PROGRAMME = "gprp-2018-19"
BEFORE, DAY = date(2018, 2, 28), date(2018, 6, 30)
EVERYBODY = [*NORTH, *MANCHESTER]


def publish(home: Path, files: Path) -> None:
    """What is known by June 2018: points of two years, headcounts, patients per GP and ratings.
    A81001 has few points in the second year and is rated Inadequate; P81001 has one GP."""
    loaded(
        home,
        register(files),
        points(files, "2016-17"),
        points(files, A81001=60.0, P81001=70.0),
        figures(
            files / "gps.csv",
            "gp_headcount",
            "2017-09",
            {code: 1 if code == "P81001" else 4 for code in EVERYBODY},
        ),
        figures(
            files / "patients.csv",
            "patients_per_gp",
            "2017-09",
            {code: 1800 + 10 * n for n, code in enumerate(EVERYBODY)},
        ),
        figures(
            files / "ratings.csv",
            "cqc_overall_rating",
            "2018-05",
            {code: "Inadequate" if code == "A81001" else "Good" for code in EVERYBODY},
        ),
    )


def screened(home: Path) -> Snapshot:
    """Both days screened; the snapshot of the later one."""
    store, pack = Store(home), load(PROGRAMME)
    take_snapshot(by="a test", pack=pack, as_at=BEFORE, store=store)
    return take_snapshot(by="a test", pack=pack, as_at=DAY, store=store)


def many_times_over(snapshot: Snapshot, times: int) -> Snapshot:
    """The same England under the name `many`, with each practice that many times."""
    many = Snapshot.objects.create(
        key=f"{snapshot.key[:50]}-{times}",
        programme="many",
        **{
            name: getattr(snapshot, name)
            for name in ("as_at", "pack_hash", "pack", "releases", "unknown", "shared")
        },
    )
    areas = list(snapshot.areas.all())
    for area in areas:
        area.pk, area.snapshot = None, many
        area.practices *= times
    ScreenedArea.objects.bulk_create(areas)
    practices = [(n, one) for n in range(times) for one in snapshot.practices.all()]
    for n, one in practices:
        one.pk, one.snapshot = None, many
        one.code = f"{one.code}{n or ''}"
    ScreenedPractice.objects.bulk_create(one for _, one in practices)
    return many
