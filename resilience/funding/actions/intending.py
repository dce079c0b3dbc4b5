"""What the money of a pot is meant for: indicative shares across the categories of intended spend,
talked over with partners, and why it comes otherwise (G4.9, G4.10, G4.11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.funding.actions.moving import said
from resilience.funding.books.posting import locked_pot
from resilience.funding.models import IndicativeShare, Pot, Variance
from resilience.look.words import pounds
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force as pack_in_force

RIGHTS = (Right.KEEP_BOOKS, Right.COMMIT_MONEY)
"""Any of these at the holder allows it."""


def why_not_intend(holder: Organisation, by: Reader) -> str:
    """Why somebody may not say what a holder's money is meant for; empty where they may."""
    if any(by.may(right).holds(holder) for right in RIGHTS):
        return ""
    labels = " or ".join(right.label for right in RIGHTS)
    return f"Only those who {labels} of {holder.name} do this."


@transaction.atomic
def intend(
    *,
    by: Reader,
    pot: Pot,
    seen: int,
    at: datetime,
    shares: Mapping[str, int],
    partners: str,
    reason: str,
) -> IndicativeShare:
    """Say how much of a pot is meant for each category, in pence; together it is all that there is
    to commit. What is said later takes its place, and both stay."""
    pot = locked_pot(pot, seen)
    refuse(why_not_intend(pot.holder, by))
    known = _categories(pot)
    if shares.keys() != known.keys() or any(pence < 0 for pence in shares.values()):
        raise Refused(f"Give a sum for each of: {', '.join(known.values())}.")
    if not pot.available:
        raise Refused("Nothing is allocated yet, so there is nothing to be shared.")
    if sum(shares.values()) != pot.available:
        more = sum(shares.values()) - pot.available
        raise Refused(
            f"Together it is {pounds(abs(more))} {'more' if more > 0 else 'less'} than the "
            f"{pounds(pot.available)} that there is: make it the same."
        )
    made = IndicativeShare.objects.create(
        shares=dict(shares), partners=said(partners), reason=said(reason), **_said(pot, by, at)
    )
    _recorded("intended", pot, by, {"shares": dict(shares)})
    return made


@transaction.atomic
def explain(*, by: Reader, pot: Pot, at: datetime, intended: str, reason: str) -> Variance:
    """Say why what is committed in a category differs from what was meant (G4.10)."""
    pot = locked_pot(pot)
    refuse(why_not_intend(pot.holder, by))
    if intended not in _categories(pot):
        raise Refused("Choose a category of intended spend of the programme.")
    made = Variance.objects.create(intended=intended, reason=said(reason), **_said(pot, by, at))
    _recorded("variance_explained", pot, by, {"intended": intended})
    return made


def _categories(pot: Pot) -> dict[str, str]:
    funding = pack_in_force(pot.programme).funding
    return {one.id: one.title for one in funding.intended} if funding else {}


def _said(pot: Pot, by: Reader, at: datetime) -> dict[str, Any]:
    right = next(one for one in RIGHTS if by.may(one).holds(pot.holder))
    return {
        "pot": pot,
        "at": at,
        "by": by.actor,
        "acting_for": by.acting_for(right, pot.holder_id),
    }


def _recorded(act: str, pot: Pot, by: Reader, after: Mapping[str, Any]) -> None:
    record(
        by=by.actor,
        act=f"funding.{act}",
        subject=pot,
        organisation=pot.holder.code,
        after=dict(after),
    )
