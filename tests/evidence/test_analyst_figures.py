from __future__ import annotations

import csv
import gzip
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY, load_one, write_csv

SCRIPT = Path(__file__).parents[2] / "scripts" / "analyst_figures.py"
HEADINGS = ["practice", "indicator", "period", "numerator", "denominator", "value", "source"]
WORKFORCE = ["A81001", "patients_per_gp", "2017-09", 4147, 2.5, "", "Workforce, September 2017"]
RATING = ["A81001", "cqc_overall_rating", "2017", "", "", "Requires improvement", "CQC"]


def _load(tmp_path, *rows, name="figures.csv", headings=HEADINGS):
    return load_one(write_csv(tmp_path / name, [headings, *rows]), tmp_path / "home")


def test_a_figure_is_a_ratio_or_a_value_or_a_word(tmp_path) -> None:
    outcome, tables = _load(tmp_path, WORKFORCE, RATING)

    assert (outcome.status, outcome.dataset) == ("loaded", "analyst_figures")
    assert outcome.message == "2 figures for cqc_overall_rating, patients_per_gp"
    ratio, word = tables["figures"]
    assert ratio == {
        "practice": "A81001",
        "indicator": "patients_per_gp",
        "period": "2017-09",
        "starts": date(2017, 9, 1),
        "ends": date(2017, 9, 30),
        "numerator": 4147.0,
        "numerator_mark": None,
        "denominator": 2.5,
        "denominator_mark": None,
        "value": None,
        "value_mark": "missing",
        "value_text": None,
        "source": "Workforce, September 2017",
        "line": 2,
    }
    assert (word["value"], word["value_mark"]) == (None, None)
    assert word["value_text"] == "Requires improvement"


def test_columns_that_no_row_needs_may_be_left_out(tmp_path) -> None:
    headings = ["Practice code", "Indicator", "Period", "Value", "Source"]
    row = ["A81001", "gp_headcount", "2017-09", 3, "Workforce"]

    outcome, tables = _load(tmp_path, row, headings=headings)

    assert outcome.status == "loaded"
    assert tables["figures"][0]["value"] == 3.0


@pytest.mark.parametrize(
    ("symbol", "mark"),
    [("*", "suppressed"), (":", "not available"), ("z", "not applicable"), ("NA", "missing")],
)
def test_a_symbol_says_why_there_is_no_figure(tmp_path, symbol, mark) -> None:
    outcome, tables = _load(
        tmp_path, WORKFORCE, ["A81002", "gp_headcount", "2017-09", "", "", symbol, "Workforce"]
    )

    figure = tables["figures"][1]
    assert (figure["value"], figure["value_mark"], figure["value_text"]) == (None, mark, None)
    assert "rows that say there is no figure: 1" in outcome.message


@pytest.mark.parametrize(
    ("place", "cell", "reason"),
    [
        (0, "A8100", "'A8100' is not a practice code"),
        (1, "Patients per GP", "'Patients per GP' is not an indicator's id"),
        (2, "last year", "'last year' is not a period; write a day"),
        (3, "many", "numerator: 'many' is not a number"),
        (5, "12 approx", "value: '12 approx' is not a number"),
        (5, "nan", "value: 'nan' is not a number"),
        (6, "", "no source"),
    ],
)
def test_a_row_that_cannot_be_read_is_put_aside_with_its_reason(
    tmp_path, place, cell, reason
) -> None:
    wrong = [*WORKFORCE[:place], cell, *WORKFORCE[place + 1 :]]

    outcome, tables = _load(tmp_path, RATING, wrong)

    assert (len(tables["figures"]), outcome.rejects) == (1, 1)
    assert "first on line 3: " in outcome.message
    assert reason in outcome.message


def test_a_figure_stands_once(tmp_path) -> None:
    outcome, _ = _load(tmp_path, WORKFORCE, RATING, [*WORKFORCE[:3], 1, 1, "", "Another"])

    assert "line 4: A81001 patients_per_gp 2017-09 stands on line 2 already" in outcome.message


def test_a_file_without_a_figure_is_refused(tmp_path) -> None:
    outcome, _ = _load(tmp_path, [*RATING[:5], "", "CQC"])

    assert outcome.status == "rejected"
    assert "none of its rows has a figure" in outcome.message


def test_both_a_ratio_and_a_value_are_told(tmp_path) -> None:
    outcome, _ = _load(tmp_path, [*WORKFORCE[:5], 1659, "Workforce"])

    assert "rows with both a ratio and a value: 1; the ratio is used" in outcome.message


def test_an_indicator_that_is_not_declared_is_kept_and_told(tmp_path) -> None:
    outcome, _ = _load(tmp_path, ["A81001", "parking_spaces", "2017", "", "", 3, "Own count"])

    assert outcome.status == "loaded"
    assert "no indicator is called parking_spaces" in outcome.message


