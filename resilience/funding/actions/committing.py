"""Committing money to help that was agreed, and changing what was committed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.changing.agreed import agreed
from resilience.agreements.models import Assistance, BusinessCase
from resilience.cases.happening import locked
from resilience.cases.models import Case
from resilience.funding.actions.moving import moved, said
from resilience.funding.books.posting import Line, locked_pot
from resilience.funding.gates import Proposal, why_barred, why_shut
from resilience.funding.models import Commitment, Entry, Pot, Stage
from resilience.funding.rules import why_not_for
from resilience.look import words
from resilience.look.forms import MOST_PENCE
from resilience.notices.actions import one_line
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.local import in_force as pack_in_force
from resilience.programmes.schema import Pack

LONGEST_PURPOSE, LONGEST_TITLE = 300, 120
MOST_PARTS = 12


@dataclass(frozen=True)
class PartOf:
    """A part that is paid by itself: its title, what must be seen first, by when it is expected,
    and pence."""

    title: str
    asks: str
    expected: date
    pence: int


@dataclass(frozen=True)
class Promise:
    """What money is committed to: kind of intended spend, of the menu, route, who is paid, what
    for, under which finance code, in which parts, and the ids of the questions that were answered
    with yes."""

    intended: str
    category: str
    route: str
    payee: Organisation
    purpose: str
    code: str
    parts: Sequence[PartOf]
    assistance: Assistance | None = None
    business_case: BusinessCase | None = None
    yes: Collection[str] = ()

    @property
    def pence(self) -> int:
        return sum(one.pence for one in self.parts)


@transaction.atomic
def commit(
    *, by: Reader, case: Case, pot: Pot, seen: int, at: datetime, promise: Promise, why: str
) -> Commitment:
    """Commit money of a pot to the help of a case. Raises Refused with the gates that stop it and
    what opens them, or with what the pot does not bear."""
    case = locked(case, seen, by)
    pot = locked_pot(pot)
    pack, day = pack_in_force(case.programme), timezone.localdate(at)
    refuse(why_not_for(Right.COMMIT_MONEY, case, by) or why_not_of(pot, case, day))
    refuse(why_not_promise(promise, pack))
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
    made = Commitment.objects.create(
        organisation=case.organisation,
        tier=case.tier,
        pot=pot,
        case=case,
        number=case.commitments.count() + 1,
        memorandum=memorandum,
        assistance=promise.assistance,
        business_case=promise.business_case,
        intended=promise.intended,
        category=promise.category,
        route=promise.route,
        payee=promise.payee,
        purpose=one_line(promise.purpose),
        code=promise.code,
        at=at,
        by=by.actor,
    )
    lines, because = [], said(why)
    for number, part in enumerate(promise.parts, start=1):
        stage = Stage.objects.create(
            commitment=made,
            number=number,
            title=one_line(part.title),
            asks=one_line(part.asks),
            expected=part.expected,
            pence=0,
        )
        lines.append(_line(made, stage, Entry.Kind.COMMITMENT, part.pence, day, because))
    moved(
        case,
        pot,
        lines,
        "money_committed",
        by=by,
        at=at,
        right=Right.COMMIT_MONEY,
        commitment=made.pk,
    )
    made.refresh_from_db()
    return made


@transaction.atomic
def vary_commitment(
    *,
    by: Reader,
    commitment: Commitment,
    stage: Stage,
    seen: int,
    at: datetime,
    pence: int,
    why: str,
    yes: Collection[str] = (),
) -> Entry:
    """Change what is committed in a part to a new sum, in pence: what is raised passes the gates
    anew, what is lowered is never below what is invoiced."""
    case = locked(commitment.case, seen, by)
    pot = locked_pot(commitment.pot_id)
    pack, day = pack_in_force(case.programme), timezone.localdate(at)
    refuse(why_not_for(Right.COMMIT_MONEY, case, by))
    stage = Stage.objects.get(pk=stage.pk, commitment=commitment)
    commitment.refresh_from_db()
    change = pence - stage.pence
    if change == 0:
        raise Refused(f"{words.pounds(pence)} is what is committed now: give another sum.")
    if not 0 <= pence <= MOST_PENCE:
        raise Refused(f"Give a sum from £0 to {words.pounds(MOST_PENCE)}.")
    if change > 0:
        proposal = Proposal(
            case=case,
            memorandum=agreed(case),
            category=commitment.category,
            route=commitment.route,
            payee=commitment.payee,
            pence=commitment.committed + change,
            day=day,
            assistance=commitment.assistance,
            business_case=commitment.business_case,
            already=commitment,
        )
        refuse(why_barred(pack, yes) or why_shut(pack, proposal))
    line = _line(commitment, stage, Entry.Kind.VARIATION, change, day, said(why))
    (made,) = moved(
        case,
        pot,
        [line],
        "commitment_varied",
        by=by,
        at=at,
        right=Right.COMMIT_MONEY,
        commitment=commitment.pk,
    )
    return made


def why_not_of(pot: Pot, case: Case, day: date) -> str:
    """Why the money of a pot is not for a case: another programme's, or of a holder to which the
    practice does not belong on the day."""
    if pot.programme != case.programme:
        return "This money is of another programme than the case."
    belongs = Ancestor.objects.filter(
        descendant=case.organisation_id, ancestor=pot.holder_id, starts__lte=day, ends__gt=day
    )
    if pot.holder_id == case.team_id or belongs.exists():
        return ""
    return f"{pot.holder.name} holds this money, and the practice is not in its area."


def why_not_promise(promise: Promise, pack: Pack) -> str:
    """Why a programme does not know what money would be committed to; empty where it does."""
    funding, planning = pack.funding, pack.planning
    if funding is None or planning is None:
        return f"{pack.title} has no money of its own."
    known = {
        "a category of intended spend": (promise.intended, [one.id for one in funding.intended]),
        "a kind of help": (promise.category, [one.id for one in pack.menu]),
        "a route": (promise.route, [one.id for one in planning.routes]),
        "a finance code": (promise.code, [one.id for one in funding.codes]),
    }
    for what, (given, ids) in known.items():
        if given not in ids:
            return f"Choose {what} of the programme: “{given}” is none."
    purpose = one_line(promise.purpose)
    if not purpose or len(purpose) > LONGEST_PURPOSE:
        return f"Say what it is for, in at most {LONGEST_PURPOSE} characters."
    if not 1 <= len(promise.parts) <= MOST_PARTS:
        return f"Give from 1 to {MOST_PARTS} payments."
    for part in promise.parts:
        if not 0 < part.pence <= MOST_PENCE:
            return f"Each payment is more than £0 and at most {words.pounds(MOST_PENCE)}."
        if not one_line(part.title) or len(one_line(part.title)) > LONGEST_TITLE:
            return f"Name each payment, in at most {LONGEST_TITLE} characters."
    return ""


def _line(
    commitment: Commitment, stage: Stage, kind: Entry.Kind, pence: int, day: date, why: str
) -> Line:
    return Line(
        kind=kind,
        pence=pence,
        day=day,
        why=why,
        commitment=commitment,
        stage=stage,
        code="",
    )
