"""A stocktake of the synthetic demonstration: a round of last year with its result, and one that is
open; one practice shares its result with the board."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At
from resilience.clusters.models import Answered, Stocktake
from resilience.clusters.questionnaire.scoring import scores
from resilience.clusters.stocktake.freezing import close_rounds
from resilience.clusters.stocktake.rounds import open_round
from resilience.clusters.stocktake.sharing import share
from resilience.organisations.models import Kind, Organisation
from resilience.organisations.queries import members_of
from resilience.programmes.local import in_force
from resilience.programmes.schema.questionnaire import Questionnaire

AREA = "QZ1"
AGO, LASTED = 260, 40
"""Days since the first round opened, and for how many it was open."""
SKIPPED = 5
"""Every so many practices one does not answer."""


@transaction.atomic
def show(programme: str, today: date, people: dict[Role, User]) -> int:
    """The rounds of the demonstration's board; how many there are. None are added where there are
    some."""
    pack = in_force(programme)
    area = Organisation.objects.filter(code=AREA).first()
    asked, limits = pack.questionnaire, pack.stocktaking
    if area is None or asked is None or limits is None or Stocktake.objects.exists():
        return 0
    runs, at = people[Role.RESILIENCE_LEAD], At(pack, area)
    opens = today - timedelta(days=AGO)
    last_year = _opened(runs, at, f"Stocktake {opens.year}", opens)
    found = Organisation.objects.filter(pk__in=members_of(AREA, opens), kind=Kind.PRACTICE)
    for place, practice in enumerate(found.order_by("code")):
        if place % SKIPPED:
            _answered(practice, programme, asked, last_year, place)
    close_rounds(_morning(last_year.closes + timedelta(days=1)))
    _opened(runs, at, f"Stocktake {today:%B %Y}", today - timedelta(days=3))
    lead = people[Role.PRACTICE_LEAD]
    own = Answered.objects.visible_to(Reader(lead, today)).first()
    if own and own.round:
        share(
            by=Reader(lead, today),
            answered=own,
            whom=runs,
            what="result",
            until=today + timedelta(days=60),
            why="Before we meet about the building.",
            limits=limits,
            now=timezone.now(),
        )
    return Stocktake.objects.count()


def _opened(person: User, at: At, title: str, day: date) -> Stocktake:
    return open_round(
        by=Reader(person, day),
        at=at,
        title=title,
        opens=day,
        closes=day + timedelta(days=LASTED),
        now=_morning(day),
    )


def _answered(
    practice: Organisation, programme: str, asked: Questionnaire, round_: Stocktake, place: int
) -> None:
    """Made-up answers: each practice is strong in something and weak in something else."""
    answers: dict[str, Any] = {}
    for number, question in enumerate(asked.questions):
        if question.required and question.only_if is None and question.choices:
            answers[question.id] = question.choices[(number + place) % len(question.choices)].value
    Answered.objects.create(
        organisation=practice,
        tier=Tier.PRACTICE,
        programme=programme,
        questionnaire=asked.id,
        asked=asked.model_dump(mode="json"),
        answers=answers,
        scores=scores(asked, answers),
        day=round_.opens + timedelta(days=place % LASTED),
        round=round_,
        written_by=f"demonstration {practice.code}",
        written=_morning(round_.opens),
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 40), UTC)
