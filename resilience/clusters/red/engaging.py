"""How patients and others are told and heard before something is settled (Q18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.models import Engagement, EngagementStep
from resilience.clusters.red.addressed import Of
from resilience.clusters.red.rules import not_ahead, to_come, unchanged, why_not_steady
from resilience.clusters.red.steadying import locked
from resilience.clusters.red.told import tell_of_engagement
from resilience.clusters.typed import plain
from resilience.look import words
from resilience.programmes.schema.red import Audience

LONGEST_HOW, LONGEST_WHO = 300, 200
MOST_STEPS = 60


@dataclass(frozen=True)
class Meant:
    """Who is told or asked (an audience of the pack), how, by whom (a post), and by when."""

    audience: str
    how: str
    who: str
    due: date


@transaction.atomic
def begin(
    *, by: Reader, of: Of, about: str, aim: str, decision_by: date, at: datetime
) -> Engagement:
    """Begin a plan for an option of the pack that asks for it; the practice reads it."""
    refuse(why_not_steady(of.practice, by))
    option = of.red.option(about)
    if option is None or not option.engages:
        raise Refused("Choose an option before which patients are told and heard.")
    to_come(decision_by, by.day, "The day of the decision")
    locked(of.practice)
    same = Engagement.objects.filter(
        organisation=of.practice, programme=of.pack.id, about=about, ended=None
    )
    if same.exists():
        raise Refused("There is a plan for this option already: go on with that one.")
    made = Engagement.objects.create(
        organisation=of.practice,
        tier=Tier.COMMISSIONER,
        programme=of.pack.id,
        about=about,
        aim=plain(aim),
        decision_by=decision_by,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.PLAN_HELP, of.practice.pk),
    )
    _record(by, "engagement.begun", made, {"about": about, "decision_by": decision_by.isoformat()})
    tell_of_engagement(made, by.day)
    return made


@transaction.atomic
def add_step(*, by: Reader, of: Of, engagement: int, meant: Meant) -> EngagementStep:
    """Plan how one audience is told and heard; before the decision, or it is no hearing."""
    refuse(why_not_steady(of.practice, by))
    made = _locked(of, engagement)
    if of.red.audience(meant.audience) is None:
        raise Refused("Choose one of the programme's audiences.")
    if made.steps.count() >= MOST_STEPS:
        raise Refused(f"A plan has at most {MOST_STEPS} steps: put some together.")
    to_come(meant.due, by.day, "This")
    if made.decision_by and meant.due >= made.decision_by:
        raise Refused(
            f"Something is decided on {words.day(made.decision_by)}: people are heard before."
        )
    step = made.steps.create(
        audience=meant.audience,
        how=plain(meant.how, LONGEST_HOW),
        who=plain(meant.who, LONGEST_WHO),
        due=meant.due,
    )
    _record(by, "engagement.step_added", made, {"step": step.pk, "audience": meant.audience})
    return step


@transaction.atomic
def finish_step(*, by: Reader, of: Of, engagement: int, step: int, done: date, heard: str) -> None:
    """Say that it was done, and what was heard."""
    refuse(why_not_steady(of.practice, by))
    made = _locked(of, engagement)
    found = made.steps.filter(pk=step).first()
    if found is None or found.done:
        raise Refused("That this was done was said already.")
    not_ahead(done, by.day)
    found.done, found.heard = done, plain(heard)
    found.save(update_fields=["done", "heard"])
    _record(by, "engagement.step_done", made, {"step": found.pk, "done": done.isoformat()})


@transaction.atomic
def end(*, by: Reader, of: Of, engagement: int, seen: int, outcome: str) -> None:
    """End a plan with what was heard in all, and what it changes."""
    refuse(why_not_steady(of.practice, by))
    made = _locked(of, engagement)
    unchanged(made.version, seen)
    made.ended, made.outcome, made.version = by.day, plain(outcome), made.version + 1
    made.save(update_fields=["ended", "outcome", "version"])
    _record(by, "engagement.ended", made, {"ended": made.ended.isoformat()})


def gaps(of: Of, made: Engagement) -> list[Audience]:
    """The audiences of the pack that the plan has nothing for."""
    planned = {one.audience for one in made.steps.all()}
    return [one for one in of.red.audiences if one.id not in planned]


def at_latest(audience: Audience, made: Engagement) -> date | None:
    """The day by which an audience is told and asked, so that there is time to answer."""
    if made.decision_by is None:
        return None
    return made.decision_by - timedelta(days=audience.before_days)


def _locked(of: Of, pk: int) -> Engagement:
    every = Engagement.objects.select_for_update(of=("self",))
    made = every.filter(pk=pk, organisation=of.practice).first()
    if made is None or made.ended:
        raise Refused("This plan ended: begin another.")
    return made


def _record(by: Reader, act: str, made: Engagement, after: dict[str, object]) -> None:
    record(by=by.actor, act=act, subject=made, organisation=made.organisation.code, after=after)
