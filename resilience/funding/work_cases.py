"""Work with the money of cases: invoices that are expected or not paid, and what is not needed any
more or not committed yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from resilience.accounts.roles import Right
from resilience.agreements.actions.following import HELPED
from resilience.agreements.models import Help
from resilience.agreements.work_desk import latest_plan
from resilience.agreements.work_ending import last_days
from resilience.cases.models import Case, CasePractice
from resilience.funding.models import Commitment, Entry, Pot, Stage
from resilience.funding.work_desk import CASE, Desk, Item
from resilience.funding.years import Year
from resilience.look import words

Kind = Entry.Kind
MONEY, APPROVE, PAY = "funding:money", "funding:invoice", "funding:pay"


def expected(desk: Desk) -> Iterator[Item]:
    """Parts of commitments whose day has come, with nothing invoiced: for those who may approve an
    invoice, so not for whoever committed the money."""
    theirs = desk.commitments(Right.APPROVE_INVOICES).exclude(by=desk.reader.actor)
    found = Stage.objects.filter(
        commitment__in=theirs.values("pk"), expected__lte=desk.day, pence__gt=0, invoiced=0
    )
    rows = found.values_list(
        *(f"commitment__{one}" for one in (*CASE, "number", "at")),
        *("title", "pence", "expected"),
    )
    for reference, practice, number, at, title, pence, day in rows:
        yield Item(
            title=f"{reference}/{number}: {practice}",
            page=APPROVE,
            address=(reference, number),
            since=localdate(at),
            pence=pence,
            stands=f"is committed to “{title}”",
            what="An invoice was expected",
            due=day,
        )


def to_pay(desk: Desk) -> Iterator[Item]:
    """Approved invoices of which something is not paid, for those who keep the books."""
    for reference, practice, pk, document, day, left in _not_paid(desk.kept()):
        yield Item(
            title=f"{reference}: {practice}",
            page=PAY,
            address=(reference, pk),
            since=day,
            pence=left,
            stands=f"of invoice {document} is approved and not paid",
            what="since it was approved",
        )


def on_its_way(desk: Desk) -> Iterator[Item]:
    """What was approved for a practice's help and is not paid, for its people."""
    own = CasePractice.objects.filter(desk.reader.may(Right.FILL_IN).within("organisation"))
    seen = Case.objects.visible_to(desk.reader).filter(pk__in=own.values("case")).order_by()
    theirs = Commitment.objects.filter(case__in=seen.values("pk")).order_by()
    for reference, practice, _, _, day, left in _not_paid(theirs):
        yield Item(
            title=f"{reference}: {practice}",
            page=MONEY,
            address=(reference,),
            since=day,
            pence=left,
            stands=f"was approved on {words.day(day)} and is not paid yet",
            what="since it was approved",
        )


def not_needed(desk: Desk) -> Iterator[Item]:
    """Commitments with money that is not invoiced, where the help or its memorandum has ended."""
    open_ = desk.commitments(Right.COMMIT_MONEY).filter(committed__gt=F("invoiced"))
    rows = list(
        open_.values_list("case", "case__state", "case__since", *CASE, "number").annotate(
            left=F("committed") - F("invoiced")
        )
    )
    ends = last_days([case for case, state, *_ in rows if state in HELPED])
    for case, state, since, reference, practice, number, left in rows:
        ended = ends.get(case, date.max) if state in HELPED else localdate(since)
        if ended < desk.day or state not in HELPED:
            yield Item(
                title=f"{reference}/{number}: {practice}",
                page=MONEY,
                address=(reference,),
                since=ended,
                pence=left,
                stands="is committed and not invoiced",
                what="since the help or its memorandum ended",
            )


def without_money(desk: Desk) -> Iterator[Item]:
    """Cases under a memorandum whose plan has help that is paid for, with no money committed to
    it, of programmes that have money in the year of the day."""
    programmes = Pot.objects.visible_to(desk.reader).filter(year=Year.of(desk.day).label)
    cases = Case.objects.visible_to(desk.reader).filter(
        desk.reader.may(Right.COMMIT_MONEY).within("organisation"),
        programme__in=programmes.order_by().values("programme"),
        state="supported",
    )
    committed = Commitment.objects.filter(
        case=OuterRef("plan__case"),
        category=OuterRef("category"),
        route=OuterRef("route"),
        committed__gt=0,
    )
    found = Help.objects.filter(
        ~Exists(committed),
        plan__case__in=cases.order_by().values("pk"),
        plan=latest_plan("plan__case", "pk"),
    )
    told = ("programme", "reference", "organisation__name", "since")
    many: Counter[tuple[str, str, str, datetime]] = Counter()
    rows = found.order_by().values_list("route", *(f"plan__case__{one}" for one in told))
    for route, *case in rows:
        if route in desk.paid_for(case[0]):
            many[*case] += 1
    for (_, reference, practice, since), helps in many.items():
        yield Item(
            title=f"{reference}: {practice}",
            page=MONEY,
            address=(reference,),
            since=localdate(since),
            pence=None,
            stands=f"No money is committed to {words.plural(helps, 'piece')} of help of the plan",
            what="since the memorandum came into force",
        )


def _not_paid(
    of: QuerySet[Commitment],
) -> QuerySet[Entry, tuple[str, str, int, str, date, int]]:
    """The approved invoices of commitments of which something is left to pay: case, practice,
    entry, number, day, and pence."""
    open_ = of.filter(invoiced__gt=F("paid"))
    payments = Sum("settled_by__pence", filter=Q(settled_by__kind=Kind.PAYMENT))
    invoices = Entry.objects.filter(
        commitment__in=open_.values("pk"), kind=Kind.INVOICE, reverses=None, reversed_by=None
    )
    left = invoices.order_by().annotate(left=F("pence") - Coalesce(payments, 0)).filter(left__gt=0)
    case = (f"commitment__{one}" for one in CASE)
    return left.values_list(*case, "pk", "document", "day", "left")
