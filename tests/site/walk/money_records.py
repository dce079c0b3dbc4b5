"""Money in the walk: an extract of the ledger, and a pound that is committed."""

from __future__ import annotations

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.cases.models import Case
from resilience.funding.books.posting import Line, posted
from resilience.funding.models import Commitment, Entry, Extract, Pot
from resilience.funding.years import Year
from resilience.organisations.models import Organisation


def a_ledger(by: User) -> dict[str, object]:
    """Of the money of Q74 an extract of the ledger, of which a line waits."""
    holder, now = Organisation.objects.get(code="Q74"), timezone.now()
    pot, _ = Pot.objects.get_or_create(programme="gprp-2018-19", year="2018-19", holder=holder)
    extract = Extract.objects.create(pot=pot, name="x.csv", at=now, by=by.actor, columns={})
    line = extract.lines.create(
        pot=pot, row=2, cells={}, state="queued", day=timezone.localdate(), pence=1
    )
    said = {"at": now, "by": by.actor, "day": timezone.localdate(), "why": "So."}
    entry = pot.entries.create(number=1, kind=Entry.Kind.ALLOCATION, pence=1, **said)
    return {"extract": extract.pk, "ledger_line": line.pk, "pot_entry": entry.number}


def committed(case: Case, by: User) -> dict[str, object]:
    """A pound for the help of a case with a memorandum, of which an invoice is approved."""
    day, now = timezone.localdate(), timezone.now()
    holder = Organisation.objects.get(code="Q74")
    year = Year.of(day).label
    pot, _ = Pot.objects.get_or_create(programme="gprp-2018-19", year=year, holder=holder)
    one = Commitment.objects.create(
        organisation=case.organisation,
        tier=case.tier,
        pot=pot,
        case=case,
        number=1,
        memorandum=case.memorandums.get(),
        intended="new",
        category="workforce",
        route="supplier",
        payee=Organisation.objects.get(code="SUPPLIER-NORTH"),
        purpose="A recruiter",
        code="RES-SUPPLIER",
        at=now,
        by=by.actor,
    )
    stage = one.stages.create(number=1, title="When it is done", expected=day, pence=0)
    of, reader = {"commitment": one, "stage": stage}, Reader(by, day)
    said = {"pence": 100, "day": day, "why": "So."}
    kinds = Entry.Kind.ALLOCATION, Entry.Kind.COMMITMENT, Entry.Kind.INVOICE
    *_, invoice = [
        posted(
            pot,
            Line(kind=kind, **said, **(of if kind != Entry.Kind.ALLOCATION else {})),
            by=reader,
            at=now,
            acting_for=None,
        )
        for kind in kinds
    ]
    return {"invoice": invoice.pk}
