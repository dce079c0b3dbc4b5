"""The money of a year is shared by population among the areas of a day, and it is said by which."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from resilience.evidence.store import Store
from resilience.funding.shares.beside import compared
from resilience.funding.shares.computed import shared
from resilience.funding.shares.populations import NothingToShareBy
from resilience.organisations.actions import rebuild
from resilience.programmes import packs
from resilience.programmes.schema.funding import Published
from tests.screening.england import MANCHESTER, NORTH, figures, loaded, register
from tests.site.test_load_and_evidence import run

pytestmark = pytest.mark.django_db
DAY = date(2018, 6, 30)
POUND = 100
COMMAND = ("allocate", "--programme", "gprp-2018-19", "--year", "2018-19", "--as-at", "2018-06-30")


def lists(indicator: str, folder: Path, people: dict[str, int], period: str = "2017-18") -> Path:
    return figures(folder / f"{indicator}.csv", indicator, period, dict(people))


@pytest.fixture
def england(settings, tmp_path):
    """Publishes lists of patients for the small England, of twenty practices in each of two
    teams."""

    def publish(closed: tuple[str, ...] = (), **people: dict[str, int]) -> Store:
        settings.RESILIENCE_HOME = tmp_path / "home"
        paths = [lists(name, tmp_path, of_each) for name, of_each in people.items()]
        store = loaded(settings.RESILIENCE_HOME, register(tmp_path, closed=closed), *paths)
        rebuild(by="a test", store=store)
        return store

    return publish


def everybody(north: int = 6_000, manchester: int = 4_000) -> dict[str, int]:
    return dict.fromkeys(NORTH, north) | dict.fromkeys(MANCHESTER, manchester)


def of_teams(store: Store, level: str = "dco", pence: int = 1_000 * POUND):
    return shared(packs.load("gprp-2018-19"), level, DAY, pence, store)


def test_each_team_has_the_share_of_its_patients(england):
    found = of_teams(england(registered_patients=everybody()))
    assert [(one.organisation, one.population, one.pence) for one in found.shares] == [
        ("Q74", 120_000, 60_000),
        ("Q83", 80_000, 40_000),
    ]
    assert found.population.indicator == "registered_patients"
    assert found.everybody == 200_000


def test_who_acts_as_a_region_is_one_and_its_practices_are_in_no_other(england):
    found = of_teams(england(registered_patients=everybody()), "region")
    assert [(one.organisation, one.pence) for one in found.shares] == [
        ("Q83", 40_000),
        ("Y54", 60_000),
    ]


def test_a_fuller_list_stands_in_and_that_is_said(england):
    few = dict.fromkeys(NORTH, 9_000)
    store = england(registered_patients=few, qof_list_size=everybody())
    found = of_teams(store)
    assert found.population.indicator == "qof_list_size"
    assert [one.population for one in found.shares] == [120_000, 80_000]
    said = found.flags[0]
    assert "“Registered patients” is known of 20 of the 40 practices open on 30 June 2018" in said
    assert "2017-18" in said
    assert "known of 40" in said


def test_a_list_that_is_as_good_as_full_is_not_replaced(england):
    nearly = {code: people for code, people in everybody().items() if code != NORTH[0]}
    store = england(registered_patients=nearly, qof_list_size=everybody(1, 1))
    found = of_teams(store)
    assert found.population.indicator == "registered_patients"
    assert "1 practice open on 30 June 2018 with no known number of patients" in found.flags[-1]


def test_lists_of_closed_practices_are_counted_and_not_shared(england):
    found = of_teams(england(closed=(NORTH[0],), registered_patients=everybody()))
    assert [one.population for one in found.shares] == [114_000, 80_000]
    assert "1 list with 6,000 patients of practices that were not open" in found.flags[-1]


def test_it_is_said_what_is_missing_where_nothing_can_be_shared(england):
    store = england(registered_patients=everybody())
    pack = packs.load("gprp-2018-19")
    with pytest.raises(
        NothingToShareBy, match=r"No practice belonged to .* --by region or --by dco"
    ):
        shared(pack, "icb", DAY, 100, store)
    with pytest.raises(NothingToShareBy, match="No open practice is known on 1 April 2010"):
        shared(pack, "dco", date(2010, 4, 1), 100, store)
    with pytest.raises(NothingToShareBy, match="of 2017-18, which is too old"):
        shared(pack, "dco", date(2020, 4, 1), 100, store)


def test_groups_of_areas_have_what_their_members_have_together(england):
    found = of_teams(england(registered_patients=everybody()))
    assert found.of_members(["00K", "00T"]) == (200_000, 100_000)
    assert found.of_members(["Q74"]) == (120_000, 60_000)
    assert found.of_members(["Q74", "00T"]) is None
    assert found.of_members(["07P"]) is None


def test_what_was_published_stands_beside_what_is_computed_for_its_members(england):
    pack = packs.load("gprp-2018-19")
    one = {**pack.funding.published[0].model_dump(), "year": "2018-19", "pounds": 625}
    known = (Published(**one | {"members": ["Q74"]}), Published(**one | {"members": ["07P"]}))
    with_these = pack.model_copy(
        update={"funding": pack.funding.model_copy(update={"published": known})}
    )
    found = of_teams(england(registered_patients=everybody()))
    there, not_there = compared(found, with_these, "2018-19")
    assert (there.patients, there.pence, there.difference) == (120_000, 60_000, -2_500)
    assert there.percent == -4
    assert (not_there.pence, not_there.difference) == (None, None)
    assert not list(compared(found, with_these, "2017-18"))


# --- the command


def test_the_command_gives_a_row_for_each_team_that_sum_to_the_money_of_the_year(england, capsys):
    england(registered_patients=everybody(6_001, 4_002))
    code, out, err = run(*COMMAND, "--by", "dco", "--format", "json", capsys=capsys)
    rows = json.loads(out)
    assert code == 0
    assert out.startswith('[\n {\n  "organisation": ')  # for people to read too
    assert [list(row) for row in rows] == [
        ["organisation", "name", "population", "amount_pence"]
    ] * 2
    assert sum(row["amount_pence"] for row in rows) == 8_000_000 * POUND
    assert "£8,000,000 shared by Registered patients" in err


def test_the_same_rows_as_csv_and_as_a_table(england, capsys):
    england(registered_patients=everybody())
    _, out, _ = run(*COMMAND, "--by", "ccg", "--format", "csv", capsys=capsys)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["organisation"], row["amount_pence"]) for row in rows] == [
        ("00K", "480000000"),
        ("00T", "320000000"),
    ]
    _, out, _ = run(*COMMAND, "--by", "ccg", capsys=capsys)
    assert "480,000,000" in out


def test_without_a_sum_of_its_own_a_programme_asks_for_one(england, capsys):
    england(registered_patients=everybody())
    icb = ("allocate", "--programme", "icb-support-2026-27", "--year", "2026-27", "--by", "region")
    code, out, err = run(*icb, "--as-at", "2018-06-30", capsys=capsys)
    assert (code, out) == (2, "")
    assert "states no sum for England in 2026-27" in err
    day = ("--as-at", "2018-06-30", "--amount", "£1,000.01", "--format", "json")
    code, out, _ = run(*icb, *day, capsys=capsys)
    assert (code, sum(row["amount_pence"] for row in json.loads(out))) == (0, 100_001)


@pytest.mark.parametrize(
    ("year", "why"),
    [("2031-32", "has no money for 2031-32: choose one of 2016-17"), ("2018", "no financial year")],
)
def test_an_unknown_year_is_told(england, capsys, year, why):
    england(registered_patients=everybody())
    asked = ("allocate", "--programme", "gprp-2018-19", "--year", year, "--by", "dco")
    code, out, err = run(*asked, capsys=capsys)
    assert (code, out) == (2, "")
    assert why in err
