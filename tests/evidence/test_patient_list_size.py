"""Quarterly lists by sex and age, in the publisher's layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilience.evidence.figures import Figures
from resilience.evidence.loading import load
from resilience.evidence.periods import parse_period
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY, load_one, write_csv

BANDS = ["0-4", "5-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+"]
HEADINGS = ["Regional Office Name", "Regional Office Code", "Area Team Name", "Area Team Code"]
HEADINGS += ["PCO Name", "PCO Code", "Practice Name", "Practice Code"]
HEADINGS += [f"{sex} {band}" for band in BANDS for sex in ("Male", "Female")]
QUARTER = "Patient_List_Size_2014_01-03.csv"


def row(code: str, *patients: int | str, pco: str = "07L00") -> list[object]:
    area = ["LONDON", "Y56", "NORTH EAST LONDON AREA TEAM", "Q61", "BARKING CCG", pco]
    return [*area, "ABBEY MEDICAL CENTRE", code, *patients]


def test_sexes_and_bands_are_added_up(tmp_path: Path) -> None:
    path = write_csv(tmp_path / QUARTER, [HEADINGS, row("F82625", *range(1, 19))])

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("patient_list_size", "2014-01/2014-03")
    assert outcome.message == ""
    (practice,) = tables["lists"]
    assert (practice["commissioner"], practice["dco"], practice["region"]) == ("07L", "Q61", "Y56")
    assert (practice["male_0_4"], practice["female_75_plus"]) == (1, 18)
    assert (practice["aged_0_4"], practice["aged_5_14"], practice["aged_65_74"]) == (3, 7, 31)
    assert (practice["aged_75_plus"], practice["aged_65_plus"]) == (35, 66)
    assert (practice["patients"], practice["patients_mark"]) == (171, None)


def test_a_list_does_not_apply_to_a_cost_centre_without_one(tmp_path: Path) -> None:
    rows = [row("F82625", *[10] * 18), row("Y00898", *[0] * 18, pco="NI300")]
    path = write_csv(tmp_path / QUARTER, [HEADINGS, *rows])

    outcome, tables = load_one(path, tmp_path / "home")

    assert outcome.message == "1 cost centres have nobody on a list"
    assert [r["patients_mark"] for r in tables["lists"]] == [None, "not applicable"]


def test_a_band_that_is_not_known_leaves_its_sums_unknown(tmp_path: Path) -> None:
    path = write_csv(tmp_path / QUARTER, [HEADINGS, row("F82625", "*", *[10] * 17)])

    _, tables = load_one(path, tmp_path / "home")

    (practice,) = tables["lists"]
    assert (practice["aged_0_4"], practice["aged_0_4_mark"]) == (None, "suppressed")
    assert (practice["patients"], practice["patients_mark"]) == (None, "suppressed")
    assert practice["aged_75_plus"] == 20


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (row("F82625", "-3", *[10] * 17), "less than nothing"),
        (row("F82625", "3.5", *[10] * 17), "not a whole number"),
        (row("F82625", *[10] * 18, pco="BARKING"), "not the code of an area"),
        (row("F82018", *[10] * 18), "stands on line 2 already"),
    ],
)
def test_a_row_that_can_not_be_right_is_put_aside(tmp_path: Path, changed, reason) -> None:
    path = write_csv(tmp_path / QUARTER, [HEADINGS, row("F82018", *[10] * 18), changed])

    outcome, tables = load_one(path, tmp_path / "home")

    assert [practice["practice"] for practice in tables["lists"]] == ["F82018"]
    assert reason in outcome.message


def test_a_file_that_lacks_a_band_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / QUARTER, [HEADINGS[:-1], row("F82018", *[10] * 17)])
    outcome, _ = load_one(path, tmp_path / "home")
    assert outcome.status == "rejected"
    assert "lacks: 'female 75'" in outcome.message


@pytest.mark.slow
def test_the_real_quarters(real_data: Path, tmp_path: Path) -> None:
    store = Store(tmp_path)
    outcomes = list(load([real_data / "patient-list-size"], store, today=TODAY))
    assert [(o.period, o.rows, o.rejects) for o in outcomes] == [
        ("2014-01/2014-03", 9526, 0),
        ("2015-01/2015-03", 9304, 0),
        ("2015-07/2015-09", 9170, 0),
        ("2015-10/2015-12", 7739, 0),
        ("2016-01/2016-03", 7705, 0),
    ]
    totals = [
        sum(filter(None, store.table(release, "lists")["patients"].to_pylist()))
        for release in store.releases
    ]
    assert totals == [56432347, 56941117, 57138440, 57368680, 57543937]

    quarter = parse_period("2016-01/2016-03")
    figures = Figures(store)
    for indicator, england in (
        ("aged_75_plus_percent", 7.8),
        ("aged_65_plus_percent", 17.1),
        ("under_5_percent", 5.9),
    ):
        latest = figures.latest(indicator, as_at=quarter.ends, max_age_months=24)
        known = [f for f in latest.figures.values() if f.numerator is not None]
        assert latest.period == quarter
        share = sum(f.numerator for f in known) / sum(f.denominator for f in known)
        assert abs(share * 100 - england) < 0.3
