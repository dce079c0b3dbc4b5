from __future__ import annotations

from datetime import date

import pytest

from tests.evidence.lists import HEADINGS, lists, row, write
from tests.evidence.publishing import counts, load_one

BEFORE_2022 = HEADINGS.replace("SUB_ICB_LOCATION", "CCG")


@pytest.mark.parametrize("headings", [HEADINGS, BEFORE_2022])
def test_the_list_of_a_practice_is_read_under_either_name_of_its_commissioner(
    tmp_path, headings
) -> None:
    path = write(tmp_path / "PracPopOct.csv", lists(row(), headings=headings))

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.rejects) == ("patients_registered", 0)
    assert tables["lists"] == [
        {
            "practice": "A81001",
            "commissioner": "16C",
            "postcode": "TS18 1HU",
            "extract_date": date(2025, 4, 1),
            "patients": 3904,
            "patients_mark": None,
            "line": 2,
        }
    ]


@pytest.mark.parametrize("day", ["01MAR2026", "01Mar2026", "01-Mar-26", "2026-03-01", "01/03/2026"])
def test_the_period_is_the_day_of_the_extract_whatever_the_file_is_called(tmp_path, day) -> None:
    path = write(tmp_path / "PracPopFeb26.csv", lists(row(day=day)))

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.period == "2026-03-01"


def test_a_list_of_men_or_of_one_age_is_put_aside(tmp_path) -> None:
    men = row().replace("ALL,ALL", "MALE,ALL")
    old = row("A81004").replace("ALL,ALL", "ALL,95+")
    path = write(tmp_path / "lists.csv", lists(row("A81002"), men, old))

    outcome, tables = load_one(path, tmp_path / "home")

    assert [r["practice"] for r in tables["lists"]] == ["A81002"]
    assert outcome.message == "2 rows rejected, first on line 3: sex: 'MALE' is not ALL"


def test_lists_of_several_days_in_one_file_are_refused(tmp_path) -> None:
    path = write(tmp_path / "lists.csv", lists(row(), row("A81002", day="2025-05-01")))

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.status == "rejected"
    assert "2 days, 2025-04-01 to 2025-05-01" in outcome.message


@pytest.mark.slow
def test_real_lists(real_data, tmp_path) -> None:
    found = counts(real_data / "patients-registered", tmp_path)

    rows = {p: t["lists"] for d, p, t, r in found.values() if d == "patients_registered" and not r}
    assert rows == {
        "2021-01-01": 6658,
        "2025-04-01": 6239,
        "2025-10-01": 6202,
        "2025-11-01": 6200,
        "2026-01-01": 6171,
        "2026-03-01": 6169,
    }