def test_the_period_spans_the_rows(tmp_path) -> None:
    later = ["A81001", "gp_headcount", "2022-23", "", "", 3, "Workforce"]

    outcome, _ = _load(tmp_path, later, WORKFORCE)

    assert outcome.period == "2017-09/2022-23"


def test_a_row_of_the_future_is_refused_even_beside_others(tmp_path) -> None:
    outcome, _ = _load(tmp_path, WORKFORCE, [*RATING[:2], "2027", *RATING[3:]])

    assert outcome.status == "rejected"
    assert "has not begun" in outcome.message


def test_a_corrected_file_supersedes_and_another_indicators_file_stands_beside(tmp_path) -> None:
    _load(tmp_path, WORKFORCE, name="workforce.csv")
    beside = ["A81001", "gp_headcount", "2017-09", "", "", 3, "Workforce"]
    _load(tmp_path, beside, name="headcount.csv")
    corrected, _ = _load(tmp_path, [*WORKFORCE[:4], 3, "", "Workforce"], name="corrected.csv")

    assert "replaces the release of 2017-09 loaded from workforce.csv" in corrected.message
    files = [release.file for release in Store(tmp_path / "home").current]
    assert sorted(files) == ["corrected.csv", "headcount.csv"]


# --- the recipe of docs/datasets.md


def _table(path: Path, *rows: list) -> Path:
    with gzip.open(path, "wt", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _turned(tmp_path: Path, *tables: Path) -> list[list[str]]:
    out = tmp_path / "out.csv"
    subprocess.run([sys.executable, SCRIPT, *tables, out], check=True, capture_output=True)
    return [row[:6] for row in list(csv.reader(out.open()))[1:]]


def test_a_workforce_year_is_a_snapshot_of_september_or_the_mean_of_a_year(tmp_path) -> None:
    headings = [
        "Practice.Code",
        "Year",
        "TOTAL_PATIENTS",
        "TOTAL_GP_EXTGL_HC",
        "TOTAL_GP_EXTGL_FTE",
    ]
    snapshot, mean = ["A81001", 2018, 4147, 2, 2], ["A81001", 2021, 4100.5, "NA", "NA"]

    assert _turned(tmp_path, _table(tmp_path / "w.csv.gz", headings, snapshot, mean)) == [
        ["A81001", "patients_per_gp", "2017-09", "4147", "2", ""],
        ["A81001", "gp_headcount", "2017-09", "", "", "2"],
        ["A81001", "patients_per_gp", "2020-21", "4100.5", "NA", ""],
        ["A81001", "gp_headcount", "2020-21", "", "", "NA"],
    ]


def test_a_rating_is_in_force_at_each_years_end_since_it_was_published(tmp_path) -> None:
    headings = ["Practice.Code", "Year", "service_population_group", "domain", "latest_rating"]
    older = ["A81001", 2019, "Overall", "Overall", "Good"]
    newer = ["A81001", 2022, "Overall", "Overall", "Inadequate"]
    branch = ["A81001001", 2022, "Overall", "Overall", "Good"]

    figures = _turned(tmp_path, _table(tmp_path / "c.csv.gz", headings, older, newer, branch))

    assert [(f[0], f[2], f[5]) for f in figures] == [
        ("A81001", "2022", "Inadequate"),
        ("A81001", "2023", "Inadequate"),
        ("A81001", "2024-04", "Inadequate"),
    ]


def test_items_are_of_the_calendar_year_2018(tmp_path) -> None:
    table = _table(
        tmp_path / "p.csv.gz",
        ["code", "total_items", "list_size", "TOTAL_GP_FTE"],
        ["A81001", 94138.0, 4097.083, 3.07],
        ["A81001", 94138.0, 4097.083, 3.07],
        ["Y00001", 12.0, "", ""],
    )

    assert _turned(tmp_path, table) == [
        ["A81001", "prescribing_items_per_patient", "2018", "94138.0", "4097.083", ""]
    ]


@pytest.mark.slow
def test_the_real_tables(real_data, tmp_path) -> None:
    tables = [
        real_data / "gp-workforce" / "2015-2024-derived" / "workforce_year.csv.gz",
        real_data / "cqc-ratings" / "2024-04-derived" / "cqc.csv.gz",
        real_data / "gp-workforce" / "2019-09-derived" / "cached_all_data.csv.gz",
    ]
    _turned(tmp_path, *tables)

    (outcome,) = load([tmp_path / "out.csv"], Store(tmp_path / "home"), today=TODAY)

    assert (outcome.period, outcome.rejects) == ("2015/2024-04", 0)
    store = Store(tmp_path / "home")
    figures = store.table(store.releases[0], "figures")
    assert Counter(figures["indicator"].to_pylist()) == {
        "patients_per_gp": 62673,
        "gp_headcount": 62673,
        "cqc_overall_rating": 39339,
        "prescribing_items_per_patient": 7243,
    }
