"""Chosen practices beside each other."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.profiles.practices import DAY, england

TWO = f"/compare/?practice=A81001&practice=P00001&as_at={DAY}"


@pytest.fixture
def small(db, home, tmp_path):
    return england(tmp_path / "published", home)


def test_every_indicator_of_either_practice_is_in_the_table(small, client):
    page = client.get(TWO).content.decode()
    assert "1. Surgery A81001" in page
    assert "2. Surgery P00001" in page
    for told in ("1,550", "1,100", "775", "550", "CQC overall rating", "Calls"):
        assert told in page
    assert "1 March 2026" in page


def test_a_practice_bears_the_name_it_had_on_the_day(small, client):
    page = client.get("/compare/?practice=A81001&practice=P00001&as_at=2018-06-30").content
    assert "New Surgery" in page.decode()


def test_the_file_has_a_row_for_each_indicator_and_practice(small, client):
    text = b"".join(client.get(f"{TWO}&format=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    lists = [row for row in rows if row["indicator"] == "registered_patients"]
    assert [(row["practice"], row["value"]) for row in lists] == [
        ("A81001", "1550.0"),
        ("P00001", "1100.0"),
    ]
    rating = [row["value"] for row in rows if row["indicator"] == "cqc_overall_rating"]
    assert rating == ["Good", ""]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("practice=A81001&practice=Z99999", "No practice has the code Z99999"),
        ("practice=A81001&practice=QHM", "No practice has the code QHM"),
        ("practice=A81001", "Choose one more practice"),
        ("practice=A81001&practice=A81001", "Choose one more practice"),
        ("&".join(f"practice=P0000{n}" for n in range(8)), "The first 6 practices are shown"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_sentence(small, client, query, said):
    answer = client.get(f"/compare/?{query}&as_at={DAY}")
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_six_practices_need_no_more_queries_than_two(small, client):
    six = "&".join(f"practice=P0000{n}" for n in range(6))
    counts = []
    for address in (TWO, f"/compare/?{six}&as_at={DAY}"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    client.get(TWO)
    assert counts[1] <= counts[0]


def test_a_printed_profile_names_its_sources_and_periods(small, client):
    page = client.get(f"/practices/A81001/print/?as_at={DAY}").content.decode()
    assert "Sources and periods" in page
    assert "1 March 2026</li>" in page
    assert "rurality" in page


def test_a_code_that_is_no_practice_cannot_be_printed(small, client):
    assert client.get("/practices/QHM/print/").status_code == 404
