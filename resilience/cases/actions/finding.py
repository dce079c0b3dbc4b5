"""Finding a practice that did not ask: by the local team, or by a concern of others (G8.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.beginning import begin, why_not_begin
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.cases.telling import tell_of
from resilience.organisations.models import Organisation


@transaction.atomic
def flag(
    *,
    by: Reader,
    practices: Sequence[Organisation],
    programme: str,
    route: str,
    why: str,
    at: datetime,
) -> Case:
    """Find practices, the first of them leading, that may need help though they did not ask.
    They know nothing of it until they are offered help."""
    return _find(by, Right.WORK_CASES, practices, programme, route, why, at)


@transaction.atomic
def raise_concern(
    *, by: Reader, practice: Organisation, programme: str, why: str, at: datetime
) -> Case:
    """Ask the local team to look at a practice (GC6); the team is told, the practice is not."""
    return _find(by, Right.RAISE_CONCERN, [practice], programme, Case.Route.CONCERN, why, at)


def _find(
    by: Reader,
    right: Right,
    practices: Sequence[Organisation],
    programme: str,
    route: str,
    why: str,
    at: datetime,
) -> Case:
    why = tidied(why)
    for practice in _locked(practices):
        if not by.may(right).holds(practice):
            raise Refused(f"You do not {right.label} in the area of {practice.name}.")
        refuse(why_not_begin(by, practice, programme))
    refuse(why_not_say(why, LONGEST))
    acting_for = by.acting_for(right, practices[0].pk)
    case = begin(
        programme=programme,
        practices=practices,
        route=route,
        state="flagged",
        tier=Tier.DELIBERATION,
        at=at,
        raised_for=acting_for if right == Right.RAISE_CONCERN else None,
    )
    event = happen(
        case,
        "flagged",
        by=by,
        at=at,
        acting_for=acting_for,
        text=why,
        tier=Tier.DELIBERATION,
        to="flagged",
        route=route,
    )
    tell_of(event, ["team"])
    return case


def _locked(practices: Sequence[Organisation]) -> list[Organisation]:
    """The practices, of which nobody else finds one until the transaction ends: of two who find
    the same one at once the second is told of the first one's case."""
    wanted = [one.pk for one in practices]
    return list(Organisation.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
