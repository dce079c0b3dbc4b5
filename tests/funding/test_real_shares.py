"""What was published of the shares of 2016-17, and what the published lists of patients give."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from resilience.evidence.loading import LOADED, load
from resilience.evidence.store import Store
from resilience.funding.shares.computed import shared
from resilience.organisations.actions import rebuild
from resilience.programmes import packs
from tests.site.test_load_and_evidence import run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FILES = (
    "ods-epraccur/2016-01/epraccur.csv.gz",
    "ods-epraccur/2016-05/epraccur.csv.gz",
    "ods-eccg/2016-02/eccg.csv",
    "patient-list-size/2016-01/Patient_List_Size_2016_01-03.csv.gz",
)


@pytest.fixture
def england_of_2016(real_data: Path, tmp_path: Path, settings) -> Store:
    settings.RESILIENCE_HOME = tmp_path
    store = Store(tmp_path)
    for outcome in load([real_data / name for name in FILES], store, today=date(2026, 11, 1)):
        assert outcome.status == LOADED, outcome
    rebuild(by="a test", store=store)
    return store


def test_shares_of_2016_are_a_partition_and_come_near_what_was_published(england_of_2016, capsys):
    asked = ("allocate", "--programme", "gprp-2018-19", "--year", "2016-17", "--by", "dco")
    code, out, err = run(*asked, "--format", "json", capsys=capsys)
    rows = {row["organisation"]: row for row in json.loads(out)}
    assert code == 0
    assert sum(row["amount_pence"] for row in rows.values()) == 16_000_000_00
    assert "Patient list size by age and sex, 2016-01/2016-03" in err
    pack = packs.load("gprp-2018-19")
    found = shared(pack, "dco", date(2016, 4, 1), 16_000_000_00, england_of_2016)
    published = {one.id: one for one in pack.funding.published}
    yorkshire = published["yorkshire_humber"].pounds
    assert rows["Q72"]["amount_pence"] / 100 == pytest.approx(yorkshire, rel=0.005)
    # The most of all teams outside London, as the largest share that was published.
    _, north_west_london = found.of_members(published["north_west_london"].members)
    assert 626_000 < north_west_london / 100 < 700_000
