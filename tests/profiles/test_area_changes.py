"""What changed in an area: events between two days, and figures set against chance."""

from __future__ import annotations

import csv
import io
from datetime import date
from math import asin, sqrt

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from scipy.stats import norm

from resilience.evidence.store import Store
from resilience.profiles.area_changes import BEYOND, BY_CHANCE
from resilience.profiles.area_views import month_before
from tests.evidence.stores import add, analyst_row
from tests.look.reading import check
from tests.profiles.places import DAY, england

ADDRESS = f"/areas/QHM/changes/?as_at={DAY}"


@pytest.fixture
def store(db, home, tmp_path) -> Store:
    return england(home, tmp_path / "published", practices=60)


def text_of(client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return check(answer.content.decode()).text


def rows_of(client, address: str = ADDRESS) -> list[dict[str, str]]:
    content = b"".join(client.get(f"{address}&format=csv").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_the_file_has_every_figure_with_one_before_it_the_largest_change_first(store, client):
    rows = [row for row in rows_of(client) if row["what"] == "figure"]
    assert len(rows) == 57  # one of the commissioner's practices has no calls
    sizes = [abs(float(row["change_in_middle_halves"])) for row in rows]
    assert sizes == sorted(sizes, reverse=True)
    assert {row["period_before"] for row in rows} == {"2026-01"}
    by_code = {row["practice"]: row for row in rows}
    numbers = {code: row for code, row in by_code.items() if code.startswith("P")}
    for code, row in numbers.items():
        at = int(code[1:])
        calls, before, after = 2000 + 17 * at, 200 + at % 90, 220 + at % 90
        before = before if at else 200
        z = 2 * (asin(sqrt(after / calls)) - asin(sqrt(before / calls))) / sqrt(2 / calls)
        assert row["chance"] == ("beyond chance" if abs(z) > BEYOND else "within chance")


def test_the_line_is_that_of_the_funnel():
    assert 2 * norm.sf(BEYOND) == pytest.approx(BY_CHANCE, rel=0.01)


def test_a_change_that_chance_does_not_explain_is_listed(store, client):
    rows = [
        analyst_row("P00003", "calls_missed_percent", month, numerator=n, denominator=2000.0)
        for month, n in (("2026-01", 200.0), ("2026-02", 900.0))
    ]
    add(store, "analyst_figures", "2026-01/2026-02", rows, scope="more")
    page = text_of(client)
    assert "1 of 57 figures changed by more than chance explains" in page
    assert "chance alone would give about 0" in page
    assert "Up by 35.0 percentage points" in page


def test_openings_closures_moves_and_names_between_two_days(store, client):
    earlier = "/areas/00K/changes/?since=2016-06-01&as_at=2018-06-30"
    events = {(row["what"], row["practice"]): row for row in rows_of(client, earlier)}
    assert ("closed", "A81002") in events
    assert ("fell dormant", "A81003") in events
    assert ("left the area", "B81001") in events
    assert events["new name", "A81001"]["value"] == "New Surgery"
    assert "1 closed" in text_of(client, earlier)


def test_a_new_rating_is_told_with_the_one_before(store, client):
    for year, word in (("2024", "Good"), ("2025", "Inadequate")):
        row = analyst_row("A81001", "cqc_overall_rating", year, value_text=word)
        add(store, "analyst_figures", year, [row])
    page = f"{ADDRESS}&since=2025-06-01"
    told = [row for row in rows_of(client, page) if row["indicator"] == "cqc_overall_rating"]
    assert [(row["value_before"], row["value"]) for row in told] == [("Good", "Inadequate")]
    assert "1 new rating" in text_of(client, page)
    assert "0 new ratings" in text_of(client)  # it is older than a month


def test_lists_that_moved_most_stand_first(store, client):
    for month, sizes in (("2026-01", (1000, 1000, 1000)), ("2026-02", (1010, 700, 1200))):
        rows = [
            analyst_row(f"P{at:05}", "registered_patients", month, value=float(n))
            for at, n in enumerate(sizes)
        ]
        add(store, "analyst_figures", month, rows, scope="lists")
    page = text_of(client)
    lists = page[page.index("Lists that moved most") :]
    assert lists.index("P00001") < lists.index("P00002") < lists.index("P00000")
    assert "−30.0%" in lists


@pytest.mark.parametrize("address", ["/areas/ZZZ/changes/", "/areas/ENG/changes/"])
def test_what_is_no_area_is_not_found(store, client, address):
    assert client.get(address).status_code == 404


def test_the_days_are_in_their_order(store, client):
    assert client.get(f"{ADDRESS}&since={DAY}").status_code == 400


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 3, 1), date(2026, 2, 1)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2026, 1, 15), date(2025, 12, 15)),
    ],
)
def test_a_month_before_is_a_day_of_the_month_before(day, before):
    assert month_before(day) == before


def test_the_page_of_an_area_leads_to_it(store, client):
    assert "/areas/QHM/changes/" in client.get("/organisations/QHM/").content.decode()


def test_more_practices_need_no_more_queries(db, home, tmp_path, client):
    counts = []
    for practices in (20, 60):
        england(home, tmp_path / f"published{practices}", practices)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert np.all(np.array(counts) < 20)
