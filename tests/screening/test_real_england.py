"""The published files at hand, screened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from resilience.evidence.loading import LOADED, load
from resilience.evidence.store import Store
from resilience.programmes import packs
from resilience.screening.actions import ENGLAND, take_snapshot
from resilience.screening.exports import chosen, results

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FILES = (
    "ods-epraccur/2018-05/epraccur.csv.gz",
    "ods-epraccur/2026-02/epraccur.csv.gz",
    "qof-practice-achievement/2017-18/QOF 2017-18.csv.gz",
)


@pytest.fixture(scope="module")
def home_of_england(real_data: Path, tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("england")
    store = Store(home)
    for outcome in load([real_data / name for name in FILES], store, today=date(2026, 11, 1)):
        assert outcome.status == LOADED, outcome
    return home


@pytest.mark.parametrize(
    ("programme", "day", "practices"),
    [
        ("gprp-2018-19", date(2018, 6, 30), 7_159),
        ("icb-support-2026-27", date(2026, 3, 1), 6_203),
    ],
)
def test_every_practice_open_on_the_day_is_screened(home_of_england, programme, day, practices):
    snapshot = take_snapshot(
        by="a test", pack=packs.load(programme), as_at=day, store=Store(home_of_england)
    )
    assert snapshot.practices.count() == practices
    whole = snapshot.areas.get(code=ENGLAND)
    assert whole.practices == practices
    tops = snapshot.areas.filter(parent=ENGLAND)
    assert sum(area.practices for area in tops) == practices


def test_reasons_of_all_england_read_well(home_of_england):
    snapshot = take_snapshot(
        by="a test",
        pack=packs.load("gprp-2018-19"),
        as_at=date(2018, 6, 30),
        store=Store(home_of_england),
    )
    reasons = {row["reason"] for row in results(snapshot, chosen(snapshot))}
    assert len(reasons) > 200
    for reason in reasons:
        assert (reason[0].isupper() or reason[0].isdigit()) and reason.endswith("."), reason
        assert ".." not in reason and "  " not in reason and ": None" not in reason, reason
    low = snapshot.areas.get(code=ENGLAND).criteria["GC11"]
    assert 0 < low["met"] < 500
