"""The template says of itself what it is, and what it was filled with is read from it unchanged."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from resilience.returns.figures.rows import OF_A_PRACTICE, PracticeRow, Rows, TeamRow
from resilience.returns.workbook.rules import CHECKS, rules
from resilience.returns.workbook.shape import BETWEEN, PRACTICES
from resilience.returns.workbook.template import template
from resilience.returns.workbook.values import readers
from tests.returns.workbook.world import OCTOBER, PACK, ROWS, WORDS, filled, found, read

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30).map(
    lambda text: " ".join(text.replace(BETWEEN, "").split())
)
PLAIN = TEXT.filter(
    lambda text: text[:1].isalpha() and not text.lower().startswith(("total", "su"))
)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
PENCE = st.none() | st.integers(0, 10_000_000_000)
CODES = st.from_regex(r"[A-Z][0-9]{5}", fullmatch=True)
MENU = st.lists(st.sampled_from([one.id for one in PACK.menu]), unique=True).map(tuple)
PRACTICE = st.builds(
    PracticeRow,
    team=CODES,
    practice=CODES,
    name=PLAIN,
    references=st.lists(PLAIN.filter(bool), max_size=3).map(tuple),
    **dict.fromkeys(("asked", "decided", "confirmed", "agreed", "helped", "ended"), DAYS),
    business_case=st.sampled_from(["", "begun", "submitted"]),
    categories=MENU,
    **dict.fromkeys(("committed", "paid", "direct_committed", "direct_paid"), PENCE),
)
TEAM = st.builds(
    TeamRow,
    team=CODES,
    name=PLAIN,
    area=st.just("Y54"),
    available=PENCE,
    case_studies=st.none() | st.integers(0, 999),
)


@settings(max_examples=25, deadline=None)
@given(
    st.builds(
        Rows, st.lists(TEAM, max_size=3).map(tuple), st.lists(PRACTICE, max_size=6).map(tuple)
    )
)
def test_rows_go_through_a_workbook_unchanged(rows):
    back = read(filled(rows)).rows
    assert back.practices == rows.practices
    assert back.teams == rows.teams or not rows.teams, "without a team it has those of the area"


def test_a_filled_template_breaks_no_rule_and_keeps_its_words():
    assert found(filled()) == []
    back = read(filled())
    assert back.rows == ROWS
    assert back.words == WORDS


@given(st.integers(0, 99_999_999_99))
@example(30)
@example(1)
def test_a_sum_is_the_very_pence_that_were_typed(pence):
    reads = readers({})["money"]
    assert reads(pence / 100).said == pence
    assert Fraction(reads(f"{pence / 100:.2f}").said) == Fraction(f"{pence / 100:.2f}") * 100


def test_what_a_spreadsheet_adds_by_itself_is_no_part_of_a_penny():
    assert readers({})["money"](0.1 + 0.2).said == 30
    assert readers({})["money"](1.005).rule == "pennies"


def test_the_same_return_makes_the_same_bytes():
    assert filled() == filled()
    assert template(PACK, OCTOBER) == template(PACK, OCTOBER)


def test_the_empty_template_has_no_rows_and_a_name_for_each_column():
    content = template(PACK, OCTOBER)
    assert read(content).rows == Rows()
    book = load_workbook(io.BytesIO(content))
    assert {PRACTICES.name_of(one) for one in PRACTICES.columns} <= set(book.defined_names)
    assert "template_version" in book.defined_names
    lists = {str(one.formula1) for one in book["Practices"].data_validations.dataValidation}
    assert {"list_1", "list_2"} <= lists
    assert book["Practices"].freeze_panes == "C6"


def test_columns_stand_in_the_order_of_the_fields_of_a_row():
    assert tuple(one.field for one in PRACTICES.columns) == tuple(
        one for one in PracticeRow.__dataclass_fields__
    )
    assert {one.field for one in PRACTICES.columns} == OF_A_PRACTICE


def test_every_rule_has_its_check_and_a_title_and_begins_before_it_stops():
    assert [one.id for one in rules()] == list(dict.fromkeys(one.id for one in rules()))
    assert {one.id for one in rules()} == set(CHECKS)
    assert all(one.stops is None or one.since <= one.stops for one in rules())


@pytest.mark.parametrize("menu", [one.title for one in PACK.menu])
def test_no_kind_of_help_has_the_sign_that_stands_between_several(menu):
    assert BETWEEN not in menu
