"""What money is committed to, and why a programme, a pot or a plan does not bear that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.models import Assistance, BusinessCase
from resilience.cases.models import Case
from resilience.funding.models import Pot
from resilience.look import words
from resilience.look.forms import MOST_PENCE
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.schema import Pack

LONGEST_PURPOSE, LONGEST_TITLE, LONGEST_ASKS = 300, 120, 300
MOST_PARTS = 12


@dataclass(frozen=True)
class PartOf:
    """A part that is paid by itself: its title, what must be seen first, by when it is expected,
    and pence. `number` is given where not all parts of a plan of payments are promised at once."""

    title: str
    asks: str
    expected: date
    pence: int
    number: int | None = None


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


def in_a_line(text: str) -> str:
    """What somebody wrote, tidied and without breaks."""
    return " ".join(tidied(text).split())


def why_not_spend(pot: Pot, by: Reader) -> str:
    """Why somebody may not commit the money of a pot, wherever the practice is: it is for those of
    whoever holds it."""
    if by.may(Right.COMMIT_MONEY).holds(pot.holder_id):
        return ""
    return f"Only those who {Right.COMMIT_MONEY.label} of {pot.holder.name} commit its money."


def why_not_of(pot: Pot, case: Case, day: date) -> str:
    """Why the money of a pot is not for a case: another programme's, or of a holder to which the
    practice does not belong on the day and whose team does not deal with the case."""
    if pot.programme != case.programme:
        return "This money is of another programme than the case."
    return "" if pot.holder_id == case.team_id else why_not_there(pot, case.organisation, day)


def why_not_there(pot: Pot, practice: Organisation, day: date) -> str:
    """Why the money of a pot is not for a practice: on the day it is not in the holder's area."""
    belongs = Ancestor.objects.filter(
        descendant=practice, ancestor=pot.holder_id, starts__lte=day, ends__gt=day
    )
    if belongs.exists():
        return ""
    return f"{pot.holder.name} holds this money, and {practice.name} is not in its area."


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
    if not 1 <= len(promise.parts) <= MOST_PARTS:
        return f"Give from 1 to {MOST_PARTS} payments."
    if why := why_not_say(in_a_line(promise.purpose), LONGEST_PURPOSE):
        return f"What it is for: {why}"
    return next(filter(None, map(_why_not_part, promise.parts)), "")


def _why_not_part(part: PartOf) -> str:
    if not 0 < part.pence <= MOST_PENCE:
        return f"Each payment is more than £0 and at most {words.pounds(MOST_PENCE)}."
    if why := why_not_say(in_a_line(part.title), LONGEST_TITLE):
        return f"The name of a payment: {why}"
    if part.asks and (why := why_not_say(in_a_line(part.asks), LONGEST_ASKS)):
        return f"What must be seen before “{in_a_line(part.title)}”: {why}"
    return ""


def why_not_beside(promise: Promise, case: Case) -> str:
    """Why what stands beside a memorandum bears nothing here: it is of another case."""
    for one in (promise.assistance, promise.business_case):
        if one is not None and one.case_id != case.pk:
            return "Choose a separate agreement or a business case of this case."
    return ""
