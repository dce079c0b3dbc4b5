"""What answers add up to, against an oracle that reads the plain tables of the pack."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.clusters.questionnaire.scoring import band_of, core_questions, points, scores
from resilience.programmes import packs
from tests.clusters.questionnaire.answers import complete, strongest, weakest, with_points
from tests.clusters.world import PROGRAMME

QUESTIONNAIRES = {name: packs.load(name).questionnaire for name in packs.available()}
QUESTIONNAIRE = QUESTIONNAIRES[PROGRAMME]
DOMAINS = ("safety", "workforce", "access", "efficiency", "finance", "premises", "technology")
WORDS_A_MINUTE = 238
"""Adults reading English prose to themselves (Brysbaert 2019, a review of 190 studies)."""
SECONDS_AN_ANSWER = 6
"""To weigh the answers and press one of them."""
SECONDS_A_PAGE = 10
"""To find one's way on it, and to send it."""


@pytest.mark.parametrize("of", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_every_pack_asks_about_the_seven_domains_and_scores_four_questions_in_each(of):
    assert tuple(part.id for part in of.parts) == DOMAINS
    assert all(sum(one.core for one in part.questions) == 4 for part in of.parts)
    assert len(of.questions) <= 40


@pytest.mark.parametrize("of", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_with_every_question_it_takes_no_longer_than_it_says(of):
    texts = [of.about]
    for part in of.parts:
        texts += [part.title, part.about]
        for one in part.questions:
            texts += [one.label, one.hint, *(f"{c.label} {c.hint}" for c in one.choices)]
    words = sum(len(text.split()) for text in texts)
    seconds = words * 60 / WORDS_A_MINUTE
    seconds += len(of.questions) * SECONDS_AN_ANSWER + (len(of.parts) + 2) * SECONDS_A_PAGE
    assert seconds / 60 <= of.minutes


@pytest.mark.parametrize("of", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_whatever_is_answered_weakly_something_can_be_done_about_it(of):
    brought = {(one.question, answer) for one in of.suggestions for answer in one.answers}
    for question in core_questions(of):
        for choice in question.choices:
            assert (choice.points <= 1) == ((question.id, choice.value) in brought)


def naive(pack: str, answers: dict[str, Any]) -> dict[str, tuple[int, int]]:
    found = {}
    for part in packs.tables(pack)["questionnaire"]["parts"]:
        got = most = 0
        for question in part["questions"]:
            for choice in question["choices"]:
                if "points" in choice and answers.get(question["id"]) == choice["value"]:
                    got += choice["points"]
                    most += max(other["points"] for other in question["choices"])
        found[part["id"]] = (got, most)
    return found


@given(answers=complete(QUESTIONNAIRE), left_out=st.sets(st.sampled_from(QUESTIONNAIRE.questions)))
def test_the_points_of_a_domain_are_those_of_what_was_answered_in_it(answers, left_out):
    kept = {name: value for name, value in answers.items() if name not in {q.id for q in left_out}}
    found = {
        name: (one["points"], one["most"]) for name, one in scores(QUESTIONNAIRE, kept).items()
    }
    assert found == naive(PROGRAMME, kept)


def test_what_is_not_answered_counts_neither_as_nought_nor_as_full():
    of = QUESTIONNAIRE
    assert scores(of, {}) == {name: {"points": 0, "most": 0} for name in DOMAINS}
    assert points(of, {"safety_learning": "nobody answers this"}) == {}
    assert band_of(of, 0, 0) is None


def test_the_weakest_and_the_strongest_answers():
    of = QUESTIONNAIRE
    assert {one["points"] for one in scores(of, weakest(of)).values()} == {0}
    assert all(one["points"] == one["most"] == 12 for one in scores(of, strongest(of)).values())


@given(
    st.dictionaries(
        st.sampled_from([q.id for q in core_questions(QUESTIONNAIRE)]), st.integers(0, 3)
    )
)
def test_every_number_of_points_can_be_answered(wanted):
    found = points(QUESTIONNAIRE, with_points(QUESTIONNAIRE, wanted))
    assert found == {one.id: wanted.get(one.id, 0) for one in core_questions(QUESTIONNAIRE)}


@pytest.mark.parametrize(
    "got, band",
    [
        (0, "attention"),
        (39, "attention"),
        (40, "watch"),
        (69, "watch"),
        (70, "steady"),
        (100, "steady"),
    ],
)
def test_a_band_begins_where_the_one_before_it_ends(got, band):
    assert band_of(QUESTIONNAIRE, got, 100).id == band
