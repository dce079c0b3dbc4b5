"""Complete answers to a pack's questionnaire, and finished questionnaires of practices."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from resilience.accounts.tiers import Tier
from resilience.clusters.models import Answered, Stocktake
from resilience.clusters.questionnaire.scoring import core_questions, scores
from resilience.programmes.answering import asked
from resilience.programmes.packs import load
from resilience.programmes.schema.questionnaire import Questionnaire
from tests.clusters.world import PROGRAMME, TODAY, organisation, user

Answers = dict[str, Any]


def questionnaire(programme: str = PROGRAMME) -> Questionnaire:
    found = load(programme).questionnaire
    assert found
    return found


def weakest(of: Questionnaire) -> Answers:
    """Every core question with its fewest points."""
    return with_points(of, {})


def strongest(of: Questionnaire) -> Answers:
    """Every core question with its most points."""
    return with_points(of, {one.id: one.most or 0 for one in core_questions(of)})


def with_points(of: Questionnaire, wanted: dict[str, int]) -> Answers:
    """Each core question answered with so many points; with none where nothing is said."""
    return {
        one.id: next(c.value for c in one.choices if c.points == wanted.get(one.id, 0))
        for one in core_questions(of)
    }


@st.composite
def complete(draw: st.DrawFn, of: Questionnaire) -> Answers:
    """Any answers that may be sent: every question that is asked of them, each with an answer,
    those that need none perhaps without."""
    answers: Answers = {}
    for question in of.questions:
        if not asked(question, answers):
            continue
        values = st.sampled_from([one.value for one in question.choices])
        several = st.lists(values, min_size=1, unique=True)
        answer = draw(several if question.kind == "choices" else values)
        if question.required or draw(st.booleans()):
            answers[question.id] = answer
    return answers


def answered(
    practice: str,
    answers: Answers | None = None,
    round: Stocktake | None = None,  # noqa: A002
    *,
    programme: str = PROGRAMME,
    day: date = TODAY,
    by: str = "lead1",
) -> Answered:
    """A finished questionnaire of a practice, as if it had been sent; the weakest by itself."""
    of = questionnaire(programme)
    answers = weakest(of) if answers is None else answers
    return Answered.objects.create(
        organisation=organisation(practice),
        tier=Tier.PRACTICE,
        programme=programme,
        questionnaire=of.id,
        asked=of.model_dump(mode="json"),
        answers=answers,
        scores=scores(of, answers),
        day=day,
        round=round,
        written_by=user(by).actor,
    )
