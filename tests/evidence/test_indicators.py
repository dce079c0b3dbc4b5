"""The catalogue of indicators agrees with itself, with the datasets and with the programmes."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from resilience.evidence.datasets import registered
from resilience.evidence.engine import all_figures
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.store import Store
from resilience.evidence.tables import read_pence
from tests.evidence.stores import add, analyst_row

ALL_SOURCES = [
    pytest.param(source, id=f"{indicator.id}-{source.dataset}")
    for indicator in indicators().values()
    for source in indicator.all_sources
]


@pytest.mark.parametrize("source", ALL_SOURCES)
def test_each_source_speaks_of_columns_that_its_dataset_has(source):
    layouts = [each for each in registered()[source.dataset].layouts if each.table == source.table]
    named = {source.practice, *source.measures, *source.where, "line"}
    named |= {source.latest_by, source.note_column} - {""}
    assert any(named <= set(layout.finished.names) for layout in layouts)


def test_an_analyst_may_feed_every_indicator_and_stands_last():
    for indicator in indicators().values():
        assert indicator.all_sources[-1].dataset == "analyst_figures"
        assert indicator.all_sources[-1].where == {"indicator": indicator.id}


def test_a_category_says_which_words_it_may_have():
    declared = indicators()["cqc_overall_rating"].model_dump() | {"values": ()}
    with pytest.raises(ValidationError, match="lists its `values`"):
        Indicator.model_validate(declared)


def test_a_field_that_is_no_part_of_a_declaration_is_refused():
    declared = indicators()["gp_headcount"].model_dump() | {"colour": "blue"}
    with pytest.raises(ValidationError, match="colour"):
        Indicator.model_validate(declared)


# --- what each declaration says of itself

ALL = [pytest.param(indicator, id=indicator.id) for indicator in indicators().values()]
QUALITY_AND_RESILIENCE = {
    "quality",
    "workforce",
    "efficiency",
    "patient experience and access",
    "estate",
    "finance",
}


def test_there_are_forty_indicators_in_all_six_domains_and_the_context():
    """Q8 and Q17 of the catalogue of requirements."""
    domains = {indicator.domain for indicator in indicators().values()}
    assert len(indicators()) >= 40
    assert domains >= QUALITY_AND_RESILIENCE | {"context"}


@pytest.mark.parametrize("indicator", ALL)
def test_a_declaration_says_all_that_a_page_shows(indicator):
    assert indicator.about
    assert indicator.example
    assert indicator.caveat
    assert indicator.source_note
    assert indicator.review > date(2026, 1, 1)
    assert (indicator.comparison == "none") == indicator.in_words
    if indicator.example.numerator is not None:
        assert indicator.numerator_title
        assert indicator.denominator_title
    if indicator.kind == "number":
        assert indicator.unit
        assert indicator.example.numerator is not None or not indicator.denominator_title
    if indicator.unit.startswith("pounds"):
        assert indicator.title.endswith("£")


@pytest.mark.parametrize("indicator", ALL)
def test_a_part_of_a_declaration_is_there_or_it_says_why_not(indicator):
    there = {
        "numerator": indicator.numerator_title,
        "denominator": indicator.denominator_title,
        "benchmark": indicator.benchmark != "none",
        "comparison": indicator.comparison != "none",
        "outlier": indicator.outlier,
        "series_breaks": indicator.series_breaks,
        "sources": indicator.sources or indicator.change_of,
    }
    assert set(indicator.absent) == {part for part, given in there.items() if not given}
    assert all(why.endswith(".") for why in indicator.absent.values())


def test_breaks_of_a_series_are_in_order():
    for indicator in indicators().values():
        starts = [one.starts for one in indicator.series_breaks]
        assert starts == sorted(set(starts)), indicator.id


@pytest.mark.parametrize("source", ALL_SOURCES)
def test_money_is_kept_in_pence_and_shown_in_pounds(source):
    layouts = registered()[source.dataset].layouts
    columns = [column for layout in layouts for column in layout.columns]
    money = {column.name for column in columns if column.read is read_pence}
    parts = ("numerator", "denominator", "value")
    assert set(source.in_pence) == {part for part in parts if getattr(source, part) in money}


def test_each_worked_example_is_what_the_engine_makes_of_it(tmp_path):
    store = Store(tmp_path)
    rows = []
    for indicator in indicators().values():
        example = indicator.example
        given = {"numerator": example.numerator, "denominator": example.denominator}
        if example.numerator is None:
            given = {"value_text" if indicator.in_words else "value": example.value}
        rows.append(analyst_row("A81001", indicator.id, "2025", **given))
    add(store, "analyst_figures", "2025", rows)

    found = {row["indicator"]: row for row in all_figures(store, indicators().values()).to_pylist()}

    for indicator in indicators().values():
        row = found[indicator.id]
        if indicator.in_words:
            assert row["word"] == indicator.example.value
        else:
            assert round(row["value"], indicator.decimals) == indicator.example.value, indicator.id


def declared(indicator: str, **changed: object) -> dict[str, object]:
    return indicators()[indicator].model_dump() | changed


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (declared("qof_points_percent", example={"value": "high"}), "a word for a category"),
        (
            declared("qof_points_percent", example={"numerator": 1, "value": 80}),
            "both a numerator and a denominator",
        ),
        (
            declared("qof_points_percent", example={"numerator": 1, "denominator": 2, "value": 51}),
            "works out as 50.0, not 51",
        ),
        (declared("cqc_overall_rating", example={"value": "Bad"}), "none of Outstanding, Good"),
        (declared("cqc_overall_rating", comparison="spread"), "not compared as numbers"),
        (declared("registered_patients", comparison="proportion"), "says what its numerator"),
        (declared("registered_patients", polarity="higher is better"), "never scored"),
        (
            declared("aged_75_plus_percent", outlier={"method": "ends", "limit": 5, "least": 0}),
            "never scored",
        ),
        (
            declared("qof_points_percent", outlier={"method": "funnel", "limit": 3, "least": 0}),
            "a funnel is for a proportion or a rate",
        ),
        (
            declared("qof_points_percent", outlier={"method": "ends", "limit": 60, "least": 0}),
            "less than 50 percent",
        ),
        (declared("qof_points_percent", change_of="registered_patients"), "go together"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(changed, why):
    with pytest.raises(ValidationError, match=why):
        Indicator.model_validate(changed)


def test_growth_is_of_an_indicator_that_is_declared():
    for indicator in indicators().values():
        assert not indicator.change_of or indicator.change_of in indicators()
