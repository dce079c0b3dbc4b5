"""England on given days, from the published files."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from resilience.evidence.loading import load
from resilience.evidence.periods import next_day
from resilience.evidence.store import Store
from resilience.organisations.derive.england import England, derive
from resilience.organisations.derive.readers import read_statements
from tests.evidence.publishing import TODAY

pytestmark = pytest.mark.slow

FOLDERS = (
    *("ods-epraccur", "ods-succ", "ods-epcn", "ods-eccg", "geography-lookups"),
    *("nhs-payments", "qof-practice-achievement", "qof-raw", "patients-registered"),
)
ACTIVE = {
    date(2015, 10, 31): 7_795,
    date(2016, 1, 31): 7_756,
    date(2016, 5, 31): 7_679,
    date(2017, 4, 30): 7_498,
    date(2018, 5, 31): 7_159,
    date(2019, 8, 31): 6_872,
    date(2021, 11, 30): 6_559,
    date(2022, 11, 30): 6_455,
    date(2023, 11, 30): 6_348,
    date(2025, 4, 30): 6_253,
    date(2026, 2, 28): 6_203,
}
LATER = date(2026, 5, 1)
HIERARCHIES = {
    date(2018, 6, 30): {"region": 5, "dco": 16, "ccg": 195},
    date(2026, 3, 1): {"region": 7, "icb": 42, "ccg": 106},
    LATER: {"region": 7, "icb": 36, "ccg": 106},
}
NAMES = {
    (date(2016, 6, 30), "Q72"): "NHS England Yorkshire and Humber",
    (date(2018, 6, 30), "Q71A"): "London North East and Central",
    (date(2018, 6, 30), "Q83"): "NHS England Greater Manchester",
    (date(2018, 6, 30), "Y54"): "North of England",
    (date(2018, 6, 30), "00C"): "NHS Darlington CCG",
    (date(2021, 6, 30), "QHM"): "Cumbria and North East",
    (date(2026, 3, 1), "QWO"): "NHS West Yorkshire ICB",
    (date(2026, 3, 1), "36J"): "NHS West Yorkshire ICB - 36J",
    (date(2026, 3, 1), "06K"): "NHS Hertfordshire and West Essex ICB - 06K",
    (LATER, "06K"): "NHS Central East ICB - 06K",
    (LATER, "S1Y5D"): "NHS Central East ICB",
    (LATER, "Y63"): "North East and Yorkshire",
}
MERGED = {
    "M1J4Y": "S1Y5D",
    "06H": "S1Y5D",
    "06K": "S1Y5D",
    "07H": "D7T5G",
    "26A": "T6Y0W",
    "93C": "Z9B2Z",
    "10Q": "S0E4D",
    "92A": "S9B9J",
    "D9Y0V": "QRL",
    "TBC-THAMES-VALLEY-ICB": "S0E4D",
}

Areas = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def england(real_data: Path, tmp_path_factory) -> England:
    store = Store(tmp_path_factory.mktemp("home"))
    for _ in load([real_data / folder for folder in FOLDERS], store, today=TODAY):
        pass
    return derive(read_statements(store))


def open_on(england: England, day: date) -> set[str]:
    return {
        code
        for code, known in england.organisations.items()
        if known.kind == "practice"
        for record in known.records
        if record.state == "open" and record.span.holds(day)
    }


def areas_on(england: England, day: date) -> Areas:
    areas: Areas = {}
    for link in england.above:
        if link.span.holds(day):
            above = areas.setdefault(link.child, {})
            assert link.kind not in above, (link, above)
            above[link.kind] = link.ancestor
    return areas


@pytest.mark.parametrize("day", ACTIVE)
def test_active_practices_on_the_last_day_of_each_vintage(england, day):
    assert len(open_on(england, day)) == ACTIVE[day]


@pytest.mark.parametrize("day", [*ACTIVE, *HIERARCHIES])
def test_every_open_practice_has_one_region_and_nearly_all_a_commissioner(england, day):
    areas = areas_on(england, day)
    practices = open_on(england, day)
    assert [code for code in practices if "region" not in areas.get(code, {})] == []
    assert len([code for code in practices if "ccg" not in areas[code]]) <= 5


@pytest.mark.parametrize("day", HIERARCHIES)
def test_the_hierarchy_of_the_day(england, day):
    areas = areas_on(england, day)
    used = {kind: set() for kind in HIERARCHIES[day]}
    for code in open_on(england, day):
        for kind, found in areas[code].items():
            if kind in used:
                used[kind].add(found)
    assert {kind: len(codes) for kind, codes in used.items()} == HIERARCHIES[day]
    team = "dco" if "dco" in used else "icb"
    complete = Counter(team in areas[code] for code in open_on(england, day))
    assert complete[False] == 0
    assert (team == "dco") == ("Q83" in used[team])


@pytest.mark.parametrize(("day", "code"), NAMES)
def test_names_are_those_of_the_day(england, day, code):
    records = [r for r in england.organisations[code].records if r.span.holds(day)]
    assert [record.name for record in records] == [NAMES[day, code]]


def test_no_organisation_is_without_a_name(england):
    assert [code for code, known in england.organisations.items() if known.name == code] == []


def test_the_boards_merged_in_april_2026(england):
    areas = areas_on(england, LATER)
    assert {code: areas[code]["icb"] for code in MERGED} == MERGED
    gone = ("QHG", "QUE", "QM7", "QH8", "QJG", "QMM", "QMJ", "QRV", "QU9", "QNQ", "QXU", "QNX")
    for code in gone:
        assert england.organisations[code].records[-1].span.ends == date(2026, 4, 1)
        assert code not in areas
    provisional = [code for code in england.organisations if code.startswith("TBC-")]
    assert provisional == ["TBC-THAMES-VALLEY-ICB"]


def test_practices_of_frimley_went_three_ways(england):
    before, after = areas_on(england, date(2026, 3, 31)), areas_on(england, LATER)
    frimley = {c for c in open_on(england, LATER) if before[c].get("icb") == "QNQ"}
    to = Counter(after[code]["icb"] for code in frimley)
    assert set(to) == {"S0E4D", "S9B9J", "QRL"}
    assert next_day(date(2026, 3, 31)) == date(2026, 4, 1)


def test_there_are_no_networks_before_july_2019(england):
    assert not any("pcn" in above for above in areas_on(england, date(2018, 6, 30)).values())
