"""The catalogue of indicators agrees with itself, with the datasets and with the programmes."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from resilience.evidence.datasets import registered
from resilience.evidence.indicators import Indicator, indicators

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
