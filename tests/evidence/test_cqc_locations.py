from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from resilience.evidence.datasets import registered
from resilience.evidence.store import Store
from tests.evidence.publishing import load_one, write_workbook

HEADINGS = [
    "Location ID",
    "Location HSCA start date",
    "Dormant (Y/N)",
    "Location Name",
    "Location ODS Code",
    "Location Latest Overall Rating",
    "Publication Date",
    "Inherited Rating (Y/N)",
    "Location Postal Code",
]


def _location(
    number: int, practice: str = "A81001", rating: str = "Good", day: object = None
) -> list:
    start, published = date(2013, 4, 1), day or date(2017, 11, 17)
    name = f"Surgery {number}"
    return [f"1-{number}", start, "N", name, practice, rating, published, "Y", "TS18 1HU"]


def _book(*locations: list, readme: str = "About this file") -> dict[str, list]:
    rows = [HEADINGS, *locations]
    return {"README": [["HSCA Active Locations"], [readme]], "HSCA_Active_Locations": rows}


def test_a_location_is_found_behind_the_readme(tmp_path) -> None:
    path = write_workbook(
        tmp_path / "01_January_2026_HSCA_Active_Locations.xlsx", _book(_location(1))
    )

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("cqc_locations", "2026-01-01")
    assert tables["locations"] == [
        {
            "location": "1-1",
            "practice": "A81001",
            "name": "Surgery 1",
            "rating": "Good",
            "rating_mark": None,
            "published": date(2017, 11, 17),
            "inherited": "Y",
            "dormant": "N",
            "postcode": "TS18 1HU",
            "line": 2,
        }
    ]


def test_the_day_in_the_readme_goes_before_the_name(tmp_path) -> None:
    book = _book(_location(1), readme="Register of locations as at 2 February 2026.")
    path = write_workbook(tmp_path / "01_January_2026_HSCA_Active_Locations.xlsx", book)

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.period == "2026-02-02"


@pytest.mark.parametrize(
    ("cell", "rating", "mark"),
    [
        ("Requires Improvement", "Requires improvement", None),
        (" outstanding", "Outstanding", None),
        ("Inadequate", "Inadequate", None),
        ("Not Rated", None, "not rated"),
        ("Inspected but not rated", None, "not rated"),
        ("", None, "missing"),
    ],
)
def test_a_rating_not_given_is_another_thing_than_a_blank(tmp_path, cell, rating, mark) -> None:
    book = _book(_location(1), _location(2, rating=cell, day=""))
    path = write_workbook(tmp_path / "2026-01" / "locations.xlsx", book)

    _, tables = load_one(path, tmp_path / "home")

    assert (tables["locations"][1]["rating"], tables["locations"][1]["rating_mark"]) == (
        rating,
        mark,
    )


def test_a_word_that_is_no_rating_is_put_aside(tmp_path) -> None:
    book = _book(_location(1), _location(2, rating="Splendid"))
    path = write_workbook(tmp_path / "2026-01" / "locations.xlsx", book)

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.rejects == 1
    assert "rating: 'Splendid' is not a rating (Outstanding, Good," in outcome.message


def test_locations_without_a_practice_are_kept_and_counted(tmp_path) -> None:
    book = _book(_location(1), _location(2, practice=""), _location(3, practice="M83625001"))
    path = write_workbook(tmp_path / "2026-01" / "locations.xlsx", book)

    outcome, tables = load_one(path, tmp_path / "home")

    assert [r["practice"] for r in tables["locations"]] == ["A81001", None, None]
    assert outcome.message == "2 of 3 locations bear no practice code"


def test_all_locations_of_a_practice_are_kept(tmp_path) -> None:
    book = _book(_location(1), _location(2, rating="Inadequate", day=date(2024, 1, 5)))
    path = write_workbook(tmp_path / "2026-01" / "locations.xlsx", book)

    _, tables = load_one(path, tmp_path / "home")

    assert [r["rating"] for r in tables["locations"]] == ["Good", "Inadequate"]


def test_the_register_answers_no_earlier_day() -> None:
    assert registered()["cqc_locations"].latest_only


def test_the_real_register(real_data, tmp_path) -> None:
    outcome, _ = load_one(real_data / "cqc-ratings" / "2026-01" / "GP providers.xlsx", tmp_path)

    assert (outcome.period, outcome.rows, outcome.rejects) == ("2026-01", 6429, 0)
    store = Store(tmp_path)
    table = store.table(store.releases[0], "locations")
    assert Counter(table["rating"].to_pylist()) == {
        "Good": 5577,
        "Outstanding": 289,
        "Requires improvement": 255,
        "Inadequate": 20,
        None: 288,
    }
    assert Counter(table["rating_mark"].to_pylist()) == {
        None: 6141,
        "missing": 278,
        "not rated": 10,
    }
