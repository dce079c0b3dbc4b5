from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.publishing import counts, load_one, write_workbook

ABOUT = ["Month [1]", "GP Practice \n(ODS_CODE)", "GP Name"]
BANDS = ["Less than 1 minute", "", "1 - 2 minutes", "", "2 - 5 minutes", ""]
BANDS += ["Longer than 5 minutes", ""]
PAIRS = ["Count", "%"] * 4
ANSWERS = (60, 0.1, 120, 0.2, 180, 0.3, 240, 0.4)
MISSES = (15, 0.1, 30, 0.2, 45, 0.3, 60, 0.4)
CALLED = ["Count of Inbound calls", "", "Answered", "", "Ended during the IVR Stage [4]", ""]
CALLED += ["Call back requested", "", "", "Missed [5]", "", "", "Call back made", ""]
TOTALS = ["Total", "", "Total", "%", "Total", "%", "Total", "%", "", "Total", "%", ""]
OUTCOMES = [
    ["", "", "", "", "", "Count of Inbound Call Outcome", *[""] * 11],
    [*ABOUT, *CALLED],
    ["", "", "", *TOTALS, "Total", "% of requested"],
]
ANSWERED = [
    ["", "", "", "", "", "", "", "Answered Calls - Wait time "]
    + [""] * 8
    + ["Answered Calls - Duration "]
    + [""] * 7,
    [*ABOUT, "Total Inbound calls", "Answered  [4]", "", "", *BANDS, "", *BANDS],
    ["", "", "", "Count", "Count", "%", "", *PAIRS, "", *PAIRS],
]
MISSED = [
    ["", "", "", "", "", "", "", "Missed Calls - Wait time [4]"] + [""] * 7,
    [*ABOUT, "Total Inbound calls", "Missed [4]", "", "", *BANDS],
    ["", "", "", "Count", "Count", "%", "", *PAIRS],
]
NATIONAL: list[list[Any]] = [["Total", "National", "", 9999, 9999, 1.0, "", *ANSWERS], []]
HELPERS: list[list[Any]] = [["", "", "", 3.0, 7.0], [], ["Return to Contents"]]
NOTES: list[list[Any]] = [["Notes:"], ["  1   Data for months"], ["Copyright"]]


def workbook(folder: Path, *practices: str) -> Path:
    def table(headings: list[list[Any]], numbers: list[Any]) -> list[list[Any]]:
        rows = [[date(2026, 2, 1), code, "THE SURGERY", *numbers] for code in practices]
        return [*HELPERS, *headings, *NATIONAL, *rows, *NOTES]

    outcomes = [1000, "", 600, 0.6, 200, 0.2, 50, 0.05, "", 150, 0.15, "", 45, 0.9]
    return write_workbook(
        folder / "Cloud Based Telephony Publication Summary February 2026.xlsx",
        {
            "Title sheet": [["October 2024 to February 2026"]],
            "Table 3": table(OUTCOMES, outcomes),
            "Table 4": table(ANSWERED, [1000, 600, 0.6, "", *ANSWERS, "", *ANSWERS]),
            "Table 5": table(MISSED, [1000, 150, 0.15, "", *MISSES]),
        },
    )


def test_headings_of_three_rows_name_the_calls_and_what_became_of_them(tmp_path: Path) -> None:
    outcome, tables = load_one(workbook(tmp_path, "A81001"), tmp_path / "home")

    (calls,), (answered,), (missed,) = tables["calls"], tables["answered"], tables["missed"]
    assert (outcome.dataset, outcome.period) == ("cloud_telephony", "2026-02")
    assert (calls["inbound"], calls["answered"], calls["ended_in_menu"]) == (1000, 600, 200)
    assert (calls["call_back_requested"], calls["missed"], calls["call_back_made"]) == (50, 150, 45)
    assert (answered["answered"], answered["waited_over_5_minutes"]) == (600, 240)
    assert answered["lasted_1_to_2_minutes"] == 120
    assert (missed["missed"], missed["waited_2_to_5_minutes"]) == (150, 45)


def test_totals_and_shared_accounts_are_no_practices_and_no_errors(tmp_path: Path) -> None:
    path = workbook(tmp_path, "A81001", "Unassigned", "Unassigned", "A81002")

    outcome, tables = load_one(path, tmp_path / "home")

    for table in ("calls", "answered", "missed"):
        assert [row["practice"] for row in tables[table]] == ["A81001", "A81002"]
    assert outcome.rejects == 0


@pytest.mark.slow
def test_the_real_files(real_data: Path, tmp_path: Path) -> None:
    found = counts(real_data / "cloud-telephony", tmp_path).values()

    # In two files the copyright line stands over the month of one practice.
    assert [(period, list(tables.values()), rejects) for _, period, tables, rejects in found] == [
        ("2025-10", [4375, 4376, 4376], 1),
        ("2025-11", [4690, 4691, 4691], 1),
        ("2026-01", [4766, 4766, 4766], 0),
        ("2026-02", [4771, 4771, 4771], 0),
    ]
