"""What the engine makes of publishers' and analysts' rows, also against a naive second reading."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.evidence.engine import SCHEMA, all_figures
from resilience.evidence.indicators import indicators
from resilience.evidence.store import Store
from tests.evidence.stores import add, analyst_row

A, B = "A81001", "A81002"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def found(store: Store, indicator: str) -> list[dict[str, Any]]:
    return all_figures(store, [indicators()[indicator]]).to_pylist()


def one(store: Store, indicator: str) -> dict[str, Any]:
    [figure] = found(store, indicator)
    return figure


def test_a_figure_keeps_what_it_was_made_of_and_where_that_stands(store):
    rows = [{"practice": A, "points": 447.2, "points_maximum": 559}]
    release = add(store, "qof_achievement", "2017-18", rows)
    figure = one(store, "qof_points_percent")
    assert figure["value"] == 80
    assert (figure["numerator"], figure["denominator"]) == (447.2, 559)
    assert (figure["mark"], figure["note"]) == (None, "")
    assert (figure["release"], figure["line"], figure["period"]) == (release.id, 2, "2017-18")


def test_zero_is_a_value(store):
    add(store, "patients_registered", "2026-03-01", [{"practice": A, "patients": 0}])
    figure = one(store, "registered_patients")
    assert (figure["value"], figure["mark"]) == (0, None)


@pytest.mark.parametrize("mark", ["missing", "suppressed", "not available", "not applicable"])
def test_each_way_of_not_being_there_stays_what_it_is(store, mark):
    rows = [{"practice": A, "points": None, "points_mark": mark, "points_maximum": 559}]
    add(store, "qof_achievement", "2017-18", rows)
    figure = one(store, "qof_points_percent")
    assert (figure["value"], figure["mark"]) == (None, mark)


def test_without_a_denominator_a_ratio_does_not_apply(store):
    row = analyst_row(A, "patients_per_gp", "2017-09", numerator=3000.0, denominator=0.0)
    add(store, "analyst_figures", "2017-09", [row])
    figure = one(store, "patients_per_gp")
    assert (figure["value"], figure["mark"]) == (None, "not applicable")
    assert figure[
        "note"
    ] == "an analyst's figures: a table; full-time equivalent GPs: none".replace("full", "Full")


def test_a_number_out_of_all_bounds_is_no_figure(store):
    rows = [analyst_row(A, "patients_per_gp", "2017-09", numerator=1e308, denominator=1e-300)]
    add(store, "analyst_figures", "2017-09", rows)
    assert one(store, "patients_per_gp")["mark"] == "not available"


@pytest.mark.parametrize(("written", "kept"), [("INADEQUATE", "Inadequate"), ("good ", "Good")])
def test_a_rating_is_read_whatever_its_capitals(store, written, kept):
    row = analyst_row(A, "cqc_overall_rating", "2017", value_text=written)
    add(store, "analyst_figures", "2017", [row])
    assert one(store, "cqc_overall_rating")["word"] == kept


@pytest.mark.parametrize("given", [{"value_text": "Excellent"}, {"value": 3.0}])
def test_what_is_no_rating_is_not_available_and_says_so(store, given):
    add(store, "analyst_figures", "2017", [analyst_row(A, "cqc_overall_rating", "2017", **given)])
    figure = one(store, "cqc_overall_rating")
    assert (figure["word"], figure["value"], figure["mark"]) == (None, None, "not available")
    assert "none of: Outstanding, Good" in figure["note"]


def test_a_word_is_no_number(store):
    row = analyst_row(A, "gp_headcount", "2017-09", value_text="two")
    add(store, "analyst_figures", "2017-09", [row])
    figure = one(store, "gp_headcount")
    assert (figure["value"], figure["mark"]) == (None, "not available")
    assert "not a number" in figure["note"]


def _location(rating: str | None, published: str | None, **fields: Any) -> dict[str, Any]:
    day = date.fromisoformat(published) if published else None
    return {"practice": A, "location": "1-1", "rating": rating, "published": day, **fields}


def test_of_several_locations_the_rating_published_last_counts(store):
    rows = [
        _location("Good", "2016-05-01"),
        _location("Inadequate", "2019-05-01"),
        _location("Good", None),
        _location(None, "2020-01-01"),
        {"practice": None, "location": "1-2", "rating": "Good"},
    ]
    add(store, "cqc_locations", "2026-01", rows)
    figure = one(store, "cqc_overall_rating")
    assert (figure["word"], figure["line"]) == ("Inadequate", 3)
    assert figure["note"] == "the latest of 4"


def test_of_locations_rated_on_one_day_the_first_line_counts_every_time(store):
    rows = [_location("Good", "2016-05-01"), _location("Inadequate", "2016-05-01")]
    add(store, "cqc_locations", "2026-01", rows)
    assert one(store, "cqc_overall_rating")["line"] == 2


def test_a_location_that_was_not_rated_is_told_from_one_left_blank(store):
    add(store, "cqc_locations", "2026-01", [_location(None, None, rating_mark="not rated")])
    figure = one(store, "cqc_overall_rating")
    assert (figure["mark"], figure["note"]) == ("not available", "not rated")


def test_the_publishers_figure_goes_before_an_analysts_of_the_same_period(store):
    add(store, "qof_achievement", "2017-18", [{"practice": A, "points": 5, "points_maximum": 10}])
    rows = [analyst_row(each, "qof_points_percent", "2017-18", value=70.0) for each in (A, B)]
    add(store, "analyst_figures", "2017-18", rows)
    values = {figure["practice"]: figure["value"] for figure in found(store, "qof_points_percent")}
    assert values == {A: 50, B: 70}


def test_of_an_analysts_releases_the_one_loaded_last_counts(store):
    for value, scope in ((1.0, "a"), (2.0, "b")):
        row = analyst_row(A, "gp_headcount", "2017-09", value=value)
        add(store, "analyst_figures", "2017-09", [row], scope=scope)
    assert one(store, "gp_headcount")["value"] == 2


def test_years_without_a_monthly_list_come_from_payments_and_say_so(store):
    add(store, "gp_payments", "2016-17", [{"practice": A, "registered_patients": 4222.0}])
    figure = one(store, "registered_patients")
    assert figure["value"] == 4222
    assert "payments" in figure["note"]


def test_a_home_without_evidence_has_no_figures(store):
    assert all_figures(store, indicators().values()).schema == SCHEMA


# --- a second, naive reading of an analyst's rows

MARKS = ["suppressed", "not applicable", "not available"]  # the most telling first
NUMBERS = st.sampled_from([None, 0.0, 1.0, 2.5, 3.0, 447.2, 559.0, 8000.0, 1 / 3])
WORDS = st.sampled_from([None, "Good", " good", "INADEQUATE", "Excellent"])
ASKED = ["patients_per_gp", "qof_points_percent", "cqc_overall_rating"]


@st.composite
def _row(draw: st.DrawFn, practice: str, indicator: str, period: str) -> dict[str, Any]:
    row = analyst_row(practice, indicator, period)
    for name in ("numerator", "denominator", "value"):
        row[name] = draw(NUMBERS)
        marks = st.sampled_from(["missing", *MARKS])
        row[f"{name}_mark"] = draw(marks) if row[name] is None else None
    if row["value"] is None and (word := draw(WORDS)):
        row |= {"value_text": word, "value_mark": None}
    return row


@st.composite
def _releases(draw: st.DrawFn) -> list[list[dict[str, Any]]]:
    keys = list(product([A, B, "A81003"], ASKED, ["2016-17", "2017-18", "2017-09"]))
    chosen = [key for key in keys if draw(st.booleans())]
    return [[draw(_row(*key)) for key in chosen if draw(st.booleans())] for _ in range(2)]


def naive(row: dict[str, Any]) -> tuple[float | str | None, str | None]:
    """(value, mark) of a row, said as plainly as can be."""
    indicator = indicators()[row["indicator"]]
    numerator, denominator, value = row["numerator"], row["denominator"], row["value"]
    word = row.get("value_text")
    ratio = numerator is not None and denominator is not None
    if ratio and denominator == 0:
        return None, "not applicable"
    if indicator.values:
        for allowed in indicator.values:
            if word and word.strip().casefold() == allowed.casefold():
                return allowed, None
        given = ratio or value is not None or word
    else:
        if ratio:
            return round(numerator / denominator * indicator.scale, 6), None
        if value is not None:
            return round(value, 6), None
        given = word
    if given:
        return None, "not available"
    marks = {row[f"{name}_mark"] for name in ("numerator", "denominator", "value")}
    return None, next((mark for mark in MARKS if mark in marks), "missing")


@settings(max_examples=10, deadline=None)
@given(_releases())
def test_the_engine_reads_an_analysts_rows_as_a_naive_reader_does(releases):
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        expected = {}
        for number, rows in enumerate(releases):
            if rows:
                add(store, "analyst_figures", "2016-17", rows, scope=str(number))
            for row in rows:
                key = row["practice"], row["indicator"], row["starts"], row["ends"]
                expected[key] = naive(row)
        table = all_figures(store, [indicators()[each] for each in ASKED]).to_pylist()
    answered = {}
    for row in table:
        key = row["practice"], row["indicator"], row["starts"], row["ends"]
        assert key not in answered
        answered[key] = row["word"] if row["value"] is None else row["value"], row["mark"]
    assert answered.keys() == expected.keys()
    for key, (value, mark) in expected.items():
        assert answered[key][1] == mark
        assert answered[key][0] == (
            value if isinstance(value, str) else pytest.approx(value, abs=2e-6)
        )
