"""Committing money to somebody who helps several practices, such as their CCG: each still has its
own memorandum, and its own commitment under that (G12.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.agreements.models import BusinessCase
from resilience.cases.models import Case
from resilience.funding.actions.committing import commit
from resilience.funding.models import Commitment, Pot
from resilience.funding.promising import Promise


@dataclass(frozen=True)
class Share:
    """What one case is to have of it: pence, the version of the case that was looked at, and the
    business case that covers it, where there is one."""

    case: Case
    seen: int
    pence: int
    business_case: BusinessCase | None = None


@transaction.atomic
def commit_for_several(
    *,
    by: Reader,
    pot: Pot,
    at: datetime,
    shares: Sequence[Share],
    promise: Promise,
    why: str,
) -> list[Commitment]:
    """Commit money of a pot to the help of several cases, all of it or none. The one part of
    `promise` says when and after what each is paid; its sum is that of each share. Raises Refused
    with each case that stops it and why."""
    if not shares:
        raise Refused("Give a sum for at least one practice.")
    (part,) = promise.parts
    # All cases before the pot, each in its turn, so that nobody waits for who waits for them.
    keys = [one.case.pk for one in shares]
    list(Case.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    made, stopped = [], []
    for one in shares:
        parts = [replace(part, pence=one.pence)]
        own = replace(promise, parts=parts, business_case=one.business_case)
        try:
            with transaction.atomic():
                made.append(
                    commit(
                        by=by,
                        case=one.case,
                        pot=pot,
                        seen=one.seen,
                        at=at,
                        promise=own,
                        why=why,
                    )
                )
        except Refused as refused:
            stopped.append(f"{one.case.reference}, {one.case.organisation.name}: {refused}")
    if stopped:
        raise Refused("Nothing was committed. " + " ".join(stopped))
    return made
