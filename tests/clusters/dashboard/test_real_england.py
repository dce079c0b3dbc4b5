"""The published files of 2026 at hand, on the dashboard of one board."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from resilience.clusters.dashboard.domains import board_of, tallied
from resilience.clusters.dashboard.freshness import freshness
from resilience.evidence.loading import LOADED, load
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.profiles.england import england_on
from resilience.programmes.packs import load as pack_called

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FILES = (
    "ods-epraccur/2026-02/epraccur.csv.gz",
    "cqc-ratings/2026-01/GP providers.xlsx",
    "qof-practice-achievement/2022-23/QOF 2022-23.csv.gz",
    "nhs-payments/2022-23/nhspaymentsgp-22-23-prac-csv.csv.gz",
    "cloud-telephony/2026-02/Cloud Based Telephony Publication Summary February 2026.xlsx",
)


def test_one_board_of_2026_makes_sense(real_data: Path, settings, tmp_path: Path):
    settings.RESILIENCE_HOME = tmp_path
    store = Store(tmp_path)
    for outcome in load([real_data / name for name in FILES], store, today=date(2026, 11, 1)):
        assert outcome.status == LOADED, outcome
    rebuild(by="a test", store=store)
    board = board_of(pack_called("icb-support-2026-27"), england_on(date(2026, 3, 1)))
    assert board
    practices = board.area("QUY")
    assert 60 < len(practices) < 90
    found = {one.domain.id: one for one in tallied(board.dashboard, practices.values())}
    assert found["workforce"].signals == {"not_enough_evidence": len(practices)}
    for name in ("quality", "estate", "finance"):
        signals = found[name].signals
        assert signals["green"] > signals["amber"] > signals["red"]
    assert found["access"].signals["not_enough_evidence"] > 5  # three in four send their calls
    sources = freshness(board, "QUY")
    assert [one.dataset.months_old for one in sources] == sorted(
        one.dataset.months_old for one in sources
    )
    assert sum(one.old for one in sources) == 2
