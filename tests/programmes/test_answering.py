"""A part of a form as it is sent: what is asked, what is kept, and what is said of the rest."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from resilience.programmes.answering import form_for, total_list_size
from tests.programmes.sending import GROUP, REFERRAL, errors, sent


def test_a_part_that_is_answered_is_kept_as_it_is_meant():
    form = sent("practice", {**GROUP, "is_group": "no", "list_size": " 8,450 "})
    assert form.is_valid()
    assert form.answers == {
        "practice_name": "Alder Surgery",
        "practice_code": "A81001",
        "is_group": "no",
        "list_size": 8450,
    }


def test_each_missing_answer_is_asked_for_in_words_of_its_own():
    assert errors(sent("contact", {})) == {
        "practice_lead_name": "Enter the name of the practice lead",
        "practice_lead_email": "Enter an e-mail address for the practice lead",
        "practice_lead_telephone": "Enter a telephone number for the practice lead",
    }


def test_a_question_is_asked_only_if_the_answer_before_it_says_so():
    missing = {"list_size": "Enter the list size of the practice"}
    alone = {"practice_name": "Alder", "practice_code": "A81001", "is_group": "no"}
    assert errors(sent("practice", alone)) == missing
    assert errors(sent("practice", {**alone, "is_group": "yes"})) == {
        "practices": "Enter the practices of the group"
    }
    assert set(errors(sent("practice", {}))) == {"practice_name", "practice_code", "is_group"}


def test_what_is_not_asked_is_neither_kept_nor_complained_of():
    form = sent("practice", {**GROUP, "list_size": "many"})
    assert form.is_valid()
    assert "list_size" not in form.answers
    assert "many" not in str(form.answers)


def test_a_condition_may_stand_in_an_earlier_part():
    part = REFERRAL.part("past")
    later = part.model_copy(update={"questions": part.questions[1:2]})
    for before, asked in (("yes", True), ("no", False)):
        form = form_for(later, {"had_peer_support": before}, menu=(), data=QueryDict())
        assert form.is_valid() is not asked


def test_a_group_is_rows_of_practices_and_its_list_sizes_are_added_up():
    form = sent("practice", GROUP)
    assert form.is_valid()
    assert form.answers["practices"] == [
        {"name": "Alder Surgery", "code": "A81001", "list_size": 8450},
        {"name": "Birch Surgery", "code": "A81002", "list_size": 5000},
    ]
    assert total_list_size(form.answers) == 13450


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"practices-1-list_size": "lots"}, "Row 2: enter a whole number, for example 8,450"),
        ({"practices-1-list_size": ""}, "Row 2: enter the list size of the practice"),
        ({"practices-1-name": " "}, "Row 2: enter the name of the practice"),
        ({"practices-1-code": "?"}, "Row 2: enter the code of the practice, for example A81001"),
        ({"practices-1-code": "A81001"}, "Row 2: A81001 is in the list already"),
        ({"practices-0-code": "A81009"}, "Add a row for your own practice, A81001"),
        (
            {f"practices-1-{column}": "" for column in ("name", "code", "list_size")},
            "Enter every practice of the group: there is only one",
        ),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_row(change, says):
    assert errors(sent("practice", GROUP | change)) == {"practices": says}


def test_a_group_may_be_large_but_not_endless():
    rows = {
        f"practices-{place}-{column}": value
        for place in range(101)
        for column, value in (("name", "A"), ("code", f"A{81001 + place}"), ("list_size", "5"))
    }
    assert "at most 100" in errors(sent("practice", GROUP | rows))["practices"]


def test_years_may_be_ticked_and_that_of_the_vulnerable_practices_is_optional():
    past = {
        "had_peer_support": "no",
        "had_vulnerable_practice": "yes",
        "had_resilience": "yes",
        "resilience_years": ["2016-17", "2017-18"],
    }
    form = sent("past", past)
    assert form.is_valid()
    assert form.answers == past
    assert errors(sent("past", past | {"resilience_years": []})) == {
        "resilience_years": "Tick each year in which you had help from the General Practice "
        "Resilience Programme"
    }


def test_what_the_menu_does_not_offer_in_a_referral_cannot_be_ticked():
    form = sent("support", {"categories": ["personal_resilience"]})
    assert errors(form)["categories"] == "Choose one of the answers"
    assert "personal_resilience" not in str(form)
    assert "Other (must be linked to agreed resilience plan)" in str(form)
