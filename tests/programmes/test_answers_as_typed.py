"""Numbers, telephone numbers, years and words are read as people type them."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from resilience.programmes.answering import form_for
from resilience.programmes.packs import load
from tests.programmes.sending import GROUP, NHS_NUMBER, PACK, REFERRAL, errors, sent


@pytest.mark.parametrize("typed", ["8450", "8,450", "8 450", " 8,450\u00a0", "0,008,450"[2:]])
def test_numbers_are_read_with_and_without_separators(typed):
    form = sent("practice", {**GROUP, "is_group": "no", "list_size": typed})
    assert form.answers["list_size"] == 8450


@pytest.mark.parametrize(
    "typed", ["0", "-5", "8.450", "84,50", "8450.5", "١٢٣", "1e3", "12345678901", "8,450 patients"]
)
def test_what_is_no_whole_number_is_told(typed):
    form = sent("practice", {**GROUP, "is_group": "no", "list_size": typed})
    assert errors(form) == {"list_size": "Enter a whole number, for example 8,450"}


@given(st.integers(1, 9_999_999))
def test_a_number_shown_reads_back_as_itself(number):
    shown = f"{number:,}"
    form = sent("practice", {**GROUP, "is_group": "no", "list_size": shown})
    assert form.answers["list_size"] == number
    assert f'value="{shown}"' in str(
        form_for(REFERRAL.part("practice"), form.answers, menu=PACK.menu)
    )


@pytest.mark.parametrize(
    "typed",
    ["01632 960001", "+44 1632 960 001", "(01632) 960-001", "01632 960001 ext 12", "07700 900 123"],
)
def test_telephone_numbers_are_taken_as_people_write_them(typed):
    assert sent("contact", {"practice_lead_telephone": typed}).answers == {
        "practice_lead_telephone": typed
    }


@pytest.mark.parametrize(
    ("question", "typed", "says"),
    [
        ("practice_lead_telephone", "ask Jo", "telephone number, for example"),
        ("practice_lead_telephone", "123", "telephone number, for example"),
        ("practice_lead_telephone", "01632 960001 " * 30, "telephone number, for example"),
        ("practice_lead_email", "jo@", "e-mail address, for example"),
        ("practice_lead_email", "jo@example.nhs.uk, al@example.nhs.uk", "e-mail address"),
        ("practice_lead_name", "J" * 201, "at most 200 characters: there are 201"),
    ],
)
def test_what_is_malformed_is_told_with_an_example(question, typed, says):
    assert says in errors(sent("contact", {question: typed}))[question]


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("2016-17", ["2016-17"]),
        ("2017-18, 2016-17", ["2016-17", "2017-18"]),
        ("2016/17 and 2017/18", ["2016-17", "2017-18"]),
        ("2016–2017; 16-17", ["2016-17"]),
        ("2099-00", ["2099-00"]),
    ],
)
def test_years_are_typed_as_people_write_them(typed, years):
    pack = load("icb-support-2026-27")
    data = QueryDict(mutable=True)
    data.update({"had_board_support": "yes", "board_support_years": typed})
    form = form_for(pack.form("referral").part("past"), {}, menu=pack.menu, data=data)
    form.is_valid()
    assert form.answers["board_support_years"] == years
    again = form_for(pack.form("referral").part("past"), form.answers, menu=pack.menu)
    assert f'value="{", ".join(years)}"' in str(again)


@pytest.mark.parametrize("typed", ["2016", "2016-18", "2017-16", "last year", "2016-17-18"])
def test_what_is_no_year_is_told(typed):
    pack = load("icb-support-2026-27")
    data = QueryDict(mutable=True)
    data.update({"had_board_support": "yes", "board_support_years": typed})
    form = form_for(pack.form("referral").part("past"), {}, menu=pack.menu, data=data)
    form.is_valid()
    assert errors(form)["board_support_years"].startswith("Enter each year like 2016-17")


def test_too_many_words_are_told_with_their_number_and_how_many_to_take_away():
    text = "and/or follow-up – don’t " * 67 + "well done"
    form = sent("case", {"issues": text, "support_needed": "Help."})
    assert errors(form) == {
        "issues": "There are 203 words and there may be 200: take away 3",
    }
    assert form.answers["issues"] == text.strip()


def test_exactly_as_many_words_as_allowed_are_taken():
    form = sent("case", {"issues": "word " * 200, "support_needed": "– " * 500 + "Help."})
    assert form.is_valid()


@pytest.mark.parametrize("finished", [True, False])
def test_what_looks_like_a_patients_number_is_never_kept(finished):
    form = sent("case", {"issues": f"About {NHS_NUMBER}."}, finished=finished)
    assert "say nothing about any one patient" in errors(form)["issues"]
    assert "943" not in errors(form)["issues"]
    assert form.answers == {}


def test_names_of_rows_keep_no_patients_number_either():
    form = sent("practice", GROUP | {"practices-1-name": NHS_NUMBER}, finished=False)
    assert "say nothing about any one patient" in errors(form)["practices"]
    assert "943" not in str(form.answers)
