"""Extending a memorandum, at the body's discretion (D11.1)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.actions.taking import opened, taken
from resilience.agreements.changing.agreed import last_day, must_be_agreed
from resilience.agreements.models import Extension
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import locked
from resilience.cases.models import Case
from resilience.look import words


@transaction.atomic
def extend(
    *, by: Reader, case: Case, seen: int, at: datetime, until: date, reason: str
) -> Extension:
    """Extend the memorandum in force until a later last day: `reason` says why help is still
    needed. The practice is told.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case, reason = locked(case, seen, by), tidied(reason)
    step = opened(case, by, "extend")
    memorandum = must_be_agreed(case)
    if until <= (last := last_day(memorandum)):
        raise Refused(f"It is in force until {words.day(last)} already: choose a later day.")
    refuse(why_not_say(reason, LONGEST))
    made = Extension.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(step.right, case.organisation_id),
        memorandum=memorandum,
        until=until,
        reason=reason,
    )
    taken(case, step, by=by, at=at, text=reason, until=until)
    return made
