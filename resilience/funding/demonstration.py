"""Money of the synthetic demonstration: two teams have theirs, and a supplier is paid in part for
the practice that is helped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from resilience.accounts.demonstration import people_of_the_demonstration
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.cases.models import Case
from resilience.funding.actions.allocating import allocate
from resilience.funding.actions.committing import commit
from resilience.funding.actions.intending import intend
from resilience.funding.actions.paying import approve_invoice, record_payment
from resilience.funding.actions.receiving import receive
from resilience.funding.models import Commitment, Entry, Pot
from resilience.funding.payees import helps_of
from resilience.funding.promising import PartOf, Promise
from resilience.funding.years import Year
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import load

POUNDS = 100
OWN, OTHER = 180_000, 140_000
"""What the team of the practice is given, and another beside it."""


@dataclass(frozen=True)
class Books:
    """Who does what in the money of a programme, so many days ago."""

    programme: str
    today: date
    people: dict[Role, User]

    def by(self, role: Role, ago: int) -> Reader:
        return Reader(self.people[role], self.day(ago))

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def do(self, act: Callable[..., Any], role: Role, ago: int, /, **told: Any) -> Any:
        """An act on some day, in the afternoon."""
        at = datetime.combine(self.day(ago), time(14, 5), UTC)
        return act(by=self.by(role, ago), at=at, **told)


@transaction.atomic
def pay_some(programme: str, today: date) -> int:
    """Money for two teams, of which some is committed, approved and paid for the case that is
    helped; how many entries. None where there is some, or nobody is helped."""
    pack = load(programme)
    people = {Role(held.role): held.user for held in people_of_the_demonstration()}
    helped = Case.objects.filter(programme=programme, state="supported").order_by("begun").first()
    if Pot.objects.exists() or helped is None or helped.team is None or pack.funding is None:
        return 0
    books = Books(programme, today, people)
    pot = _given(books, helped.team, OWN)
    if other := _another(helped.team):
        _given(books, other, OTHER)
    shares = dict.fromkeys([one.id for one in pack.funding.intended], 0)
    first, second, *_ = shares
    shares |= {first: OWN * POUNDS // 3, second: OWN * POUNDS - OWN * POUNDS // 3}
    books.do(
        intend,
        Role.FINANCE_LEAD,
        24,
        pot=pot,
        seen=_version(pot),
        shares=shares,
        partners="The commissioners of the area and the local medical committee, in spring.",
        reason="Most practices that ask are new to the programme.",
    )
    _pay(books, helped, pot, second)
    return Entry.objects.count()


def _given(books: Books, holder: Organisation, pounds: int) -> Pot:
    """What a holder was allocated, and what of it has reached its ledger."""
    year = Year.of(books.today).label
    books.do(
        allocate,
        Role.NATIONAL_TEAM,
        60,
        programme=books.programme,
        year=year,
        holder=holder,
        seen=0,
        pence=pounds * POUNDS,
        standing=Entry.Standing.PROVISIONAL,
        day=books.day(60),
        why="As the letter of allocation has it, before audit.",
    )
    pot = Pot.objects.get(programme=books.programme, year=year, holder=holder)
    books.do(
        receive,
        Role.NATIONAL_TEAM,
        45,
        pot=pot,
        seen=_version(pot),
        pence=pounds * POUNDS,
        day=books.day(45),
        document=f"JNL-{holder.code}",
        why="Transferred with the month's run.",
    )
    return pot


def _another(team: Organisation) -> Organisation | None:
    """A team beside one, of its kind."""
    found = Organisation.objects.filter(kind=team.kind).exclude(pk=team.pk)
    return found.order_by("code").first() if team.kind != Kind.NATION else None


def _pay(books: Books, case: Case, pot: Pot, intended: str) -> None:
    """Money for the supplier of the plan, in two parts: the first was approved and paid."""
    memorandum = case.memorandums.order_by("number").last()
    planned = helps_of(memorandum)[0]
    day, code = books.day, _code(books.programme)
    promise = Promise(
        intended=intended,
        category=planned.category,
        route=planned.route,
        payee=Organisation.objects.get(code=planned.supplier),
        purpose=planned.description,
        code=code,
        parts=[
            PartOf("Both posts are advertised", "The advertisements.", day(12), 1_800 * POUNDS),
            PartOf("Two GPs have begun", "Both contracts.", day(-60), 2_700 * POUNDS),
        ],
    )
    made: Commitment = books.do(
        commit,
        Role.RESILIENCE_LEAD,
        23,
        case=case,
        pot=pot,
        seen=_seen(case),
        promise=promise,
        why="The plan that both sides signed has it.",
    )
    invoice = books.do(
        approve_invoice,
        Role.FINANCE_LEAD,
        11,
        commitment=made,
        stage=made.stages.get(number=1),
        seen=_seen(case),
        pence=1_800 * POUNDS,
        day=day(12),
        document="FH-2041",
        why="Both advertisements are out.",
    )
    books.do(
        record_payment,
        Role.FINANCE_LEAD,
        4,
        invoice=invoice,
        seen=_seen(case),
        pence=1_800 * POUNDS,
        day=day(5),
        code=code,
        document="GL-77120",
        why="Paid with the run of the week.",
    )


def _code(programme: str) -> str:
    """The finance code under which a supplier is paid."""
    funding = load(programme).funding
    assert funding  # noqa: S101 (looked at before)
    return next(one.id for one in funding.codes if "supplier" in one.title)


def _seen(case: Case) -> int:
    case.refresh_from_db()
    return case.version


def _version(pot: Pot) -> int:
    pot.refresh_from_db()
    return pot.version
