"""The plan that steadies a practice: opened, looked at every few days, ended with an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.models import Stabilisation, StabilisationReview, StabilisationStep
from resilience.clusters.red.addressed import Of, stabilisation_of, steadied
from resilience.clusters.red.rules import (
    not_ahead,
    to_come,
    unchanged,
    why_not_steady,
    why_not_tick,
)
from resilience.clusters.red.told import tell_of_end, tell_of_plan
from resilience.clusters.typed import plain
from resilience.organisations.models import Organisation

LONGEST_WHAT, LONGEST_WHO = 300, 200
MOST_STEPS = 40


@dataclass(frozen=True)
class Step:
    """What steadies a practice, by whom (a post), and by when."""

    what: str
    who: str
    due: date


@transaction.atomic
def open_plan(
    *, by: Reader, of: Of, aim: str, steps: Sequence[Step], at: datetime
) -> Stabilisation:
    """Open a plan with its first steps; it is looked at again after the days of the programme."""
    refuse(why_not_steady(of.practice, by))
    locked(of.practice)
    if stabilisation_of(of):
        raise Refused("There is a plan to steady this practice already: go on with that one.")
    plan = Stabilisation.objects.create(
        organisation=of.practice,
        tier=Tier.COMMISSIONER,
        programme=of.pack.id,
        opened=by.day,
        aim=plain(aim),
        next_review=by.day + timedelta(days=of.red.stabilising.review_days),
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.PLAN_HELP, of.practice.pk),
    )
    for one in steps:
        _add(plan, one, by.day)
    _record(by, "stabilisation.opened", plan, {"steps": len(steps)})
    tell_of_plan(plan, by.day)
    return plan


@transaction.atomic
def add_step(*, by: Reader, of: Of, step: Step) -> StabilisationStep:
    """Add a step to the plan that runs."""
    refuse(why_not_steady(of.practice, by))
    locked(of.practice)
    plan = steadied(of)
    if plan.steps.count() >= MOST_STEPS:
        raise Refused(f"A plan has at most {MOST_STEPS} steps: put some together.")
    made = _add(plan, step, by.day)
    _record(by, "stabilisation.step_added", plan, {"step": made.pk})
    return made


@transaction.atomic
def finish_step(*, by: Reader, of: Of, step: int, done: date, note: str) -> None:
    """Say that a step was done; the practice's own people may."""
    refuse(why_not_tick(of.practice, by))
    locked(of.practice)
    plan = steadied(of)
    found = plan.steps.filter(pk=step).first()
    if found is None or found.done:
        raise Refused("That this step is done was said already.")
    not_ahead(done, by.day)
    found.done, found.note = done, plain(note) if note.strip() else ""
    found.save(update_fields=["done", "note"])
    _record(by, "stabilisation.step_done", plan, {"step": found.pk, "done": done.isoformat()})


@transaction.atomic
def review(
    *, by: Reader, of: Of, seen: int, found: str, next_review: date, at: datetime
) -> StabilisationReview:
    """Keep that the plan was looked at, what was found, and when it is looked at next."""
    refuse(why_not_steady(of.practice, by))
    locked(of.practice)
    plan = steadied(of)
    unchanged(plan.version, seen)
    latest = by.day + timedelta(days=2 * of.red.stabilising.review_days)
    if not by.day < next_review <= latest:
        raise Refused(
            f"A plan is looked at every {of.red.stabilising.review_days} days: give a next day "
            f"after today and within {2 * of.red.stabilising.review_days} days."
        )
    made = plan.reviews.create(
        day=by.day,
        found=plain(found),
        next_review=next_review,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.PLAN_HELP, of.practice.pk),
    )
    plan.next_review, plan.version = next_review, plan.version + 1
    plan.save(update_fields=["next_review", "version"])
    _record(by, "stabilisation.reviewed", plan, {"next_review": next_review.isoformat()})
    return made


@transaction.atomic
def end_plan(*, by: Reader, of: Of, seen: int, outcome: str) -> None:
    """End the plan with what came of it; steps not done stand as they are."""
    refuse(why_not_steady(of.practice, by))
    locked(of.practice)
    plan = steadied(of)
    unchanged(plan.version, seen)
    plan.ended, plan.outcome, plan.version = by.day, plain(outcome), plan.version + 1
    plan.save(update_fields=["ended", "outcome", "version"])
    _record(by, "stabilisation.ended", plan, {"ended": plan.ended.isoformat()})
    tell_of_end(plan, by.day)


def locked(practice: Organisation) -> None:
    """One at a time acts for a practice, until the transaction ends."""
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=practice.pk))


def _add(plan: Stabilisation, one: Step, today: date) -> StabilisationStep:
    to_come(one.due, today, f"“{one.what}”")
    return StabilisationStep.objects.create(
        plan=plan,
        what=plain(one.what, LONGEST_WHAT),
        who=plain(one.who, LONGEST_WHO),
        due=one.due,
    )


def _record(by: Reader, act: str, plan: Stabilisation, after: dict[str, object]) -> None:
    record(by=by.actor, act=act, subject=plan, organisation=plan.organisation.code, after=after)
