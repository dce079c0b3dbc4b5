"""Taking a step with a case, and giving it to somebody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case, CaseEvent
from resilience.cases.rules import why_not
from resilience.cases.steps import STEPS
from resilience.cases.telling import tell_of


@transaction.atomic
def take(
    *, by: Reader, case: Case, step: str, seen: int, at: datetime, text: str = ""
) -> CaseEvent:
    """Take a step of the table with a case as somebody saw it (its version `seen`).

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case, asked, text = locked(case, seen, by), STEPS[step], tidied(text)
    refuse(why_not(asked, case, by))
    refuse(f"“{asked.title}” has a page of its own." if asked.page else "")
    if asked.needs_words or text:
        refuse(why_not_say(text, LONGEST))
    if step == "offer":
        case.tier = Tier.COMMISSIONER
    event = happen(
        case,
        asked.event,
        by=by,
        at=at,
        acting_for=by.acting_for(asked.right, case.organisation_id),
        text=text,
        tier=Tier.DELIBERATION if asked.confidential else Tier.COMMISSIONER,
        to=asked.to,
    )
    tell_of(event, asked.tells)
    return event


@transaction.atomic
def hand_over(*, by: Reader, case: Case, to: User, seen: int, at: datetime) -> CaseEvent:
    """Give a case to somebody who may answer it; they are told."""
    case = locked(case, seen, by)
    if not by.may(Right.WORK_CASES).holds(case.organisation_id):
        raise Refused("Only those who answer requests in this area give a case to somebody.")
    if not case.is_open:
        raise Refused("The case is closed: open it again first.")
    able = holders(Right.WORK_CASES, case.organisation, by.day)
    if to not in {person for people in able.values() for person in people}:
        raise Refused(f"{to.name} does not answer requests for help in this area.")
    case.handler = to
    event = happen(
        case,
        "handed_over",
        by=by,
        at=at,
        acting_for=by.acting_for(Right.WORK_CASES, case.organisation_id),
        tier=Tier.DELIBERATION if case.tier == Tier.DELIBERATION else Tier.COMMISSIONER,
        to_person=to.actor,
    )
    tell_of(event, ["team"])
    return event
