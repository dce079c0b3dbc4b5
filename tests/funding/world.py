"""Money for the small England: pots and what is done with them, by the acts themselves where a test
is not about these."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from resilience.agreements.models import Assistance
from resilience.cases.models import Case
from resilience.funding.actions.committing import PartOf, Promise, commit
from resilience.funding.actions.paying import approve_invoice, record_payment
from resilience.funding.books.posting import Line, locked_pot, posted
from resilience.funding.models import Commitment, Entry, Pot
from resilience.organisations.models import Organisation
from tests.agreements.world import in_force
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader

NOW = at(2019, 2, 4, 10)
DAY = NOW.date()
YEAR = "2018-19"
POUNDS = 100


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def helped(case: Case) -> Case:
    """Its memorandum is in force."""
    in_force(case)
    case.refresh_from_db()
    return case


def pot(pounds: int = 100_000, holder: str = "Q74", year: str = YEAR) -> Pot:
    """The money of a team for a year, allocated for good."""
    made = Pot.objects.create(programme=PROGRAMME, year=year, holder=organisation(holder))
    if pounds:
        allocated(made, pounds)
    made.refresh_from_db()
    return made


@transaction.atomic
def allocated(one: Pot, pounds: int) -> Entry:
    """So much more was allocated."""
    line = Line(
        kind=Entry.Kind.ALLOCATION,
        pence=pounds * POUNDS,
        day=date(int(one.year[:4]), 5, 31),
        why="As the letter of allocation has it.",
        standing="final",
    )
    by = reader("finance", DAY)
    return posted(locked_pot(one), line, by=by, at=NOW, acting_for=one.holder)


def promise(pounds: int = 4_000, **other: Any) -> Promise:
    """Money for the recruiter of the plan, in one payment."""
    parts = [PartOf("When it is done", "Two GPs began.", date(2019, 3, 29), pounds * POUNDS)]
    return Promise(
        **{
            "intended": "new",
            "category": "workforce",
            "route": "supplier",
            "payee": organisation("SUP-1"),
            "purpose": "A recruiter finds two salaried GPs.",
            "code": "RES-SUPPLIER",
            "parts": parts,
        }
        | other
    )


def committed(
    case: Case,
    of: Pot,
    pounds: int = 4_000,
    by: str = "resilience",
    when: datetime = NOW,
    **other: Any,
) -> Commitment:
    """Money was committed for a case."""
    case.refresh_from_db()
    return commit(
        by=reader(by, when.date()),
        case=case,
        pot=of,
        seen=case.version,
        at=when,
        promise=promise(pounds, **other),
        why="The plan has it.",
    )


def invoiced(
    one: Commitment, pounds: int, document: str = "INV-1", by: str = "finance", when: datetime = NOW
) -> Entry:
    """An invoice for the first part of a commitment was approved."""
    one.case.refresh_from_db()
    return approve_invoice(
        by=reader(by, when.date()),
        commitment=one,
        stage=one.stages.get(number=1),
        seen=one.case.version,
        at=when,
        pence=pounds * POUNDS,
        day=when.date(),
        document=document,
        why="Both GPs have begun.",
    )


def paid(
    invoice: Entry, pounds: int, document: str = "GL-1", by: str = "finance", when: datetime = NOW
) -> Entry:
    """Finance paid an invoice, or a part of it."""
    case = Case.objects.get(pk=invoice.commitment.case_id)
    return record_payment(
        by=reader(by, when.date()),
        invoice=invoice,
        seen=case.version,
        at=when,
        pence=pounds * POUNDS,
        day=when.date(),
        code=invoice.commitment.code,
        document=document,
        why="Paid by the run of the week.",
    )


def assisted(case: Case, pounds: int) -> Assistance:
    """A separate agreement on financial assistance was made."""
    return Assistance.objects.create(
        organisation=case.organisation,
        tier=case.tier,
        written_by="person resilience",
        written=NOW,
        case=case,
        memorandum=case.memorandums.order_by("number").last(),
        reference="S96-1",
        agreed=date(2019, 1, 28),
        amount=pounds * POUNDS,
        purpose="Locum cover while two posts are empty.",
        criteria=[],
    )
