"""What suppliers deliver, whether that was good, and how they are held to account (D4.3)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.agreements.actions.following import (
    HELPED,
    followed,
    next_number,
    not_ahead,
    noted,
    written,
)
from resilience.agreements.changing.agreed import why_not_yet
from resilience.agreements.models import Deliverable, HeldToAccount, Help, Plan
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.cases.telling import tell_of
from resilience.look import words
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation


@transaction.atomic
def add_deliverable(
    *, by: Reader, case: Case, seen: int, at: datetime, given: Help, what: str, due: date
) -> Deliverable:
    """Agree what the supplier of a piece of help delivers, and by when; the supplier is told."""
    case, plan = followed(case, seen, by)
    if given.plan_id != plan.pk or given.supplier is None:
        raise Refused("Choose help of this plan that a supplier gives.")
    refuse(why_not_yet(given))
    what, number = written(what), next_number(plan.deliverables)
    made = Deliverable.objects.create(plan=plan, number=number, help=given, what=what, due=due)
    noted(case, "deliverable_agreed", by, at, what, deliverable=made.pk)
    _tell_supplier(made, case, by, f"agreed, due on {words.day(due)}")
    return made


@transaction.atomic
def say_delivered(*, by: Reader, deliverable: Deliverable, on: date, at: datetime) -> Deliverable:
    """A supplier, or whoever follows the help, says on which day it was delivered; the team is
    told."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=deliverable.plan.case_id)
    found = Deliverable.objects.select_related("help__supplier").get(pk=deliverable.pk)
    supplier = _speaks_for(by, found)
    team = by.acting_for(Right.PLAN_HELP, case.organisation_id)
    if supplier is None and team is None:
        raise Refused("Only its supplier, or who follows the help, says what was delivered.")
    if case.state not in HELPED:
        raise Refused("The help has ended: nothing more is delivered under it.")
    if found.delivered:
        raise Refused(f"That it was delivered on {words.day(found.delivered)} is on record.")
    not_ahead(on, at)
    found.delivered, found.sent_back = on, ""
    found.save(update_fields=["delivered", "sent_back"])
    event = happen(
        case,
        "delivered",
        by=by,
        at=at,
        acting_for=supplier or team,
        text=found.what,
        deliverable=found.pk,
    )
    tell_of(event, ["team"])
    return found


@transaction.atomic
def accept(*, by: Reader, case: Case, seen: int, at: datetime, number: int) -> None:
    """Accept what was delivered; the supplier is told."""
    case, plan = followed(case, seen, by)
    found = _to_judge(plan, number)
    found.accepted = by.day
    found.save(update_fields=["accepted"])
    noted(case, "deliverable_accepted", by, at, found.what, deliverable=found.pk)
    _tell_supplier(found, case, by, "accepted")


@transaction.atomic
def send_back(*, by: Reader, case: Case, seen: int, at: datetime, number: int, reason: str) -> None:
    """Send back what was delivered, with the reason, which the supplier reads; it is owed again."""
    case, plan = followed(case, seen, by)
    found, reason = _to_judge(plan, number), written(reason)
    before, found.delivered, found.sent_back = found.delivered, None, reason
    found.save(update_fields=["delivered", "sent_back"])
    text = f"{found.what}: {reason}"
    noted(case, "deliverable_sent_back", by, at, text, deliverable=found.pk, delivered=before)
    _tell_supplier(found, case, by, "sent back, with a reason")


@transaction.atomic
def hold_to_account(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    supplier: Organisation,
    deliverable: Deliverable | None,
    what: str,
    outcome: str,
) -> HeldToAccount:
    """Keep that a supplier was asked about what was not done, and what came of it, for those who
    follow the help."""
    case, plan = followed(case, seen, by)
    if not plan.helps.filter(supplier=supplier).exists():
        raise Refused("Choose a supplier of this plan.")
    if deliverable and (deliverable.plan_id, deliverable.help.supplier_id) != (
        plan.pk,
        supplier.pk,
    ):
        raise Refused("That is for another supplier to deliver.")
    what, outcome = written(what), written(outcome) if outcome else ""
    team = by.acting_for(Right.PLAN_HELP, case.organisation_id)
    made = HeldToAccount.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=team,
        supplier=supplier,
        deliverable=deliverable,
        what=what,
        outcome=outcome,
    )
    text = supplier.name
    happen(case, "supplier_asked", by=by, at=at, acting_for=team, text=text, tier=Tier.DELIBERATION)
    return made


def _to_judge(plan: Plan, number: int) -> Deliverable:
    """What a supplier said it delivered, and nobody accepted or sent back yet."""
    found = plan.deliverables.select_related("help__supplier").filter(pk=number).first()
    if found is None:
        raise Refused("It is no longer part of the plan.")
    if found.accepted:
        raise Refused(f"It was accepted on {words.day(found.accepted)}.")
    if found.delivered is None:
        raise Refused("It was not delivered yet, or was sent back.")
    return found


def _speaks_for(by: Reader, deliverable: Deliverable) -> Organisation | None:
    """Its supplier, where somebody speaks for that one."""
    supplier = deliverable.help.supplier
    held = supplier is not None and supplier.pk in by.may(Right.DELIVER).organisations
    return supplier if held else None


def _tell_supplier(deliverable: Deliverable, case: Case, by: Reader, what: str) -> None:
    supplier = deliverable.help.supplier
    if supplier is None:
        return
    found = holders(Right.DELIVER, supplier, by.day)
    people: set[User] = {one for of_it in found.values() for one in of_it}
    tell(
        people=[one for one in people if one.actor != by.actor],
        subject=f"{case.organisation.name}: {what}",
        text=f"Something that you deliver to {case.organisation.name} was {what}. Sign in to read "
        "what it is.",
        address=reverse("agreements:deliverables"),
        once=f"deliverable {deliverable.pk} event {case.version}",
    )
