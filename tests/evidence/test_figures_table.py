"""The table of all figures, whole and in parts, as analysts and the API ask for it."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from resilience.evidence.engine import SCHEMA
from resilience.evidence.figures import Figures
from resilience.evidence.indicators import indicators
from resilience.evidence.periods import parse_period
from resilience.evidence.store import Store
from tests.evidence.stores import add, analyst_row

PRACTICES = [f"A8100{n}" for n in range(1, 7)]
YEARS = ("2016", "2017", "2018")
QUOTE = "O'X01"


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    store = Store(tmp_path_factory.mktemp("home"))
    rows = [
        analyst_row(code, "patients_per_gp", year, numerator=4000.0 + n, denominator=2.0)
        for year in YEARS
        for n, code in enumerate([*PRACTICES, QUOTE])
    ]
    rows += [
        analyst_row(PRACTICES[0], "cqc_overall_rating", "2016", value_text="Good"),
        analyst_row(PRACTICES[1], "cqc_overall_rating", "2016", value_text="Good"),
        analyst_row(PRACTICES[1], "cqc_overall_rating", "2017", value_text="Inadequate"),
        analyst_row(PRACTICES[0], "gp_headcount", "2018", value=None, value_mark="suppressed"),
    ]
    add(store, "analyst_figures", "2016/2018", rows)
    return Figures(store)


def rows(figures: Figures, **asked: object) -> list[tuple[str, str, str]]:
    table = figures.table(**asked).read_all().to_pylist()
    return [(row["indicator"], row["period"], row["practice"]) for row in table]


def test_the_whole_table_has_every_figure_in_its_order(figures):
    table = figures.table().read_all()
    assert table.schema.equals(SCHEMA)
    assert table.num_rows == 7 * 3 + 4
    assert table.equals(
        table.sort_by([(n, "ascending") for n in ("indicator", "ends", "practice")])
    )


def test_one_indicator_one_period_some_practices(figures):
    asked = {"indicator": "patients_per_gp", "period": parse_period("2017")}
    found = rows(figures, **asked, practices=[QUOTE, PRACTICES[2], "nobody"])
    assert found == [("patients_per_gp", "2017", code) for code in (PRACTICES[2], QUOTE)]
    assert rows(figures, practices=[]) == []


@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2018, 6, 30), date(2026, 1, 1)])
def test_what_counts_on_a_day_is_what_the_latest_figures_are(figures, day):
    table = figures.table(as_at=day).read_all().to_pylist()
    assert {(row["indicator"], row["practice"], row["ends"]) for row in table} == {
        (name, practice, figure.period.ends)
        for name in indicators()
        for practice, figure in figures.latest(name, as_at=day, max_age_months=24).figures.items()
    }
    assert len(table) == len({(row["indicator"], row["practice"]) for row in table})


@pytest.mark.parametrize("asked", [{}, {"as_at": date(2018, 12, 31)}, {"practices": PRACTICES}])
def test_pages_that_follow_each_other_are_the_whole(figures, asked):
    whole, found, after = rows(figures, **asked), [], None
    while page := rows(figures, **asked, after=after, limit=3):
        assert len(page) <= 3
        found += page
        indicator, period, practice = page[-1]
        after = indicator, parse_period(period), practice
    assert found == whole


def test_a_suppressed_figure_has_a_mark_and_no_value(figures):
    (row,) = figures.table(indicator="gp_headcount").read_all().to_pylist()
    assert (row["value"], row["word"], row["mark"]) == (None, None, "suppressed")


def test_an_undeclared_indicator_is_refused(figures):
    with pytest.raises(KeyError):
        figures.table(indicator="' or true --")


def test_a_store_without_releases_has_an_empty_table_of_the_same_columns(tmp_path: Path):
    table = Figures(Store(tmp_path)).table().read_all()
    assert (table.num_rows, table.schema) == (0, SCHEMA)


def test_a_table_is_read_on_whatever_became_of_the_figures(tmp_path: Path):
    store = Store(tmp_path)
    add(store, "analyst_figures", "2016", [analyst_row("A1", "gp_headcount", "2016", value=1.0)])
    reader = Figures(store).table()
    gc.collect()
    assert isinstance(reader, pa.RecordBatchReader)
    assert reader.read_all().num_rows == 1
