"""QOF's raw files: registers of diseases, achievement by indicator, and a year's indicators."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilience.evidence.figures import Figures
from resilience.evidence.loading import load
from resilience.evidence.periods import parse_period
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY, load_one, write_csv

PREVALENCE = [
    "PRACTICE_CODE",
    "GROUP_CODE",
    "REGISTER",
    "PATIENT_LIST_TYPE",
    "PRACTICE_LIST_SIZE",
]
ACHIEVEMENT = ["REGION_ODS_CODE", "PRACTICE_CODE", "INDICATOR_CODE", "MEASURE", "VALUE"]


def prevalence(path: Path, *rows: list[str]) -> Path:
    return write_csv(path, [PREVALENCE, *rows])


# --- prevalence


def test_a_register_is_counted_against_the_patients_of_its_ages(tmp_path: Path) -> None:
    rows = [["A81001", "DM", "280.0", "17OV", "3400"], ["A81001", "AF", "96.0", "TOTAL", "4045"]]
    path = prevalence(tmp_path / "PREVALENCE_2324.csv", *rows)

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("qof_prevalence", "2023-24")
    diabetes = tables["registers"][0]
    assert (diabetes["group"], diabetes["list_type"]) == ("DM", "17OV")
    assert (diabetes["register"], diabetes["list_size"]) == (280, 3400)


def test_the_year_may_stand_in_the_folder_alone(tmp_path: Path) -> None:
    row = ["A81001", "DM", "280", "17OV", "3400"]
    path = prevalence(tmp_path / "2021-22" / "qof_prevalence.csv", row)
    assert load_one(path, tmp_path / "home")[0].period == "2021-22"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["A81001", "AF", "96.5", "TOTAL", "4045"], "not a whole number"),
        (["A81001", "", "96", "TOTAL", "4045"], "no group"),
        (["A81001", "DM", "281", "17OV", "3400"], "stands on line 2 already"),
        (["Total", "AF", "96", "TOTAL", "4045"], "not a practice code"),
    ],
)
def test_a_register_that_can_not_be_read_is_put_aside(tmp_path: Path, row, reason) -> None:
    path = prevalence(
        tmp_path / "PREVALENCE_2324.csv", ["A81001", "DM", "280", "17OV", "3400"], row
    )
    outcome, tables = load_one(path, tmp_path / "home")
    assert len(tables["registers"]) == 1
    assert reason in outcome.message


def test_lists_and_registers_that_changed_places_are_refused(tmp_path: Path) -> None:
    path = prevalence(tmp_path / "PREVALENCE_2324.csv", ["A81001", "DM", "3400", "17OV", "280"])
    outcome, _ = load_one(path, tmp_path / "home")
    assert outcome.status == "rejected"
    assert "more patients are on the register than on the list" in outcome.message


@pytest.mark.slow
def test_the_real_registers(real_data: Path, tmp_path: Path) -> None:
    store = Store(tmp_path)
    files = ["2021-22/qof_prevalence.csv.gz", "2022-23/PREVALENCE_2223.csv.gz"]
    outcomes = list(load([real_data / "qof-raw" / name for name in files], store, today=TODAY))
    assert [(o.dataset, o.period, o.rows, o.rejects) for o in outcomes] == [
        ("qof_prevalence", "2021-22", 135870, 0),
        ("qof_prevalence", "2022-23", 133938, 0),
    ]
    assert "in 1 of 135,870 rows" in outcomes[0].message

    figures = Figures(store)
    for indicator, published in (
        ("prevalence_diabetes_percent", 7.5),
        ("prevalence_depression_percent", 13.2),
        ("prevalence_copd_percent", 1.8),
        ("prevalence_hypertension_percent", 14.4),
    ):
        latest = figures.latest(
            indicator, as_at=parse_period("2022-23").ends, max_age_months=12
        ).figures.values()
        patients = sum(figure.numerator or 0 for figure in latest)
        assert len(latest) == 6378
        england = 100 * patients / sum(figure.denominator or 0 for figure in latest)
        assert round(england, 1) == published


# --- a year's indicators


def test_both_spellings_of_the_years_indicators(tmp_path: Path) -> None:
    older = ["INDICATOR_CODE", "INDICATOR_DESCRIPTION", "INDICATOR_POINT_VALUE"]
    older += ["INDICATOR_GROUP_CODE", "INDICATOR_GROUP_DESCRIPTION", "DOMAIN_CODE"]
    older += ["DOMAIN_DESCRIPTION", "PATIENT_LIST_TYPE"]
    row = ["CS002", "Women screened", "11", "CS", "Cervical screening", "PHAS", "Public", "25_64_F"]
    path = write_csv(tmp_path / "INDICATOR_MAPPINGS_1819_v2.csv", [older, row])
    outcome, tables = load_one(path, tmp_path / "home")
    assert (outcome.dataset, outcome.period) == ("qof_indicator_mapping", "2018-19")
    (indicator,) = tables["indicators"]
    assert (indicator["indicator"], indicator["points"]) == ("CS002", 11)
    assert (indicator["group"], indicator["list_type"]) == ("CS", "25_64_F")

    newer = [heading.removeprefix("INDICATOR_") for heading in older]
    newer[:3] = ["INDICATOR_CODE", "INDICATOR_DESCRIPTION", "INDICATOR_POINT_VALUE"]
    del newer[1], row[1]
    path = write_csv(tmp_path / "MAPPING_INDICATORS_2021_v2.csv", [newer, row])
    outcome, tables = load_one(path, tmp_path / "home")
    assert (outcome.dataset, outcome.period) == ("qof_indicator_mapping", "2020-21")
    assert tables["indicators"][0]["description"] is None


def test_the_real_indicators_of_two_years(real_data: Path, tmp_path: Path) -> None:
    store = Store(tmp_path)
    files = ["2018-19/INDICATOR_MAPPINGS_1819_v2.csv", "2020-21/MAPPING_INDICATORS_2021_v2.csv"]
    outcomes = list(load([real_data / "qof-raw" / name for name in files], store, today=TODAY))
    assert [(o.period, o.rows, o.rejects) for o in outcomes] == [
        ("2018-19", 77, 0),
        ("2020-21", 68, 0),
    ]
    points = [sum(store.table(r, "indicators")["points"].to_pylist()) for r in store.releases]
    assert points == [559, 567]


# --- achievement


def achieved(path: Path, *rows: list[str], headings: list[str] = ACHIEVEMENT) -> Path:
    return write_csv(path, [headings, *rows])


def screening(region: str, practice: str, numerator: str = "600") -> list[list[str]]:
    measures = {"NUMERATOR": numerator, "DENOMINATOR": "800", "ACHIEVED_POINTS": "9.87"}
    measures |= {"REGISTER": "4000", "PCAS": "25"}
    return [[region, practice, "CS005", name, value] for name, value in measures.items()]


def test_the_measures_of_an_indicator_stand_side_by_side(tmp_path: Path) -> None:
    path = achieved(tmp_path / "ACHIEVEMENT_LONDON_2122.csv", *screening("Y56", "F82625"))

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("qof_raw_achievement", "2021-22")
    (row,) = tables["achievement"]
    assert (row["practice"], row["region"], row["indicator"]) == ("F82625", "Y56", "CS005")
    assert (row["numerator"], row["denominator"], row["achieved_points"]) == (600, 800, 9.87)
    assert (row["register"], row["personalised_care_adjustments"]) == (4000, 25)
    assert (row["exceptions"], row["exceptions_mark"], row["line"]) == (None, "missing", 2)


def test_exceptions_of_earlier_years(tmp_path: Path) -> None:
    row = ["F82625", "BP002", "EXCEPTIONS", "12"]
    path = achieved(tmp_path / "ACHIEVEMENT_LONDON_1819.csv", row, headings=ACHIEVEMENT[1:])
    outcome, tables = load_one(path, tmp_path / "home")
    assert outcome.period == "2018-19"
    assert tables["achievement"][0]["exceptions"] == 12


@pytest.mark.parametrize(
    ("measure", "value", "reason"),
    [
        ("NUMERATOR", "600", "stands on line 2 already"),
        ("HALF", "1", "'HALF' is not a measure"),
        ("EXCEPTIONS", "-1", "less than nothing"),
        ("", "1", "no measure"),
    ],
)
def test_a_measure_that_can_not_be_read_is_put_aside(tmp_path, measure, value, reason) -> None:
    rows = [*screening("Y56", "F82625"), ["Y56", "F82625", "CS005", measure, value]]
    path = achieved(tmp_path / "ACHIEVEMENT_LONDON_2122.csv", *rows)
    outcome, _ = load_one(path, tmp_path / "home")
    assert (outcome.status, outcome.rejects) == ("loaded", 1)
    assert reason in outcome.message


def test_more_achieved_than_possible_is_refused(tmp_path: Path) -> None:
    rows = screening("Y56", "F82625", numerator="900")
    path = achieved(tmp_path / "ACHIEVEMENT_LONDON_2122.csv", *rows)
    assert load_one(path, tmp_path / "home")[0].status == "rejected"


@pytest.mark.parametrize("first", [0, 1])
def test_regions_stand_beside_each_other_and_a_correction_replaces_its_own(
    tmp_path: Path, first: int
) -> None:
    """With a region's code in the file, and without one."""
    store = Store(tmp_path / "home")
    for name, region, practice, numerator in (
        ("ACHIEVEMENT_LONDON_2122.csv", "Y56", "F82625", "600"),
        ("ACHIEVEMENT_MIDLANDS_2122.csv", "Y60", "C81001", "500"),
        ("ACHIEVEMENT_LONDON_2122_v2.csv", "Y56", "F82625", "640"),
    ):
        rows = [row[first:] for row in screening(region, practice, numerator)]
        path = achieved(tmp_path / name, *rows, headings=ACHIEVEMENT[first:])
        list(load([path], store, today=TODAY))
    latest = Figures(store).latest(
        "qof_cervical_screening_25_49_percent",
        as_at=parse_period("2021-22").ends,
        max_age_months=12,
    )
    assert {code: figure.value for code, figure in latest.figures.items()} == {
        "F82625": 80,
        "C81001": 62.5,
    }
