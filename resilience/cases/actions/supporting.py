"""A commissioner's or committee's word on a request (GB4.1, GB4.2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case, CasePractice, SupportStatement
from resilience.cases.rules import may_state_support
from resilience.cases.telling import tell_of
from resilience.organisations.models import Organisation


@transaction.atomic
def state_support(
    *,
    by: Reader,
    case: Case,
    supports: str,
    statement: str,
    priority: str,
    seen: int,
    at: datetime,
) -> SupportStatement:
    """Say whether the organisation one acts for supports a request, in place of what it said
    before; the practice is not shown what it said. The texts are those of the programme's form,
    checked against it by the caller."""
    case = locked(case, seen, by)
    if not may_state_support(case, by):
        raise Refused("You say nothing on this request: it is not open, or not of your area.")
    said_for = _acting_for(by, case)
    before = case.statements.in_force().filter(said_for=said_for).first()
    if before:
        before.end()
    added = SupportStatement.objects.create(
        organisation=case.organisation,
        tier=Tier.DELIBERATION,
        case=case,
        said_for=said_for,
        supports=supports,
        statement=statement,
        priority=priority,
        written_by=by.actor,
        written=at,
    )
    event = happen(case, "support_stated", by=by, at=at, acting_for=said_for, supports=supports)
    tell_of(event, ["team"])
    return added


def _acting_for(by: Reader, case: Case) -> Organisation:
    practices = CasePractice.objects.filter(case=case).values_list("organisation", flat=True)
    found = (by.acting_for(Right.STATE_SUPPORT, practice) for practice in practices)
    return next(one for one in found if one is not None)
