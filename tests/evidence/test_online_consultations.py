from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.publishing import counts, load_one, write_workbook

TITLES: list[list[Any]] = [[]] * 7 + [
    ["Return to Contents"],
    ["_"],
    ["Table 2: Submissions received by practices, March 2025"],
    [],
]
HEADINGS = [
    "Month [1]",
    "GP Code",
    "GP Name",
    "PCN Code [2, 3]",
    "Sub ICB Code",
    "Supplier [4, 5, 6]",
    "Submissions [7]",
    "Clinical Submissions [7]",
    "Administrative Submissions [7]",
    "Other/Unknown Type Submissions [7]",
    "Registered Patient Count [8]",
    "Rate per 1,000 Registered Patients [9, 10]",
    "Participation",
]
NOTES: list[list[Any]] = [[None, "  8   Some practices have no registered patients"], ["Copyright"]]


def submissions(code: str, number: int, took_part: Any, supplier: str = "TPP") -> list[Any]:
    start = [date(2025, 3, 1), code, "THE SURGERY", "U89141", "16C", supplier]
    return [*start, number, number, 0, 0, 4000, number / 4, took_part]


def load_rows(folder: Path, *rows: list[Any]) -> tuple[Any, Any]:
    sheet = [*TITLES, HEADINGS, *rows, *NOTES]
    sheets = {"Title sheet": [["January 2025 to March 2025"]], "Table 2": sheet}
    return load_one(write_workbook(folder / "Submissions.xlsx", sheets), folder / "home")


def test_the_table_is_found_below_its_titles_and_above_its_notes(tmp_path: Path) -> None:
    outcome, tables = load_rows(tmp_path, submissions("A81001", 87, 1))

    (row,) = tables["practices"]
    assert (outcome.dataset, outcome.period) == ("online_consultations", "2025-03")
    assert (outcome.rejects, row["line"]) == (0, 13)
    assert (row["submissions"], row["patients"], row["per_1000_patients"]) == (87, 4000, 21.75)


def test_the_zero_of_a_practice_that_took_no_part_is_no_zero(tmp_path: Path) -> None:
    rows = [
        submissions("A81001", 0, 1),
        submissions("A81002", 0, 0),
        submissions("A81003", 0, "*", "None/Unknown"),
        submissions("A81004", 0, "*"),
    ]
    _, tables = load_rows(tmp_path, *rows)

    found = [(r["submissions"], r["submissions_mark"]) for r in tables["practices"]]
    assert found == [(0, None), (None, "not available"), (None, "not available"), (0, None)]
    assert [r["took_part_mark"] for r in tables["practices"]] == [
        None,
        None,
        "suppressed",
        "suppressed",
    ]


def test_a_file_of_two_months_is_refused(tmp_path: Path) -> None:
    later = [date(2025, 4, 1), *submissions("A81002", 1, 1)[1:]]

    outcome, _ = load_rows(tmp_path, submissions("A81001", 87, 1), later)

    assert outcome.status == "rejected"
    assert "its rows are of 2 months, 2025-03 to 2025-04" in outcome.message


@pytest.mark.slow
def test_the_real_files(real_data: Path, tmp_path: Path) -> None:
    found = counts(real_data / "online-consultations", tmp_path).values()

    assert [(period, tables["practices"], rejects) for _, period, tables, rejects in found] == [
        ("2024-04", 4882, 0),
        ("2024-05", 4769, 0),
        ("2024-06", 6258, 0),
        ("2024-10", 6229, 0),
        ("2024-11", 6221, 0),
        ("2024-12", 6219, 0),
        ("2025-01", 6219, 0),
        ("2025-02", 6215, 0),
        ("2025-03", 6213, 0),
        ("2025-04", 6210, 0),
        ("2025-09", 6182, 0),
        ("2026-01", 6171, 0),
        ("2026-02", 6170, 0),
    ]
