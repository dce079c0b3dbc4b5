"""Money kept in pence and shown in pounds, and growth from one period to a later one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from resilience.evidence.engine import all_figures
from resilience.evidence.indicators import Indicator, Source, indicators
from resilience.evidence.store import Store
from tests.evidence.stores import add, analyst_row

A, B = "A81001", "A81002"
PLAIN: dict[str, Any] = {
    "title": "A title",
    "domain": "finance",
    "kind": "number",
    "polarity": "not stated",
    "about": "About it.",
    "review": date(2027, 4, 1),
}
PAYMENTS = Indicator(
    id="payments",
    denominator_title="Patients",
    sources=(
        Source(
            dataset="qof_achievement",
            table="practices",
            numerator="points",
            denominator="list_size",
            in_pence=("numerator",),
        ),
    ),
    **PLAIN,
)
GROWTH = Indicator(
    id="growth",
    scale=100,
    change_of="registered_patients",
    months=12,
    **PLAIN,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def growth(store: Store) -> list[dict[str, Any]]:
    rows = all_figures(store, [indicators()["registered_patients"], GROWTH]).to_pylist()
    return [row for row in rows if row["indicator"] == "growth"]


def test_money_kept_in_pence_is_a_figure_in_pounds(store):
    row = {"practice": A, "points": 72046251.0, "list_size": 4000}
    add(store, "qof_achievement", "2022-23", [row])
    (figure,) = all_figures(store, [PAYMENTS]).to_pylist()
    assert (figure["numerator"], figure["denominator"]) == (720462.51, 4000)
    assert figure["value"] == 180.115628


@pytest.mark.parametrize(("under", "why"), [(0, "none"), (-5, "less than none")])
def test_a_share_of_nothing_or_less_does_not_apply(store, under, why):
    row = {"practice": A, "points": -100.0, "list_size": under}
    add(store, "qof_achievement", "2022-23", [row])
    (figure,) = all_figures(store, [PAYMENTS]).to_pylist()
    assert (figure["value"], figure["mark"]) == (None, "not applicable")
    assert figure["note"] == f"Patients: {why}"


def test_growth_is_from_the_same_day_a_year_before(store):
    for day, patients in (("2024-03-01", 900), ("2025-03-01", 1000), ("2026-03-01", 1100)):
        add(store, "patients_registered", day, [{"practice": A, "patients": patients}])
    add(store, "patients_registered", "2026-01-01", [{"practice": A, "patients": 1}])
    before, now = growth(store)
    assert (before["period"], round(before["value"], 3)) == ("2025-03-01", 11.111)
    assert (now["period"], now["value"]) == ("2026-03-01", 10.0)
    assert (now["numerator"], now["denominator"]) == (100, 1000)
    assert now["note"] == "compared with 2025-03-01"


def test_what_two_publishers_count_is_not_compared(store):
    add(store, "gp_payments", "2014-15", [{"practice": A, "registered_patients": 1000.0}])
    add(store, "patients_registered", "2016-03-31", [{"practice": A, "patients": 1100}])
    assert growth(store) == []


def test_a_practice_without_an_earlier_list_has_no_growth(store):
    add(store, "patients_registered", "2025-03-01", [{"practice": B, "patients": 0}])
    rows = [{"practice": A, "patients": 1100}, {"practice": B, "patients": 50}]
    add(store, "patients_registered", "2026-03-01", rows)
    assert growth(store) == []


def test_a_list_that_was_corrected_counts_as_corrected(store):
    add(store, "patients_registered", "2025-03-01", [{"practice": A, "patients": 999}])
    add(store, "patients_registered", "2025-03-01", [{"practice": A, "patients": 1000}])
    add(store, "patients_registered", "2026-03-01", [{"practice": A, "patients": 1100}])
    assert [figure["value"] for figure in growth(store)] == [10.0]


def test_an_analyst_may_give_growth_where_it_can_not_be_worked_out(store):
    row = analyst_row(A, "growth", "2026-03-01", numerator=10.0, denominator=100.0)
    add(store, "analyst_figures", "2026-03-01", [row])
    assert [figure["value"] for figure in growth(store)] == [10.0]


def test_a_release_read_before_a_column_was_known_says_nothing(store):
    row = {"practice": A, "points": 447.2, "list_size": 4000, "points_maximum": 559}
    earlier = add(store, "qof_achievement", "2017-18", [row])
    path = store.path(earlier, "practices")
    pq.write_table(pq.read_table(path).drop_columns(["list_size", "list_size_mark"]), path)
    add(store, "qof_achievement", "2018-19", [row])
    figures = all_figures(store, [PAYMENTS, indicators()["qof_points_percent"]]).to_pylist()
    assert [(figure["indicator"], figure["period"]) for figure in figures] == [
        ("payments", "2018-19"),
        ("qof_points_percent", "2017-18"),
        ("qof_points_percent", "2018-19"),
    ]
