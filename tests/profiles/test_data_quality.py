"""Who has no figure, how old figures are, which look like errors, and what was not read."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from resilience.profiles.odd import deviations
from tests.look.reading import check
from tests.profiles.places import DAY, england

PAGE = "/data-quality/"


@pytest.fixture
def store(db, home, tmp_path):
    return england(home, tmp_path / "published")


def page_of(client, **query: str) -> str:
    response = client.get(PAGE, {"as_at": DAY, **query})
    assert response.status_code == 200, response
    return check(response.content.decode()).text


def rows_of(response) -> list[dict[str, str]]:
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_coverage_counts_open_practices_with_and_without_a_figure(client, store):
    rows = rows_of(client.get(PAGE, {"as_at": DAY, "format": "csv"}))
    counted = {
        row["area"]: (row["practices_open"], row["with_a_figure"], row["without"]) for row in rows
    }
    assert counted == {
        "ENG": ("159", "158", "1"),
        "QHM": ("158", "157", "1"),
        "QOQ": ("1", "1", "0"),
    }


def test_the_page_says_how_complete_and_how_old(client, store):
    page = page_of(client)
    assert "158 of 159" in page and "February 2026" in page
    assert "Coverage by area" in page and "99%" in page


def test_a_board_is_looked_at_by_its_commissioners(client, store):
    assert "NHS Tees Valley" in page_of(client, area="QHM")


def test_figures_that_look_like_errors_are_listed_with_the_reason(client, store):
    rows = rows_of(client.get(PAGE, {"as_at": DAY, "format": "odd"}))
    assert {(row["practice"], row["why"]) for row in rows} == {
        ("B81001", "far from all others"),
        ("B81001", "changed far more than others"),
    }
    page = page_of(client)
    assert "10.0% in January 2026" in page
    assert "None is a judgement" in page


def test_figures_to_check_are_narrowed_by_area_and_indicator(client, store):
    assert "Nothing to check" in page_of(client, area="QHM")
    assert "Nothing to check" in page_of(client, indicator="registered_patients")
    assert "B81001" in page_of(client, indicator="calls_missed_percent")


def test_an_unknown_indicator_is_a_page_not_found(client, store):
    assert client.get(PAGE, {"indicator": "nonsense"}).status_code == 400


def test_nothing_loaded_is_told(client, db, home):
    assert "Nothing is loaded for this day" in page_of(client)


def test_queries_do_not_grow_with_practices(client, db, home, tmp_path):
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            page_of(client)
        return len(made)

    england(home, tmp_path / "few", practices=20)
    few = queries()
    england(home, tmp_path / "many", practices=300)
    assert queries() == few <= 8


numbers = st.lists(st.integers(-1000, 1000), min_size=3, max_size=80)


@given(numbers)
def test_deviations_are_those_of_the_formula_read_aloud(found):
    away, middle = deviations(np.array(found, float))
    assert middle == np.median(found)
    for value, how_far in zip(found, away, strict=True):
        side = [abs(o - middle) for o in found if (o >= middle if value > middle else o <= middle)]
        spread = 1.4826 * np.median(side)
        expected = abs(value - middle) / spread if spread and value != middle else 0
        assert how_far == pytest.approx(expected)


def test_where_half_have_one_value_nothing_is_far():
    away, _ = deviations(np.array([0.0] * 80 + [50.0]))
    assert not away.any()
