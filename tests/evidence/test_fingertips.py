from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.evidence.publishing import counts, load_one, write_csv

HEADINGS = [
    "Indicator ID",
    "Indicator Name",
    "Area Code",
    "Area Name",
    "Area Type",
    "Sex",
    "Age",
    "Category",
    "Time period",
    "Value",
    "Lower CI 95.0 limit",
    "Upper CI 95.0 limit",
    "Count",
    "Denominator",
    "Value note",
]


def value_of(area: str, kind: str, period: str = "2019", value: str = "32.4") -> list[str]:
    start = ["93553", "Deprivation score (IMD 2019)", area, "Some area", kind]
    return [*start, "Persons", "All ages", "", period, value, "30", "34", "", "", "A note"]


def test_values_of_practices_are_taken_and_other_areas_passed_over(tmp_path: Path) -> None:
    rows = [
        value_of("E92000001", "England"),
        value_of("A81001", "GPs"),
        value_of("U89141", "PCNs (v. 26/04/24)"),
        value_of("E54000050", "ICBs"),
    ]
    path = write_csv(tmp_path / "indicators.csv", [HEADINGS, *rows])

    outcome, tables = load_one(path, tmp_path / "home")

    (row,) = tables["values"]
    assert (outcome.dataset, outcome.period, outcome.rejects) == ("fingertips", "2019", 0)
    assert (row["indicator"], row["practice"], row["value"]) == ("93553", "A81001", 32.4)
    assert (row["lower"], row["upper"], row["count_mark"]) == (30, 34, "missing")
    assert (row["note"], row["line"]) == ("A note", 3)


@pytest.mark.parametrize(
    ("written", "label", "starts", "ends"),
    [
        ("2019", "2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2018/19", "2018-19", date(2018, 4, 1), date(2019, 3, 31)),
        ("2015 - 17", "2015/2017", date(2015, 1, 1), date(2017, 12, 31)),
        ("2022/23 Q1", "2022-04/2022-06", date(2022, 4, 1), date(2022, 6, 30)),
        ("2022/23 Q4", "2023-01/2023-03", date(2023, 1, 1), date(2023, 3, 31)),
        ("2022 Q4", "2022-10/2022-12", date(2022, 10, 1), date(2022, 12, 31)),
    ],
)
def test_each_value_bears_its_own_period(tmp_path, written, label, starts, ends) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADINGS, value_of("A81001", "GP", written)])

    _, tables = load_one(path, tmp_path / "home")

    (row,) = tables["values"]
    assert (row["period"], row["starts"], row["ends"]) == (label, starts, ends)


def test_a_practice_without_a_value_is_kept_without_one(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADINGS, value_of("A81001", "GP", value="")])

    _, tables = load_one(path, tmp_path / "home")

    (row,) = tables["values"]
    assert (row["value"], row["value_mark"]) == (None, "missing")


def test_a_bare_list_of_values_over_the_years_is_read_too(tmp_path: Path) -> None:
    headings = ["IndicatorID", "Year", "AreaCode", "AreaName", "IsAreaCurrent", "Value"]
    rows = [["93553", year, "A81001", "THE SURGERY", "1", "25.1"] for year in ("2010", "2019")]
    path = write_csv(tmp_path / "IMD_raw.csv", [headings, *rows])

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("fingertips", "2010/2019")
    assert [row["period"] for row in tables["values"]] == ["2010", "2019"]


def test_the_real_files(real_data: Path, tmp_path: Path) -> None:
    found = counts(real_data / "deprivation-fingertips", tmp_path)

    assert found["2019/indicator-data.csv.gz"] == ("fingertips", "2019", {"values": 6545}, 0)
    assert found["heec/IMD_raw.csv.gz"] == ("fingertips", "2010/2019", {"values": 23080}, 0)
