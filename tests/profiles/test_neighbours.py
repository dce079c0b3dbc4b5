"""The practices near one and the patients they would receive."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from resilience.profiles.neighbours import kilometres, shared_out
from tests.evidence.stores import add, analyst_row
from tests.profiles.practices import DAY, england, placed

ADDRESS = f"/practices/A81001/neighbours/?as_at={DAY}"


@pytest.fixture
def small(db, home, tmp_path):
    return england(tmp_path / "published", home)


@pytest.fixture
def on_the_ground(small):
    placed(
        small,
        A81001=(54.50, -1.30),
        P00000=(54.51, -1.30),
        P00001=(54.52, -1.30),
        P00002=(54.54, -1.30),
        A81002=(54.50, -1.30),
    )


def rows_of(client, address: str = f"{ADDRESS}&format=csv") -> dict[str, dict[str, str]]:
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return {row["practice"]: row for row in csv.DictReader(io.StringIO(text))}


def test_patients_are_shared_out_by_inverse_distance_and_none_is_lost(on_the_ground, client):
    rows = rows_of(client)
    received = {code: int(row["patients_received"]) for code, row in rows.items()}
    # Distances 1, 2 and 4 of one length: shares 4, 2 and 1 of seven of 1,550 patients.
    assert received == {"P00000": 886, "P00001": 443, "P00002": 221}
    assert sum(received.values()) == 1550
    assert float(rows["P00000"]["list_then"]) == 1886
    assert float(rows["P00000"]["patients_per_gp"]) == 500
    assert float(rows["P00000"]["patients_per_gp_then"]) == 943


def test_a_practice_that_is_not_open_receives_nobody(on_the_ground, client):
    assert "A81002" not in rows_of(client)


def test_a_neighbour_in_the_same_house_receives_the_most(small, client):
    placed(small, A81001=(54.5, -1.3), P00000=(54.5, -1.3), P00001=(54.51, -1.3))
    received = {code: int(row["patients_received"]) for code, row in rows_of(client).items()}
    assert received["P00000"] > received["P00001"]


def test_the_page_says_what_is_assumed_and_what_is_known_of_closures(on_the_ground, client):
    page = client.get(ADDRESS).content.decode()
    assert "An illustration, not a forecast." in page
    assert "inverse of it" in page
    assert "Hutchinson" in page
    assert "Where they are" in page


def test_without_coordinates_the_postcode_district_is_taken_and_said(small, client):
    page = client.get(ADDRESS).content.decode()
    assert "Open practices of the same postcode district are taken instead" in page
    assert "shared out equally" in page
    assert "Where they are" not in page
    assert sum(int(row["patients_received"]) for row in rows_of(client).values()) == 1550


def test_a_closed_list_is_told_with_its_period(small, client):
    rows = [analyst_row("A81001", "list_closed", "2026-01", value_text="yes")]
    add(small, "analyst_figures", "2026-01", rows)
    page = client.get(ADDRESS).content.decode()
    assert "given as closed to new patients (January 2026)" in page


def test_a_closed_practice_has_neighbours_too(on_the_ground, client):
    page = client.get(f"/practices/A81002/neighbours/?as_at={DAY}").content.decode()
    assert "Not open on 1 March 2026" in page
    assert "The list of this practice is not known" in page


def test_more_practices_need_no_more_queries(db, home, tmp_path, client):
    counts = []
    for practices in (24, 60):
        england(tmp_path / f"published{practices}", home, practices)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@given(st.integers(0, 50_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=12))
def test_shares_are_whole_people_within_one_of_the_exact_share(whole, weights):
    shares = shared_out(whole, weights)
    total = sum(map(Fraction, weights))
    assert sum(shares) == whole
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - whole * Fraction(weight) / total) < Fraction(10001, 10000)


def test_a_degree_of_latitude_is_about_111_kilometres():
    assert kilometres((0.0, 51.0), (0.0, 52.0)) == pytest.approx(111.19, abs=0.05)
    assert kilometres((-0.1276, 51.5072), (-2.2426, 53.4808)) == pytest.approx(262, abs=2)
