"""Committing money to a practice outside any case, under an agreement that another room keeps, such
as the plan of a cluster (Q7)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.rules import refuse
from resilience.accounts.tiers import Tier
from resilience.funding.actions.promised import promised
from resilience.funding.books.posting import locked_pot
from resilience.funding.models import Commitment, Pot
from resilience.funding.payees import closed
from resilience.funding.promising import Promise, why_not_promise, why_not_spend, why_not_there
from resilience.programmes.local import in_force as pack_in_force


@transaction.atomic
def commit_under(
    *, by: Reader, under: str, pot: Pot, at: datetime, promise: Promise, why: str
) -> Commitment:
    """Commit money of a pot to the practice that is paid, `under` the reference of what bears it.
    The room of that agreement has locked it and looked at whether it bears the money; here is what
    holds for any. Raises Refused with what the pot does not bear."""
    pot = locked_pot(pot)
    day = timezone.localdate(at)
    practice = promise.payee
    refuse(why_not_spend(pot, by) or why_not_there(pot, practice, day))
    refuse(why_not_promise(promise, pack_in_force(pot.programme)))
    refuse(f"{practice.name} has closed, so no money is promised to it." * closed(practice, day))
    return promised(
        promise,
        pot,
        by=by,
        at=at,
        why=why,
        under=under,
        organisation=practice,
        tier=Tier.COMMISSIONER,
        number=Commitment.objects.filter(under=under).count() + 1,
    )
