from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from resilience.evidence.datasets.gp_workforce import DATASET
from resilience.evidence.tables import fold
from tests.evidence.publishing import load_one, write_csv

ROW = {
    "PRAC_CODE": "A81001",
    "PRAC_NAME": "THE DENSHAM SURGERY",
    "SUB_ICB_CODE": "16C",
    "TOTAL_PATIENTS": "3849",
    "MALE_PATIENTS_75TO84": "155",
    "MALE_PATIENTS_85PLUS": "62",
    "FEMALE_PATIENTS_75TO84": "160",
    "FEMALE_PATIENTS_85PLUS": "70",
    "GP_SOURCE": "Fully provided",
    "NURSE_SOURCE": "Fully estimated - no data provided",
    "TOTAL_GP_HC": "5",
    "TOTAL_GP_FTE": "4.84",
    "TOTAL_GP_EXTGL_HC": "1",
    "TOTAL_GP_EXTGL_FTE": "0.9",
    "TOTAL_GP_HC_55TO59": "2",
    "TOTAL_GP_HC_60TO64": "1",
    "TOTAL_GP_HC_65TO69": "0",
    "TOTAL_GP_HC_70PLUS": "0",
    "TOTAL_NURSES_FTE": "NA",
    "TOTAL_DPC_FTE": "0.426666667",
    "TOTAL_ADMIN_FTE": "4.2",
}
NAME = "General Practice – September 2025 Practice Level - Detailed.csv"


def load_rows(folder: Path, rows: list[dict[str, str]], name: str = NAME) -> tuple[Any, Any]:
    path = write_csv(folder / name, [list(rows[0]), *(list(row.values()) for row in rows)])
    return load_one(path, folder / "home")


def test_gps_are_counted_with_and_without_trainees_and_locums(tmp_path: Path) -> None:
    outcome, tables = load_rows(tmp_path, [ROW])

    (row,) = tables["practices"]
    assert (outcome.dataset, outcome.period) == ("gp_workforce", "2025-09")
    assert (row["patients"], row["commissioner"]) == (3849, "16C")
    assert (row["gps"], row["gps_fte"]) == (5, 4.84)
    assert (row["gps_permanent"], row["gps_permanent_fte"]) == (1, 0.9)
    assert (row["direct_care_fte"], row["admin_fte"]) == (0.426666667, 4.2)


def test_gps_of_55_and_over_and_patients_of_75_and_over_are_added_up(tmp_path: Path) -> None:
    _, tables = load_rows(tmp_path, [ROW])

    (row,) = tables["practices"]
    assert (row["gps_55_plus"], row["gps_55_plus_mark"]) == (3, None)
    assert (row["patients_75_plus"], row["patients_75_plus_mark"]) == (447, None)


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("NA", "not available"),
        ("ND", "not available"),
        ("EST", "not available"),
        ("NS", "missing"),
        ("", "missing"),
    ],
)
def test_a_practice_without_records_has_no_number_and_never_a_zero(
    tmp_path: Path, written: str, mark: str
) -> None:
    row = ROW | {"TOTAL_NURSES_FTE": written, "TOTAL_GP_HC_60TO64": written}
    _, tables = load_rows(tmp_path, [row])

    (row,) = tables["practices"]
    assert (row["nurses_fte"], row["nurses_fte_mark"]) == (None, mark)
    assert row["nurse_source"] == "Fully estimated - no data provided"
    assert (row["gps_55_plus"], row["gps_55_plus_mark"]) == (None, mark)


def test_the_layout_of_2019_speaks_of_registrars_and_has_no_networks(tmp_path: Path) -> None:
    renamed = {"SUB_ICB_CODE": "CCG_CODE"}
    row = {
        renamed.get(name, name.replace("EXTGL", "EXRL")): value
        for name, value in (ROW | {"SUB_ICB_CODE": "00K"}).items()
    }
    name = "General Practice September 2019 Practice Level.csv"

    outcome, tables = load_rows(tmp_path, [row], name)

    assert outcome.period == "2019-09"
    assert tables["practices"][0]["gps_permanent_fte"] == 0.9
    assert tables["practices"][0]["commissioner"] == "00K"


