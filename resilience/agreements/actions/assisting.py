"""Separate agreements on financial assistance, linked to a memorandum, which itself passes no money
(DB1.1, DB1.3, E33)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.actions.taking import BOTH, noting
from resilience.agreements.changing.agreed import effective, must_be_agreed
from resilience.agreements.changing.guards import in_force
from resilience.agreements.models import Assistance
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import locked
from resilience.cases.models import Case
from resilience.look import words
from resilience.look.forms import MOST_PENCE
from resilience.notices.actions import one_line
from resilience.programmes.local import in_force as pack_in_force
from resilience.programmes.schema import Pack

LONGEST_REFERENCE = 100


@dataclass(frozen=True)
class Terms:
    """A separate agreement: its reference, when it was agreed, the amount in pence, what for, the
    criteria of the pack that are met, and the bars of the pack that it falls under."""

    reference: str
    agreed: date
    amount: int
    purpose: str
    criteria: Collection[str]
    barred: Collection[str] = ()


@transaction.atomic
def agree_assistance(
    *, by: Reader, case: Case, seen: int, at: datetime, terms: Terms
) -> Assistance:
    """Record a separate agreement on financial assistance, linked to the memorandum in force. Both
    sides are told."""
    case = locked(case, seen, by)
    refuse(why_not_assist(case, by))
    memorandum, pack = must_be_agreed(case), pack_in_force(case.programme)
    refuse(why_not_terms(terms, pack))
    today = timezone.localdate(at)
    if not effective(memorandum) <= terms.agreed <= today:
        raise Refused(
            f"The memorandum is in force since {words.day(effective(memorandum))}: give a day "
            "from then until today."
        )
    made = Assistance.objects.create(
        organisation=case.organisation,
        tier=case.tier,
        written_by=by.actor,
        written=at,
        case=case,
        memorandum=memorandum,
        reference=one_line(terms.reference),
        agreed=terms.agreed,
        amount=terms.amount,
        purpose=tidied(terms.purpose),
        criteria=sorted(terms.criteria),
    )
    noting(
        case,
        "assistance_agreed",
        by=by,
        at=at,
        assistance=made.pk,
        right=Right.APPROVE_SPENDING,
        tells=BOTH,
        text=made.purpose,
    )
    return made


def why_not_assist(case: Case, by: Reader) -> str:
    """Why somebody may not record financial assistance; empty where they may."""
    if not by.may(Right.APPROVE_SPENDING).holds(case.organisation_id):
        return f"Only those who {Right.APPROVE_SPENDING.label} do this."
    if case.pack.ending is None:
        return f"{case.pack.title} gives no financial assistance."
    if case.state != "supported":
        return "Financial assistance is agreed while a memorandum is in force."
    return in_force(case, by)


def why_not_terms(terms: Terms, pack: Pack) -> str:
    """Why a programme does not bear the terms of an agreement; empty where it does."""
    bars = {one.id: one for one in (pack.planning.bars if pack.planning else ())}
    asked = {one.id for one in (pack.ending.assistance_criteria if pack.ending else ())}
    reference = one_line(terms.reference)
    if not reference or len(reference) > LONGEST_REFERENCE:
        return f"Give the reference of the agreement, in at most {LONGEST_REFERENCE} characters."
    if not 0 < terms.amount <= MOST_PENCE:
        return f"The amount is more than £0 and at most {words.pounds(MOST_PENCE)}."
    if barred := next((bars[one] for one in terms.barred if one in bars), None):
        return barred.why
    if asked - set(terms.criteria):
        return "All of its conditions have to be met: tick each of them, or agree no assistance."
    return why_not_say(tidied(terms.purpose), LONGEST)


@transaction.atomic
def withdraw_assistance(
    *, by: Reader, case: Case, seen: int, at: datetime, assistance: Assistance, reason: str
) -> None:
    """Withdraw financial assistance, with a reason. Both sides are told."""
    case, reason = locked(case, seen, by), tidied(reason)
    if not by.may(Right.APPROVE_SPENDING).holds(case.organisation_id):
        raise Refused(f"Only those who {Right.APPROVE_SPENDING.label} do this.")
    refuse(why_not_say(reason, LONGEST))
    if not assistance.end():
        raise Refused("It was withdrawn already.")
    noting(
        case,
        "assistance_withdrawn",
        by=by,
        at=at,
        assistance=assistance.pk,
        right=Right.APPROVE_SPENDING,
        tells=BOTH,
        text=reason,
    )
