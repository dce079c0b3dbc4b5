"""A practice beside England's, its area's and similar ones."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from resilience.profiles.beside import compared
from tests.evidence.stores import add
from tests.profiles.practices import DAY, england

pytestmark = pytest.mark.django_db
ADDRESS = f"/practices/A81001/profile/?as_at={DAY}"


@pytest.fixture
def small(db, home, tmp_path):
    return england(tmp_path / "published", home)


def rows_of(client, address: str) -> dict[str, dict[str, str]]:
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return {row["indicator"]: row for row in csv.DictReader(io.StringIO(text))}


def test_it_says_at_how_many_practices_the_figure_is_lower(small, client):
    page = client.get(ADDRESS).content.decode()
    assert "Lower than at 70% of practices" in page  # 14 of the 20 others have longer lists
    assert "Good at 100% of practices" in page
    assert "1 March 2026" in page
    assert "An analyst" in page


def test_the_file_has_the_same_comparison_and_where_england_lies(small, client):
    row = rows_of(client, f"{ADDRESS}&format=csv")["registered_patients"]
    sizes = [1000 + 100 * at for at in range(20)] + [1550]
    assert row["comparison"] == "Lower than at 70% of practices"
    assert float(row["england_median"]) == np.median(sizes)
    assert float(row["england_p95"]) == pytest.approx(np.quantile(sizes, 0.95))
    assert row["practices"] == "21"
    assert float(row["percentile"]) == pytest.approx(100 * 6.5 / 21, abs=0.1)


def test_similar_practices_are_named_with_the_reason_and_what_is_missing(small, client):
    page = client.get(ADDRESS).content.decode()
    assert "list size 1,500 against 1,550" in page
    assert "Not compared: deprivation score, aged 75 and over, rurality" in page


def test_similar_practices_are_alike_in_rurality_where_payments_tell_it(small, client):
    rural = {"A81001", "P00009", "P00010"}
    rows = [
        {"practice": code, "rurality": "Rural" if code in rural else "Urban"}
        for code in ["A81001", *(f"P{at:05}" for at in range(20))]
    ]
    add(small, "gp_payments", "2024-25", rows)
    page = client.get(ADDRESS).content.decode()
    assert "similar in list size, rurality (rural)" in page
    assert "rurality rural against rural" in page
    first = page[page.index('id="similar-list"') :]
    assert first.index("P00010") < first.index("P00006")  # 2,000, and rural, before an urban 1,600
    earlier = client.get("/practices/A81001/profile/?as_at=2025-03-01").content.decode()
    assert "(rural)" not in earlier  # the year had not ended


def test_a_point_far_off_in_a_long_series_is_a_change_to_ask_about(small, client):
    page = client.get(ADDRESS).content.decode()
    assert "A change to ask about: 13 points in a row below the mean; a point above" in page
    assert "profiles-signal" in page


def test_an_unknown_figure_is_said_to_be_unknown(small, client):
    page = client.get(f"/practices/B81001/profile/?as_at={DAY}").content.decode()
    assert "Not known" in page
    assert "none of these is known of this practice" in page


def test_a_practice_that_closed_is_shown_with_its_last_figures(small, client):
    page = client.get(f"/practices/A81002/profile/?as_at={DAY}").content.decode()
    assert "Not open on 1 March 2026" in page


def test_a_day_before_all_figures_has_none(small, client):
    page = client.get("/practices/A81001/profile/?as_at=2001-01-01").content.decode()
    assert "No published figures" in page


@pytest.mark.parametrize("code", ["Z99999", "QHM", "16C"])
@pytest.mark.parametrize("page", ["profile", "neighbours"])
def test_a_code_that_is_no_practice_is_not_found(small, client, code, page):
    assert client.get(f"/practices/{code}/{page}/").status_code == 404


def test_more_practices_need_no_more_queries(db, home, tmp_path, client):
    counts = []
    for practices in (24, 60):
        england(tmp_path / f"published{practices}", home, practices)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@given(st.lists(st.integers(0, 9), min_size=2, max_size=40), st.data())
def test_the_words_say_what_counting_says(values, data):
    value = data.draw(st.sampled_from(values))
    others = sorted(values)
    others.remove(value)
    words = compared(np.sort(np.array(values, float)), float(value))
    said = {
        "Higher than": sum(v < value for v in others),
        "Lower than": sum(v > value for v in others),
        "The same as": sum(v == value for v in others),
    }
    most = max(said.values())
    name = next(name for name, count in said.items() if count == most)
    share = f"{100 * most // len(others)}%"
    assert words.startswith(name)
    assert words.endswith("all other practices" if most == len(others) else f"{share} of practices")