def test_a_table_without_ages_has_no_sum_over_them(tmp_path: Path) -> None:
    row = {
        name: value for name, value in ROW.items() if "PLUS" not in name and "TO" not in name[-6:]
    }

    _, tables = load_rows(tmp_path, [row])

    (practice,) = tables["practices"]
    assert (practice["gps_55_plus"], practice["gps_55_plus_mark"]) == (None, "missing")


def test_rows_of_two_months_are_refused(tmp_path: Path) -> None:
    rows = [ROW | {"YEAR": "2025", "MONTH": month} for month in ("07", "08")]

    outcome, _ = load_rows(tmp_path, rows)

    assert outcome.status == "rejected"
    assert "its rows are of 2 months, 2025-07 to 2025-08" in outcome.message


def test_each_role_of_a_practice_has_a_row_in_the_high_level_table(tmp_path: Path) -> None:
    headings = ["PRAC_CODE", "PRAC_NAME", "STAFF_GROUP", "DETAILED_STAFF_ROLE", "MEASURE", "VALUE"]
    start = ["A81038", "HIRSEL MEDICAL CENTRE", "Direct Patient Care"]
    rows = [
        [*start, "Podiatrist", "FTE", "0.0"],
        [*start, "Podiatrist", "HC", "NA"],
        [*start, "Podiatrist", "HC", "1"],
    ]
    name = "General Practice – August 2024 Practice Level - High level.csv"

    outcome, tables = load_one(write_csv(tmp_path / name, [headings, *rows]), tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("gp_workforce_high", "2024-08")
    found = [(row["role"], row["measure"], row["value"]) for row in tables["staff"]]
    assert found == [("Podiatrist", "FTE", 0.0), ("Podiatrist", "headcount", None)]
    assert "stands on line 3 already" in outcome.message


def test_ten_real_rows(real_data: Path, tmp_path: Path) -> None:
    """Ten rows of two months in one file: refused together, read month by month."""
    sample = real_data / "gp-workforce/2025-schema/practice_detailed_cols.csv"
    together, _ = load_one(sample, tmp_path / "together")
    with sample.open() as file:
        headings, *rows = csv.reader(file)
    read = {}
    for month in ("06", "07"):
        of_month = [row for row in rows if row[-2:] == ["2025", month]]
        path = write_csv(tmp_path / month / NAME, [[h.upper() for h in headings], *of_month])
        outcome, tables = load_one(path, tmp_path / month)
        read[outcome.period] = {row["practice"]: row for row in tables["practices"]}
        assert outcome.rejects == 0

    assert together.status == "rejected"
    assert {period: len(found) for period, found in read.items()} == {"2025-06": 3, "2025-07": 7}
    one, two = read["2025-07"]["A81001"], read["2025-07"]["A81002"]
    assert (one["gps_permanent_fte"], one["gps_55_plus"]) == (1.0, 1)
    assert (one["nurses_fte"], one["nurses_fte_mark"]) == (None, "not available")
    assert (one["gp_source"], one["nurse_source"]) == (
        "Fully provided",
        "Fully estimated - no data provided",
    )
    assert (two["gps_permanent_fte"], two["nurses_fte"]) == (6.546666667, 7.48)
    assert {row["commissioner"] for row in read["2025-07"].values()} == {"16C"}


@pytest.mark.parametrize(
    ("folder", "absent"),
    [
        ("2019-09-derived", {"year", "month"}),
        ("2025-11-definitions", {"year", "month"}),
    ],
)
def test_each_column_is_one_that_the_official_definitions_name(
    real_data: Path, folder: str, absent: set[str]
) -> None:
    (path,) = (real_data / "gp-workforce" / folder).glob("*.xlsx")
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    named = [fold(str(row[1])) for row in rows]
    missing = {
        column.name
        for column in DATASET.layouts[0].columns
        if not any(re.fullmatch(column.header, name) for name in named)
    }
    assert missing == absent


def test_real_rows_of_the_high_level_table(real_data: Path, tmp_path: Path) -> None:
    path = real_data / "gp-workforce/2025-schema/practice_high_cols.csv"

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("gp_workforce_high", "2024-08")
    assert len(tables["staff"]) == 10
