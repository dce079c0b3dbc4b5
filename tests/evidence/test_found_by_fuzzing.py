"""What mutated files brought to light, each kept as the smallest file that shows it."""

from __future__ import annotations

import pytest

from resilience.evidence.datasets.gp_payments import _postcode
from resilience.evidence.tables import read_number, read_pence, read_whole
from tests.evidence import test_fingertips as fingertips
from tests.evidence.lists import HEADINGS, lists, row, write
from tests.evidence.publishing import load_one, write_csv
from tests.evidence.test_gp_workforce import ROW, load_rows
from tests.evidence.test_practice_areas import map_row, patients_map


@pytest.mark.parametrize("cell", ["1e5", "1E+05", "1.2E+06"])
def test_a_number_shortened_by_a_program_is_not_read(cell) -> None:
    with pytest.raises(ValueError, match="shortened by a program; write it in full"):
        read_number(cell)


@pytest.mark.parametrize("cell", ["٣", "00010101", "007", "1_000", "0x10", "9" * 20, "0,123"])
def test_what_only_looks_like_a_number_to_a_program_is_not_read(cell) -> None:
    with pytest.raises(ValueError, match=r"is not a number|more than anything"):
        read_number(cell)


def test_a_share_in_per_cent_is_no_count() -> None:
    with pytest.raises(ValueError, match="'12%' is not a whole number"):
        read_whole("12%")
    assert read_number("12%") == 12


@pytest.mark.parametrize("written", ["2026-13-45", "31/02/2020", "2018/19 Q9", "0001", "0001 Q1"])
def test_a_period_mistyped_is_not_the_year_that_stands_in_it(tmp_path, written) -> None:
    rows = [fingertips.value_of("A81001", "GP"), fingertips.value_of("A81002", "GP", written)]
    path = write_csv(tmp_path / "a.csv", [fingertips.HEADINGS, *rows])

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.status, outcome.rejects) == ("loaded", 1)
    assert [found["practice"] for found in tables["values"]] == ["A81001"]


@pytest.mark.parametrize(("year", "month"), [("2025", "13"), ("07", "2025"), ("0", "1")])
def test_a_year_and_month_that_are_none_are_rejected_with_their_row(tmp_path, year, month) -> None:
    rows = [ROW | {"YEAR": "2025", "MONTH": "07"}]
    rows += [ROW | {"PRAC_CODE": "A81002", "YEAR": year, "MONTH": month}]

    outcome, _ = load_rows(tmp_path, rows)

    assert (outcome.status, outcome.period, outcome.rejects) == ("loaded", "2025-07", 1)
    assert "is not between" in outcome.message


def test_full_time_equivalents_under_the_heading_of_heads_are_rejected(tmp_path) -> None:
    outcome, _ = load_rows(tmp_path, [ROW | {"TOTAL_GP_HC": "4.84"}])

    assert outcome.status == "rejected"
    assert "gps: '4.84' is not a whole number" in outcome.message


def test_two_columns_under_one_heading_are_refused_unless_they_say_the_same(tmp_path) -> None:
    headings = f"{HEADINGS},NUMBER_OF_PATIENTS"
    same = lists(f"{row(patients=5)},5", headings=headings)
    other = lists(f"{row(patients=5)},6", headings=headings)

    loaded, _ = load_one(write(tmp_path / "same.csv", same), tmp_path / "home")
    refused, _ = load_one(write(tmp_path / "other.csv", other), tmp_path / "home")

    assert loaded.status == "loaded"
    assert refused.status == "rejected"
    assert refused.message.startswith("two columns, 10 and 11, are headed 'number of patients'")


def test_a_name_that_stands_twice_in_a_record_is_refused(tmp_path) -> None:
    content = b'[{"ods": "A81001", "lat": 54.5, "lat": 51.5, "lng": -1.3}]'

    outcome, _ = load_one(write(tmp_path / "2026" / "p.json", content), tmp_path / "home")

    assert outcome.status == "rejected"


@pytest.mark.parametrize(("place", "cell"), [(8, "QHM"), (8, "Y63"), (11, "16C"), (5, "A81001")])
def test_an_areas_code_under_anothers_heading_is_rejected(tmp_path, place, cell) -> None:
    wrong = map_row("2020-09-01")
    wrong[place] = cell
    path = write_csv(tmp_path / "map.csv", [patients_map("CCG", "STP"), wrong])

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.status == "rejected"
    assert f"'{cell}' is not a code" in outcome.message


@pytest.mark.parametrize("cell", ["00010101", "012", "-05.10", "(0123.45)", "007."])
def test_an_amount_with_a_zero_before_it_is_a_code_and_no_money(cell) -> None:
    with pytest.raises(ValueError, match="not an amount in pounds"):
        read_pence(cell)


@pytest.mark.parametrize(
    ("cell", "read"), [("ts232dg", "TS23 2DG"), ("W1A  1AA", "W1A 1AA"), ("1e308", "1e308")]
)
def test_only_a_postcode_is_written_as_one(cell, read) -> None:
    assert _postcode(cell) == read
