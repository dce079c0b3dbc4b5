"""Loading vintages in any order gives the same England."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.organisations.derive.england import England, derive
from resilience.organisations.derive.readers import read_statements
from tests.organisations.publishing import files, loaded
from tests.organisations.telling import above_on


def england_of(paths: list[Path]) -> England:
    with tempfile.TemporaryDirectory() as home:
        return derive(read_statements(loaded(paths, Path(home))))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[list[Path], England]:
    paths = files(tmp_path_factory.mktemp("published"))
    return paths, england_of(paths)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(7)))
def test_loading_in_any_order_gives_the_same_england(published, order):
    paths, expected = published
    england = england_of([paths[n] for n in order])
    assert england.organisations == expected.organisations
    assert sorted(england.above) == sorted(expected.above)
    assert england.successions == expected.successions


@pytest.mark.parametrize(
    ("day", "open_then"),
    [
        (date(2016, 1, 31), {"A81001", "A81002", "A81003", "B81001"}),
        (date(2018, 4, 15), {"A81001", "B81001"}),
        (date(2026, 2, 28), {"A81001", "A81003", "B81001"}),
    ],
)
def test_who_was_open(published, day, open_then):
    _, england = published
    found = {
        code
        for code, known in england.organisations.items()
        if known.kind == "practice"
        for record in known.records
        if record.state == "open" and record.span.holds(day)
    }
    assert found == open_then


def test_a_practice_moves_on_the_day_the_register_gives(published):
    _, england = published
    assert above_on(england, "B81001", date(2017, 3, 31))["ccg"] == ["00K"]
    assert above_on(england, "B81001", date(2017, 4, 1))["ccg"] == ["03F"]
    assert above_on(england, "A81001", date(2020, 3, 31))["ccg"] == ["00K"]
    assert above_on(england, "A81001", date(2020, 4, 1)) == {
        "ccg": ["16C"],
        "icb": ["QHM"],
        "pcn": ["U27349"],
        "region": ["Y63"],
        "nation": ["ENG"],
    }


def test_there_were_no_networks_before_they_opened(published):
    _, england = published
    assert "pcn" not in above_on(england, "A81001", date(2019, 6, 30))
    assert above_on(england, "A81001", date(2019, 7, 1))["pcn"] == ["U27349"]


def test_a_new_name_is_a_new_record_and_a_new_spelling_is_none(published):
    _, england = published
    names = [record.name for record in england.organisations["A81001"].records]
    assert names == ["Surgery A81001", "New Surgery", "Surgery A81001"]
