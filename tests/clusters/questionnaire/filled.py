"""A practice that fills the questionnaire in, by its acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from resilience.clusters.models import Answered, Stocktake
from resilience.clusters.questionnaire.addressed import Of
from resilience.clusters.questionnaire.filling import begin, save_part
from resilience.clusters.questionnaire.sending import looked_at, send
from resilience.programmes.local import in_force
from tests.clusters.questionnaire.answers import Answers, questionnaire, weakest
from tests.clusters.world import NOW, PROGRAMME, TODAY, organisation, reader

HERE = f"/practices/L81001/questionnaire/{PROGRAMME}/"
WEEK = timedelta(days=7)


def of(name: str = "lead1", code: str = "L81001", programme: str = PROGRAMME) -> Of:
    return Of(reader(name), organisation(code), in_force(programme), questionnaire(programme))


def fill(by: Of, answers: Answers | None = None, at: Any = NOW) -> None:
    """Begin it, and save every part with what some answers have of it."""
    answers = weakest(by.questionnaire) if answers is None else answers
    begun = begin(by=by, at=at)
    for part in by.questionnaire.parts:
        own = {one.id: answers[one.id] for one in part.questions if one.id in answers}
        save_part(by=by, part=part.id, answers=own, seen=begun.version(part.id), at=at)


def sent(by: Of, answers: Answers | None = None, at: Any = NOW) -> Answered:
    fill(by, answers, at)
    begun = by.answering()
    assert begun
    return send(by=by, seen=looked_at(begun), at=at)


def round_of(
    area: str = "QUY", opens: date = TODAY - WEEK, closes: date = TODAY + WEEK
) -> Stocktake:
    return Stocktake.objects.create(
        programme=PROGRAMME,
        area=organisation(area),
        questionnaire=questionnaire().id,
        title="Spring stocktake",
        opens=opens,
        closes=closes,
        at=NOW,
        by="commissioner",
    )
