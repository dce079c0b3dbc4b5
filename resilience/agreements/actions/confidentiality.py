"""That a practice and its supplier have a confidentiality agreement, and nothing else of it
(D10.1)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.actions.taking import BOTH, noting
from resilience.agreements.changing.agreed import agreed
from resilience.agreements.models import Confidentiality, Help, plan_of
from resilience.cases.happening import locked
from resilience.cases.models import Case
from resilience.organisations.models import Organisation

NOTES_IT = (Right.REFER, Right.PLAN_HELP)


@transaction.atomic
def note_confidentiality(
    *, by: Reader, case: Case, seen: int, at: datetime, supplier: Organisation, dated: date
) -> Confidentiality:
    """Note that the practice and a supplier of its plan have a confidentiality agreement: that it
    is there and its date. Both sides are told.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case = locked(case, seen, by)
    refuse(why_not_note_confidentiality(case, by))
    if supplier not in suppliers_of(case):
        raise Refused("The plan names no such supplier.")
    if dated > timezone.localdate(at):
        raise Refused("Give the date of the agreement: it is not ahead.")
    right = next(one for one in NOTES_IT if by.may(one).holds(case.organisation_id))
    made = Confidentiality.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(right, case.organisation_id),
        supplier=supplier,
        dated=dated,
    )
    noting(
        case, "confidentiality_noted", by=by, at=at, supplier=supplier.code, right=right, tells=BOTH
    )
    return made


def why_not_note_confidentiality(case: Case, by: Reader) -> str:
    """Why somebody may not note a confidentiality agreement; empty where they may."""
    if not any(by.may(one).holds(case.organisation_id) for one in NOTES_IT):
        return "Only the practice lead and those who write improvement plans do this."
    if not case.is_open or agreed(case) is None:
        return "It is noted once a memorandum is signed by both sides."
    return "" if suppliers_of(case) else "The plan names no supplier."


def suppliers_of(case: Case) -> list[Organisation]:
    """The suppliers that the plan of a case names, by name."""
    helps = Help.objects.filter(plan=plan_of(case), supplier__isnull=False)
    found = Organisation.objects.filter(pk__in=helps.values("supplier"))
    return list(found.order_by("name", "code"))
