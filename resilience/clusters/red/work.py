"""Whose turn it is with practices that are red: reviews and steps that are due, and people who are
to be told and heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.clusters.models import (
    Engagement,
    EngagementStep,
    Stabilisation,
    StabilisationStep,
)
from resilience.look import words
from resilience.look.jinja import url


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader, the first due leading, at most so many of each; four queries."""
    plans = reader.may(Right.PLAN_HELP)
    own = reader.may(Right.FILL_IN)
    if plans or own:
        found = [*_to_steady(reader, "organisation", plans=True)] if plans else []
        found += [*_to_steady(reader, "organisation", plans=False)] if own else []
        yield from _heading("stabilisations", "Practices to steady", found, most)
    if plans:
        heard = list(_to_hear(reader))
        yield from _heading("hearings", "People to be told and heard", heard, most)


def _to_steady(reader: Reader, column: str, *, plans: bool) -> Iterator[Waiting]:
    """Plans that run: their steps, and for who plans help the next review."""
    scope = reader.may(Right.PLAN_HELP if plans else Right.FILL_IN)
    running = Stabilisation.objects.filter(scope.within(column), ended=None)
    steps: dict[int, list[StabilisationStep]] = defaultdict(list)
    for step in StabilisationStep.objects.filter(plan__in=running, done=None):
        steps[step.plan_id].append(step)
    for plan in running.select_related("organisation"):
        owed = [(one.what, one.due) for one in steps[plan.pk]]
        if plans:
            owed.append(("Look at the plan again", plan.next_review))
        if owed:
            yield Waiting(
                title=plan.organisation.name,
                address=url("clusters:red", plan.organisation.code, plan.programme),
                stands=f"To be looked at by {words.day(plan.next_review)}.",
                since=plan.opened,
                owed=_owed(owed, reader.day),
            )


def _to_hear(reader: Reader) -> Iterator[Waiting]:
    scope = reader.may(Right.PLAN_HELP)
    running = Engagement.objects.filter(scope.within("organisation"), ended=None)
    steps: dict[int, list[EngagementStep]] = defaultdict(list)
    for step in EngagementStep.objects.filter(engagement__in=running, done=None):
        steps[step.engagement_id].append(step)
    for plan in running.select_related("organisation"):
        if steps[plan.pk]:
            practice = plan.organisation
            yield Waiting(
                title=practice.name,
                address=url("clusters:red_engagement", practice.code, plan.programme, plan.pk),
                stands="Before something is decided.",
                since=plan.at.date(),
                owed=_owed(((one.how, one.due) for one in steps[plan.pk]), reader.day),
            )


def _owed(due: Iterable[tuple[str, date]], today: date) -> tuple[Owed, ...]:
    return tuple(
        Owed(what, day, *(("Late", "red") if day < today else ()))
        for what, day in sorted(due, key=lambda one: (one[1], one[0]))
    )


def _heading(id_: str, title: str, found: list[Waiting], most: int) -> Iterator[Heading]:
    if found:
        first = sorted(found, key=lambda one: (one.owed[0].due or date.max, one.title))
        yield Heading(id_, title, True, len(found), tuple(first[:most]))
