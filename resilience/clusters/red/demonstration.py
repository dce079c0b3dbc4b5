"""A practice of the synthetic demonstration that is red: steadied, its options weighed, and where
its patients would go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role
from resilience.clusters.models import Appraisal, Stabilisation
from resilience.clusters.red import appraising, steadying
from resilience.clusters.red.addressed import Of
from resilience.clusters.red.asking import assumed_by
from resilience.clusters.red.keeping import simulate
from resilience.clusters.red.near import around
from resilience.clusters.red.steadying import Step
from resilience.programmes.local import in_force
from resilience.screening.status import PracticeStatus

BEGAN, REVIEWED, WEIGHED = 20, 6, 5
"""Days ago."""
AIM = "The doors stay open every day until a lasting answer is found, and no result waits a week."
FOUND = "Two locums stay for a month. Letters of the last fortnight are read; older ones are not."
QUESTION = "Two of three partners retire in autumn. Who cares for the patients from then on?"
WEIGHED_AS = {
    "package": ((2, 5, 4, 3, 2, 2, 4, 2), "It helps only as long as partners are found."),
    "merger": ((4, 4, 4, 4, 4, 3, 3, 3), "A neighbour asked, and the staff would stay."),
}
"""Scores by criterion, in their order, and why; the other options are still to be weighed."""


@transaction.atomic
def show(programme: str, today: date, people: Mapping[Role, User]) -> int:
    """A plan, a review, an appraisal that is begun and a simulation for a practice that people
    called red; how many practices. None where there are some, or none is red."""
    pack, lead = in_force(programme), people[Role.RESILIENCE_LEAD]
    if pack.red is None or Stabilisation.objects.exists():
        return 0
    within = Reader(lead, today).may(Right.PLAN_HELP).within("organisation")
    red = PracticeStatus.objects.in_force().filter(within, programme=programme, status="red")
    status = red.order_by("organisation__code").first()
    if status is None:
        return 0
    of = Of(pack, pack.red, status.organisation)
    steps = [
        Step(one.title, "practice manager", today - timedelta(days=BEGAN - one.within_days))
        for one in pack.red.stabilising.steps
    ]
    plan = steadying.open_plan(**_by(lead, today, BEGAN), of=of, aim=AIM, steps=steps)
    for step in plan.steps.order_by("due")[:3]:
        done = today - timedelta(days=REVIEWED)
        steadying.finish_step(by=Reader(lead, done), of=of, step=step.pk, done=done, note="")
    steadying.review(
        **_by(lead, today, REVIEWED),
        of=of,
        seen=0,
        found=FOUND,
        next_review=today + timedelta(days=1),
    )
    _weigh(of, lead, today)
    return 1


def _weigh(of: Of, lead: User, today: date) -> None:
    made = appraising.open_appraisal(**_by(lead, today, WEIGHED), of=of, question=QUESTION)
    for option, (scores, why) in WEIGHED_AS.items():
        if of.red.option(option) and len(of.red.criteria) == len(scores):
            made = appraising.score(
                by=Reader(lead, today - timedelta(days=WEIGHED)),
                of=of,
                appraisal=made.pk,
                seen=made.version,
                option=option,
                scores={
                    one.id: (score, why) for one, score in zip(of.red.criteria, scores, strict=True)
                },
            )
    _simulate(of, made, lead, today)


def _simulate(of: Of, made: Appraisal, lead: User, today: date) -> None:
    """Where its patients would go, if places and lists are loaded."""
    if of.red.dispersing is None:
        return
    usual, told = assumed_by(of.red.dispersing), _by(lead, today, WEIGHED)
    found = around(of.practice, told["by"].day, usual.farthest_km, usual.most_practices)
    closed = [one.practice.code for one in found.near if one.list_closed]
    if not found.why_not and len(closed) < len(found.near) - len(found.unlisted):
        simulate(
            **told,
            of=of,
            appraisal=made,
            around=found,
            assumed=usual,
            leave_out=closed,
            title="As things stand",
        )


def _by(lead: User, today: date, ago: int) -> dict[str, Any]:
    day = today - timedelta(days=ago)
    return {"by": Reader(lead, day), "at": datetime.combine(day, time(10, 20), UTC)}
