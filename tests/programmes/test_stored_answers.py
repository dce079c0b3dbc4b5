"""Stored answers: what stands between them and sending them, and how they read."""

from __future__ import annotations

import pytest

from resilience.programmes.answering import problems, said, total_list_size
from tests.programmes.sending import GROUP, PACK, REFERRAL, WHOLE, sent


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
    assert total_list_size({"practices": [{"list_size": 5}, "no row"]}) is None
