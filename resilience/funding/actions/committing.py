"""Committing money to help that was agreed, and changing what was committed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.changing.agreed import agreed
from resilience.cases.happening import locked
from resilience.cases.models import Case
from resilience.funding.actions.moving import locked_case, moved, said
from resilience.funding.actions.promised import promised
from resilience.funding.books.posting import Line, locked_pot
from resilience.funding.gates import Proposal, raising, why_barred, why_shut
from resilience.funding.models import Commitment, Entry, Pot, Stage
from resilience.funding.payees import helps_of, why_not_payee
from resilience.funding.promising import (
    PartOf,
    Promise,
    why_not_beside,
    why_not_of,
    why_not_promise,
    why_not_spend,
)
from resilience.funding.rules import why_not_for
from resilience.funding.years import Year
from resilience.look import words
from resilience.look.forms import MOST_PENCE
from resilience.programmes.local import in_force as pack_in_force

__all__ = ["PartOf", "Promise", "commit", "vary_commitment"]


@transaction.atomic
def commit(
    *, by: Reader, case: Case, pot: Pot, seen: int, at: datetime, promise: Promise, why: str
) -> Commitment:
    """Commit money of a pot to the help of a case. Raises Refused with the gates that stop it and
    what opens them, or with what the pot does not bear."""
    case = locked(case, seen, by)
    pot = locked_pot(pot)
    pack, day = pack_in_force(case.programme), timezone.localdate(at)
    refuse(why_not_for(Right.COMMIT_MONEY, case, by) or why_not_spend(pot, by))
    refuse(why_not_of(pot, case, day) or why_not_promise(promise, pack))
    refuse(why_not_beside(promise, case))
    # As they stand under the lock of the case, whatever the caller read before.
    for beside in filter(None, (promise.assistance, promise.business_case)):
        beside.refresh_from_db()
    memorandum = agreed(case)
    proposal = Proposal(
        case=case,
        memorandum=memorandum,
        category=promise.category,
        route=promise.route,
        payee=promise.payee,
        pence=promise.pence,
        day=day,
        assistance=promise.assistance,
        business_case=promise.business_case,
    )
    refuse(why_barred(pack, promise.yes) or why_shut(pack, proposal))
    if memorandum is None:  # a pack without that gate still commits nothing without one (G12.9)
        raise Refused("No memorandum that both sides signed bears this money: sign one first.")
    helps = [one for one in helps_of(memorandum) if one.kind == (promise.category, promise.route)]
    refuse(why_not_payee(promise.payee, helps, case, pack, day))
    return promised(
        promise,
        pot,
        by=by,
        at=at,
        why=why,
        case=case,
        memorandum=memorandum,
        organisation=case.organisation,
        tier=case.tier,
        number=case.commitments.count() + 1,
    )


@transaction.atomic
def vary_commitment(
    *,
    by: Reader,
    commitment: Commitment,
    stage: Stage,
    seen: int | None,
    at: datetime,
    pence: int,
    why: str,
) -> Entry:
    """Change what is committed in a part to a new sum, in pence: what is raised passes the gates
    anew, what is lowered is never below what is invoiced. What it is for stays, and so do the
    answers that were given of it. `seen` is the version of its case; for a commitment that has
    none, its room asks, and looks at what bears more."""
    case = locked_case(commitment, seen, by)
    pot = locked_pot(commitment.pot_id)
    day = timezone.localdate(at)
    refuse(why_not_for(Right.COMMIT_MONEY, commitment, by))
    stage = Stage.objects.get(pk=stage.pk, commitment=commitment)
    commitment.refresh_from_db()
    change = pence - stage.pence
    if change == 0:
        raise Refused(f"{words.pounds(pence)} is what is committed now: give another sum.")
    if not 0 <= pence <= MOST_PENCE:
        raise Refused(f"Give a sum from £0 to {words.pounds(MOST_PENCE)}.")
    if change > 0:
        refuse(why_not_spend(pot, by))
        if case is not None:
            refuse(why_not_raise(commitment, case, change, day))
    else:  # once the year is over, what is not needed is let go as at its last day
        day = min(day, Year.called(pot.year).ends)
    line = Line(
        kind=Entry.Kind.VARIATION,
        pence=change,
        day=day,
        why=said(why),
        commitment=commitment,
        stage=stage,
    )
    right = Right.COMMIT_MONEY
    (made,) = moved(
        case, pot, [line], "commitment_varied", of=commitment, by=by, at=at, right=right
    )
    return made


def why_not_raise(commitment: Commitment, case: Case, pence: int, day: date) -> str:
    """Why a commitment of a case is not raised by so many pence on a day: what is raised passes the
    gates as what is committed anew does."""
    pack, proposal = pack_in_force(case.programme), raising(commitment, case, pence, day)
    if why := why_shut(pack, proposal):
        return why
    helps = [one for one in helps_of(proposal.memorandum) if one.kind == proposal.kind]
    return why_not_payee(commitment.payee, helps, case, pack, day)
