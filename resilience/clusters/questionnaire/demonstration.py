"""A practice of the synthetic demonstration that answered twice and has begun again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from typing import Any

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role
from resilience.clusters.models import Answering
from resilience.clusters.questionnaire.addressed import Of
from resilience.clusters.questionnaire.filling import begin, save_part
from resilience.clusters.questionnaire.scoring import core_of
from resilience.clusters.questionnaire.sending import looked_at, send
from resilience.programmes.local import in_force
from resilience.programmes.schema.questionnaire import QuestionnaireDomain

WEAKER = {400: {"workforce", "access", "finance"}, 30: {"workforce", "technology"}, 1: {"finance"}}
"""Days ago on which it was answered, and the domains in which less was in place then."""
BEGUN = 3
"""Parts that are answered of the one that was begun last."""


@transaction.atomic
def show(programme: str, today: date, people: dict[Role, User]) -> int:
    """Two finished questionnaires of the practice of the demonstration, and one that it fills in;
    how many there are. None are added where one is filled in."""
    pack, lead = in_force(programme), people[Role.PRACTICE_LEAD]
    practice = Reader(lead, today).may_at(Right.REFER).first()
    asked = pack.questionnaire
    if asked is None or practice is None or Answering.objects.exists():
        return 0
    for ago, weaker in WEAKER.items():
        day = today - timedelta(days=ago)
        by, at = Of(Reader(lead, day), practice, pack, asked), datetime.combine(day, time(13), UTC)
        _answer(by, at, asked.parts if ago > 1 else asked.parts[:BEGUN], weaker)
        if ago > 1 and (filled := by.answering()):
            send(by=by, seen=looked_at(filled), at=at)
    return len(WEAKER)


def _answer(
    by: Of, at: datetime, parts: Collection[QuestionnaireDomain], weaker: Collection[str]
) -> None:
    begun = begin(by=by, at=at)
    for part in parts:
        answers = _answers(part, part.id in weaker)
        begun = save_part(by=by, part=part.id, answers=answers, seen=begun.version(part.id), at=at)


def _answers(part: QuestionnaireDomain, weak: bool) -> dict[str, Any]:
    """Answers of different strength to the core questions of a domain."""
    wanted = cycle((1, 0, 1, 2) if weak else (3, 2, 3, 1))
    return {
        one.id: next(c.value for c in one.choices if c.points == min(points, one.most or 0))
        for one, points in zip(core_of(part), wanted, strict=False)
    }
