"""A commissioner's or committee's word on a request (GB4.1, GB4.2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case, SupportStatement
from resilience.cases.rules import may_state_support
from resilience.cases.telling import tell_of
from resilience.organisations.models import Kind, Organisation


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
    said_for: Organisation | None = None,
) -> SupportStatement:
    """Say whether the organisation one acts for supports a request, in place of what it said
    before; the practice is not shown what it said. The texts are those of the programme's form,
    checked against it by the caller. Who acts for several names the one that says it."""
    case = locked(case, seen, by)
    if not may_state_support(case, by):
        raise Refused("You say nothing on this request: it is not open, or not of your area.")
    own = spoken_for(by, case)
    if said_for is None and len(own) > 1:
        raise Refused("Say for which of your organisations you speak.")
    said_for = said_for or own[0]
    if said_for not in own:
        raise Refused(f"You do not speak for {said_for.name} on this request.")
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


def spoken_for(by: Reader, case: Case) -> list[Organisation]:
    """The organisations for which somebody may say whether they support a request, by name: each
    one's own reach covers one of its practices."""
    practices = list(case.practices.values_list("organisation", flat=True))
    scopes = [
        (one, Scope({one.pk: one.code}, one.kind == Kind.NATION, by.day))
        for one in by.may_at(Right.STATE_SUPPORT).order_by("name", "code")
    ]
    return [one for one, scope in scopes if any(map(scope.holds, practices))]
