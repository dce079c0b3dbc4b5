"""Telling practices of the local processes and deadlines of a plan: each once, and a record of
those that have nobody here and were told in another way (G12.2).

The record of acts has numbers only: which practices are helped is for who sees their cases.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.cases.contacts.queries import contact_of
from resilience.look import words
from resilience.notices.actions import tell
from resilience.organisations.models import Kind, Organisation
from resilience.returns.models import DeliveryPlan, PracticesTold, ToldOtherwise
from resilience.returns.plans.addressed import At
from resilience.returns.plans.reaching import Reached, reached
from resilience.returns.plans.rules import not_ahead, plain, why_not_write
from resilience.returns.plans.writing import latest, locked_team

LONGEST_HOW = 300


@transaction.atomic
def tell_practices(*, by: Reader, of: At, seen: str, at: datetime, text: str) -> PracticesTold:
    """Tell the leads of practices, who were not told yet, of the latest plan; `seen` is the mark of
    the preview (`Reached.mark`). Those with nobody here are kept as such."""
    refuse(why_not_write(of.organisation, by))
    locked_team(of.organisation)
    plan = _latest(of)
    refuse(why_not_tell(plan))
    whom = reached(of, plan, timezone.localdate(at))
    if whom.mark != seen:
        raise Refused("Who would be told changed since you opened this page: look again.")
    refuse(why_nobody(whom))
    said = plain(text) if text.strip() else ""
    made = PracticesTold.objects.create(
        plan=plan,
        text=said,
        told=[row.practice for row, _ in whom.now],
        not_reached=[row.practice for row in whom.nobody],
        **_who(by, of, at),
    )
    tell(
        people=[one for _, people in whom.now for one in people],
        subject=subject(of),
        text=message(of, plan, said, timezone.localdate(at)),
        address=reverse("returns:local_deadlines", args=[of.pack.id, of.year.label]),
        once=f"delivery plan {plan.pk}",
    )
    record(
        by=by.actor,
        act="returns.practices_told",
        subject=made,
        organisation=of.organisation.code,
        after={
            "plan": plan.number,
            "told": len(made.told),
            "not_reached": len(made.not_reached),
        },
    )
    return made


@transaction.atomic
def told_otherwise(
    *, by: Reader, of: At, practice: str, at: datetime, day: date, how: str
) -> ToldOtherwise:
    """Keep that a practice with nobody here was told of the latest plan in another way."""
    refuse(why_not_write(of.organisation, by))
    locked_team(of.organisation)
    plan = _latest(of)
    whom = reached(of, plan, timezone.localdate(at))
    if practice not in {row.practice for row in whom.to_tell_otherwise}:
        raise Refused("This practice is not among those that are to be told in another way.")
    not_ahead(day, timezone.localdate(at))
    if day < plan.agreed:
        raise Refused(f"The plan was agreed on {words.day(plan.agreed)}: give a day from then on.")
    made = ToldOtherwise.objects.create(
        plan=plan,
        practice=Organisation.objects.get(code=practice, kind=Kind.PRACTICE),
        day=day,
        how=plain(how, LONGEST_HOW),
        **_who(by, of, at),
    )
    record(
        by=by.actor,
        act="returns.told_otherwise",
        subject=made,
        organisation=of.organisation.code,
        after={"plan": plan.number, "day": day.isoformat()},
    )
    return made


def why_not_tell(plan: DeliveryPlan) -> str:
    """Why practices cannot be told of a plan; empty where they can."""
    return "" if plan.deadlines else "The plan has no local deadlines: add them to it first."


def why_nobody(whom: Reached) -> str:
    """Why there is nobody to be told, nor to be kept as having nobody here; empty where there
    is."""
    if whom.now or {row.practice for row in whom.nobody} - whom.listed:
        return ""
    if whom.before or whom.nobody:
        return "Every practice that has somebody here was told of this plan."
    return "No practice of the area is engaged in the programme or seeks its support."


def subject(of: At) -> str:
    return f"{of.pack.title}: local deadlines of {of.organisation.name}"


def message(of: At, plan: DeliveryPlan, said: str, day: date) -> str:
    """What practices are told: the team's words, each deadline, and whom to ask."""
    contact = contact_of(of.organisation, of.pack, day)
    asked = ", ".join(filter(None, [contact.name, contact.email])) if contact else ""
    parts = [
        f"{of.organisation.name} tells you what is to be done by when in {of.year.label}.",
        said,
        "\n".join(f"By {words.day(due)}: {what}" for due, what in plan.local_deadlines),
        f"Whom to ask: {asked}." if asked else "",
    ]
    return "\n\n".join(filter(None, parts))


def _latest(of: At) -> DeliveryPlan:
    if plan := latest(of):
        return plan
    raise Refused("There is no delivery plan yet: write it first.")


def _who(by: Reader, of: At, at: datetime) -> dict[str, object]:
    acting_for = by.acting_for(Right.WORK_CASES, of.organisation.pk)
    return {"by": by.actor, "acting_for": acting_for, "at": at}
