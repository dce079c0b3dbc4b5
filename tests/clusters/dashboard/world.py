"""The area of 2026 with published figures, a screen and statuses: some practices stand far out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from resilience.evidence.figures import figures_of
from resilience.evidence.indicators import indicators
from resilience.evidence.loading import load as load_files
from resilience.evidence.store import Store
from resilience.organisations.models import Ancestor, Build, Kind, Organisation, Record
from resilience.organisations.queries import open_practices
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.packs import load
from resilience.screening.actions import _keep
from resilience.screening.models import Snapshot
from resilience.screening.screen import screen
from resilience.screening.status_actions import confirm_status
from tests.clusters.world import (
    ELSEWHERE,
    LONG_AGO,
    PRACTICES,
    PROGRAMME,
    TODAY,
    build,
    organisation,
    reader,
)
from tests.evidence.publishing import write_csv

ELSE = [ELSEWHERE, *(f"P82{number:03}" for number in range(1, 31))]
EVERYBODY = [*PRACTICES, *ELSE]
HEADINGS = ["practice", "indicator", "period", "numerator", "denominator", "value", "source"]
BEFORE, SCREENED = date(2026, 1, 31), date(2026, 4, 30)
CONFIRMED = datetime(2026, 1, 12, 10, tzinfo=UTC)
PATIENTS = dict.fromkeys(EVERYBODY, 5_000)


def evidence(home: Path, files: Path) -> None:
    """L81001 is rated Inadequate and misses most calls; L81004 misses many; L81003 has few points;
    of L81005, L81006 and L81007 the share of points is suppressed, not available and not
    applicable, of L81008 nothing is known, and L81009 has none."""
    rank = {code: place for place, code in enumerate(EVERYBODY)}
    points: dict[str, object] = dict.fromkeys(EVERYBODY, 95.0) | {
        "L81003": 70.0,
        "L81005": "*",
        "L81006": ":",
        "L81007": "N/A",
        "L81009": 0,
    }
    del points["L81008"]
    missed = {code: 200 + rank[code] for code in EVERYBODY} | {"L81001": 3_000, "L81004": 2_500}
    ratings = dict.fromkeys(EVERYBODY, "Good") | {
        "L81001": "Inadequate",
        "L81002": "Requires improvement",
    }
    rows = [
        *([code, "cqc_overall_rating", "2026-01", "", "", v] for code, v in ratings.items()),
        *([code, "qof_points_percent", "2024-25", "", "", v] for code, v in points.items()),
        *([code, "calls_missed_percent", "2026-03", v, 10_000, ""] for code, v in missed.items()),
        *(
            [code, "calls_missed_percent", "2026-02", v - 50, 10_000, ""]
            for code, v in missed.items()
        ),
        *([code, "patients_per_gp", "2025-12", 5_000, 2 + 0.1 * rank[code], ""] for code in rank),
        *([code, "premises_payments_per_patient", "2022-23", "", "", 10] for code in rank),
        *([code, "gp_headcount", "2025-12", "", "", 3] for code in rank),
        *([code, "deprivation_score", "2025", "", "", 10 + 50 - rank[code]] for code in rank),
        *([code, "aged_75_plus_percent", "2026-03", 300 + rank[code], 5_000, ""] for code in rank),
    ]
    told = [[*row, "a return"] for row in rows]
    (outcome,) = load_files(
        [write_csv(files / "told.csv", [HEADINGS, *told])], Store(home), today=TODAY
    )
    assert outcome.status == "loaded", outcome


def inhabit() -> None:
    """The area, and thirty more practices elsewhere, so that England's ends can be told."""
    build()
    above = [
        (organisation(code), direct)
        for code, direct in (("00T", True), ("QOP", False), ("ENG", False))
    ]
    made = Organisation.objects.bulk_create(
        Organisation(code=code, kind=Kind.PRACTICE, name=f"Moor {code}", search=code)
        for code in ELSE[1:]
    )
    Record.objects.bulk_create(
        Record(organisation=one, name=one.name, starts=LONG_AGO) for one in made
    )
    Ancestor.objects.bulk_create(
        Ancestor(descendant=one, ancestor=area, kind=area.kind, direct=direct, starts=LONG_AGO)
        for one in made
        for area, direct in above
    )
    rebuild_reach()
    Build.objects.create(stamp=uuid4().hex)


def screened(home: Path, day: date) -> Snapshot:
    """England as it was on a day, screened."""
    pack, store = load(PROGRAMME), Store(home)
    found = list(screen(pack, day, open_practices(day), figures_of(store), indicators()))
    return _keep("a test", uuid4().hex, pack, day, store, found)


def confirmed() -> None:
    """L81001 red with a review that is late, L81002 and L81009 amber, L81003 green."""
    by = reader("resilience", CONFIRMED.date())
    given = {
        "L81001": ("red", date(2026, 4, 30)),
        "L81002": ("amber", date(2026, 9, 1)),
        "L81003": ("green", date(2026, 12, 1)),
        "L81009": ("amber", date(2026, 9, 1)),
    }
    for code, (status, review) in given.items():
        confirm_status(
            by=by,
            practice=organisation(code),
            programme=PROGRAMME,
            status=status,
            reason=f"Said of {code} by those who know it.",
            review_by=review,
            seen=0,
            at=CONFIRMED,
        )


def everything(home: Path) -> None:
    """All of it, with a screen before the present one."""
    inhabit()
    screened(home, BEFORE)
    screened(home, SCREENED)
    confirmed()
