"""From files in the publishers' layouts to figures of practices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from resilience.evidence.figures import Figure, Figures
from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY, write_csv
from tests.evidence.test_fingertips import HEADINGS as FINGERTIPS
from tests.evidence.test_gp_patient_survey import NAME as SURVEY
from tests.evidence.test_gp_patient_survey import named
from tests.evidence.test_gp_workforce import NAME as WORKFORCE
from tests.evidence.test_gp_workforce import ROW


def figure(home: Path, indicator: str, practice: str = "A81001") -> Figure:
    figures = Figures(Store(home))
    return figures.latest(indicator, as_at=date(2026, 3, 31), max_age_months=24).figures[practice]


def load_all(home: Path, *paths: Path) -> None:
    outcomes = list(load(list(paths), Store(home), today=TODAY))
    assert [outcome.status for outcome in outcomes] == ["loaded"] * len(outcomes)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    without = ROW | {"PRAC_CODE": "A81002", "TOTAL_GP_EXTGL_FTE": "NA"}
    workforce = [list(ROW), list(ROW.values()), list(without.values())]
    survey = named()
    load_all(
        folder,
        write_csv(folder / WORKFORCE, workforce),
        write_csv(folder / SURVEY, [list(survey), list(survey.values())]),
    )
    return folder


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("patients_per_gp", 3849 / 0.9),
        ("gp_headcount", 1),
        ("gps_55_plus_percent", 60),
        ("admin_per_10000_patients", 4.2 / 3849 * 10000),
        ("aged_75_plus_percent", 447 / 3849 * 100),
        ("gpps_phone_not_easy_percent", 25),
        ("gpps_phone_easy_percent", 50),
        ("gpps_overall_good_percent", 70),
    ],
)
def test_an_indicator_is_worked_out_from_what_was_published(home, indicator, value) -> None:
    assert figure(home, indicator).value == pytest.approx(value, abs=1e-5)


def test_a_practice_without_records_has_no_patients_per_gp(home: Path) -> None:
    found = figure(home, "patients_per_gp", "A81002")

    assert (found.value, found.mark) == (None, "not available")


@pytest.mark.parametrize("asked", ["gpps_appointment_no_percent", "gpps_recommend_no_percent"])
def test_a_question_that_stands_in_for_an_older_one_says_so(home: Path, asked: str) -> None:
    found = figure(home, asked)

    assert found.value == pytest.approx(15)
    assert found.note.startswith("stand-in for a question no longer asked")


def test_real_months(real_data: Path, tmp_path: Path) -> None:
    load_all(
        tmp_path,
        real_data / "online-consultations" / "2026-02",
        real_data / "cloud-telephony" / "2026-02",
        real_data / "deprivation-fingertips" / "2019",
    )

    assert figure(tmp_path, "online_submissions_per_1000_patients").value == 41.8332
    assert figure(tmp_path, "calls_missed_percent", "E81050").value == 6.482095
    assert figure(tmp_path, "calls_waited_over_5_minutes_percent", "E81050").value == 15.221239
    deprivation = Figures(Store(tmp_path)).latest(
        "deprivation_score", as_at=date(2020, 6, 30), max_age_months=24
    )
    assert len(deprivation.figures) == 6545
    assert deprivation.figures["A81001"].value == 32.360939


def test_patients_of_65_and_over_are_one_of_several_ages_of_a_fingertips_indicator(tmp_path):
    start = ["93468", "Proportion of GP registered populations by age group", "A81001", "A", "GPs"]
    ages = {"65+ yrs": 900, "85+ yrs": 100, "<18 yrs": 800}
    rows = [
        [*start, "Persons", age, "", "2025", count / 40, "", "", count, 4000, ""]
        for age, count in ages.items()
    ]
    load_all(tmp_path, write_csv(tmp_path / "indicators.csv", [FINGERTIPS, *rows]))

    found = figure(tmp_path, "aged_65_plus_percent")
    assert (found.value, found.numerator, found.denominator) == (22.5, 900, 4000)
