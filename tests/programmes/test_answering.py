"""What people answer to the questions of a form, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.programmes.answering import PartForm, form_for, problems, said, total_list_size
from resilience.programmes.packs import load

PACK = load("gprp-2018-19")
REFERRAL = PACK.form("referral")
NHS_NUMBER = "943 476 5919"
GROUP = {
    "practice_name": "Alder Surgery",
    "practice_code": "A81001",
    "is_group": "yes",
    "practices-0-name": "Alder Surgery",
    "practices-0-code": "a81001",
    "practices-0-list_size": "8,450",
    "practices-1-name": "Birch Surgery",
    "practices-1-code": "A81002",
    "practices-1-list_size": "5000",
    "practices-2-name": "",
    "practices-2-code": "",
    "practices-2-list_size": "",
}
WHOLE = {
    "practice_lead_name": "Jo Willow",
    "practice_lead_email": "jo@example.nhs.uk",
    "practice_lead_telephone": "01632 960 001",
    "practice_name": "Alder Surgery",
    "practice_code": "A81001",
    "is_group": "no",
    "list_size": 8450,
    "commissioner": "Northtown CCG",
    "commissioner_supports": "unknown",
    "categories": ["diagnostic", "workforce"],
    "had_peer_support": "no",
    "had_vulnerable_practice": "yes",
    "had_resilience": "yes",
    "resilience_years": ["2016-17"],
    "issues": "Two partners leave in March.",
    "support_needed": "Somebody to plan with us.",
}


def sent(
    part: str,
    answers: dict[str, Any],
    *,
    before: dict[str, Any] | None = None,
    finished: bool = True,
    form: str = "referral",
) -> PartForm:
    """A part as somebody sends it."""
    data = QueryDict(mutable=True)
    for key, value in answers.items():
        data.setlist(key, value if isinstance(value, list) else [value])
    found = PACK.form(form).part(part)
    made = form_for(found, before or {}, menu=PACK.menu, data=data, finished=finished)
    made.is_valid()
    return made


def errors(form: PartForm) -> dict[str, str]:
    return {name: found[0] for name, found in form.errors.items()}


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


# --- half filled in


def test_a_half_filled_part_is_kept_and_nothing_is_called_missing():
    form = sent("contact", {"practice_lead_name": "Jo"}, finished=False)
    assert form.is_valid()
    assert form.answers == {"practice_lead_name": "Jo"}


def test_too_many_words_are_kept_whole_and_told():
    text = "word " * 250
    form = sent("case", {"issues": text}, finished=False)
    assert form.is_valid()
    assert form.answers == {"issues": text.strip()}
    assert form.told == {"issues": "There are 250 words and there may be 200: take away 50"}


def test_what_is_malformed_is_kept_and_reported():
    form = sent("contact", {"practice_lead_email": "jo@"}, finished=False)
    assert list(errors(form)) == ["practice_lead_email"]
    assert form.answers == {"practice_lead_email": "jo@"}
    rows = sent("practice", GROUP | {"practices-1-list_size": "lots"}, finished=False)
    assert rows.answers["practices"][1]["list_size"] == "lots"
    assert "lots" in str(form_for(REFERRAL.part("practice"), rows.answers, menu=PACK.menu))


def test_nothing_posted_is_cut():
    words = " ".join(f"w{number}" for number in range(2000))
    assert sent("case", {"issues": words}, finished=False).answers["issues"] == words


# --- what stands between stored answers and sending them


def test_a_whole_form_has_no_problem():
    assert problems(REFERRAL, WHOLE, menu=PACK.menu) == {}


def test_an_empty_form_lacks_what_is_required_and_nothing_it_does_not_ask():
    found = problems(REFERRAL, {}, menu=PACK.menu)
    lacking = {question for part in found.values() for question in part}
    required = {one.id for one in REFERRAL.questions if one.required and one.only_if is None}
    assert lacking == required
    assert "attachments" not in found


@pytest.mark.parametrize(
    ("change", "part", "question"),
    [
        ({"list_size": None}, "practice", "list_size"),
        ({"is_group": "yes"}, "practice", "practices"),
        ({"practice_lead_email": "jo@"}, "contact", "practice_lead_email"),
        ({"issues": "word " * 201}, "case", "issues"),
        ({"categories": ["free lunch"]}, "support", "categories"),
        ({"resilience_years": []}, "past", "resilience_years"),
        ({"had_peer_support": "yes"}, "past", "peer_support_years"),
        ({"practices": ["no row", {}], "is_group": "yes"}, "practice", "practices"),
        ({"categories": "no list"}, "support", "categories"),
    ],
)
def test_one_problem_is_told_at_its_part(change, part, question):
    found = problems(REFERRAL, WHOLE | change, menu=PACK.menu)
    assert list(found) == [part]
    assert list(found[part]) == [question]


def test_what_was_sent_and_what_is_stored_are_judged_alike():
    form = sent("practice", GROUP)
    stored = problems(REFERRAL, form.answers, menu=PACK.menu)
    assert "practice" not in stored


written = st.text(max_size=30)
rows = st.fixed_dictionaries(
    {}, optional={"name": written, "code": written, "list_size": written | st.integers(0)}
)
kept = written | st.integers(0) | st.lists(written, max_size=3) | st.lists(rows, max_size=3)
KEYS = [question.id for form in PACK.forms for question in form.questions]


@given(st.dictionaries(st.sampled_from(KEYS), kept))
@settings(max_examples=25)
def test_no_stored_answer_is_anything_but_judged_shown_and_said(answers):
    for form in PACK.forms:
        problems(form, answers, menu=PACK.menu)
        for part in form.parts:
            str(form_for(part, answers, menu=PACK.menu))
            for question in part.questions:
                assert all(
                    isinstance(line, str)
                    for line in said(question, answers.get(question.id), menu=PACK.menu)
                )
    total_list_size(answers)


hostile = st.text(max_size=40) | st.sampled_from(
    ["<script>alert(1)</script>", "\x00", "‮evil", "'; --", "{{ 7*7 }}", "\ud83d\ude00" * 3, "=1+1"]
)


@given(st.dictionaries(st.sampled_from([*KEYS, *GROUP]), hostile), st.booleans())
@settings(max_examples=25)
def test_whatever_is_sent_is_answered_and_stays_inert(answers, finished):
    clean = {key: value.encode(errors="ignore").decode() for key, value in answers.items()}
    for form in PACK.forms:
        for part in form.parts:
            made = sent(part.id, clean, finished=finished, form=form.id)
            page = str(made)
            assert "<script>alert" not in page
            assert "\x00" not in str(made.answers)
            again = form_for(part, made.answers, menu=PACK.menu)
            assert str(again)


# --- how answers read


def test_answers_read_as_they_were_asked():
    read = {
        question.id: said(question, (WHOLE | {"files": 2}).get(question.id), menu=PACK.menu)
        for question in REFERRAL.questions
    }
    assert read["commissioner_supports"] == ["Don’t know"]
    assert read["list_size"] == ["8,450"]
    assert read["categories"] == [
        "Diagnostic services to quickly identify areas for improvement support",
        "Coordinated support to help practices struggling with workforce issues",
    ]
    assert read["practices"] == []
    group = sent("practice", GROUP).answers["practices"]
    assert said(REFERRAL.question("practices"), group, menu=PACK.menu) == [
        "Alder Surgery, A81001, 8,450 patients",
        "Birch Surgery, A81002, 5,000 patients",
    ]


def test_a_total_with_a_size_that_is_not_known_is_not_known():
    assert total_list_size({"list_size": 8450}) == 8450
    assert total_list_size({}) is None
    assert total_list_size({"practices": [{"list_size": 5}, {"list_size": "lots"}]}) is None
