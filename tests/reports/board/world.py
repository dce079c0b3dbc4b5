"""Many practices that were helped, straight into the database: by acts it would take minutes."""

from __future__ import annotations

from datetime import date, timedelta

from resilience.accounts.tiers import Tier
from resilience.agreements.models import Memorandum, Plan, PlanVersion
from resilience.cases.models import Case, CaseEvent, CasePractice
from resilience.funding.models import Commitment, Entry, Pot
from resilience.organisations.models import Ancestor, Kind, Organisation, Record
from tests.cases.conftest import at
from tests.cases.world import HOUSE, LONG_AGO, PROGRAMME

HAPPENED = ("received", "help_decided", "in_force_by_practice", "in_force_by_body")


def practices(many: int, ccg: str = "00K", first: int = 1) -> list[Organisation]:
    """So many open practices of a commissioner."""
    made = Organisation.objects.bulk_create(
        Organisation(code=f"{ccg[-1]}{number:05}", kind=Kind.PRACTICE, name=f"Practice {number}")
        for number in range(first, first + many)
    )
    Record.objects.bulk_create(
        Record(organisation=one, name=one.name, state=Record.State.OPEN, starts=LONG_AGO)
        for one in made
    )
    areas = {one.code: one for one in Organisation.objects.filter(code__in=HOUSE)}
    Ancestor.objects.bulk_create(
        Ancestor(
            descendant=one,
            ancestor=areas[code],
            kind=areas[code].kind,
            direct=place == 0,
            starts=LONG_AGO,
        )
        for one in made
        for place, code in enumerate((ccg, *HOUSE[ccg][2]))
    )
    return made


def cases(
    of: list[Organisation], begun: date = date(2018, 7, 2), happened: tuple[str, ...] = HAPPENED
) -> list[Case]:
    """A case of each, to which all of that happened, a day after the other."""
    start = at(begun.year, begun.month, begun.day, 10)
    before = Case.objects.count()
    made = Case.objects.bulk_create(
        Case(
            reference=f"R-{before + number:06}",
            programme=PROGRAMME,
            pack_hash="",
            settings_version=0,
            organisation=one,
            tier=Tier.COMMISSIONER,
            route=Case.Route.SELF_REFERRAL,
            state="supported",
            since=start,
            begun=start,
        )
        for number, one in enumerate(of, start=1)
    )
    CasePractice.objects.bulk_create(
        CasePractice(
            case=one, organisation=one.organisation, name=one.organisation.name, leads=True
        )
        for one in made
    )
    CaseEvent.objects.bulk_create(
        CaseEvent(
            case=one, number=number, at=start + timedelta(days=number - 1), kind=kind, by="test"
        )
        for one in made
        for number, kind in enumerate(happened, start=1)
    )
    return made


def pot(pounds: int, year: str = "2018-19", holder: str = "Q74") -> Pot:
    """The money of a team, allocated when its year began."""
    made = Pot.objects.create(
        programme=PROGRAMME, year=year, holder=Organisation.objects.get(code=holder)
    )
    _entry(made, 1, Entry.Kind.ALLOCATION, pounds * 100, date(int(year[:4]), 5, 31))
    return made


def spent(of: list[Case], one: Pot, committed: int, paid: int, day: date) -> None:
    """So many pence committed and paid in all, shared over cases to the penny."""
    memorandum = _memorandum(of[0])
    when = at(day.year, day.month, day.day, 10)
    made = Commitment.objects.bulk_create(
        Commitment(
            organisation=case.organisation,
            tier=case.tier,
            pot=one,
            case=case,
            number=1,
            memorandum=memorandum,
            intended="new",
            category="workforce",
            route="supplier",
            payee=case.organisation,
            purpose="Help",
            code="RES-SUPPLIER",
            at=when,
            by="test",
        )
        for case in of
    )
    number = one.entries.count()
    each = list(zip(made, _shares(committed, len(made)), _shares(paid, len(made)), strict=True))
    for commitment, pence, _ in each:
        number += 1
        _entry(one, number, Entry.Kind.COMMITMENT, pence, day, commitment=commitment)
    for commitment, _, pence in each:
        if pence:
            number += 1
            invoice = _entry(one, number, Entry.Kind.INVOICE, pence, day, commitment=commitment)
            number += 1
            _entry(
                *(one, number, Entry.Kind.PAYMENT, pence, day),
                commitment=commitment,
                invoice=invoice,
                code="RES-SUPPLIER",
            )


def _shares(pence: int, many: int) -> list[int]:
    whole, rest = divmod(pence, many)
    return [whole + (place < rest) for place in range(many)]


def _entry(of: Pot, number: int, kind: str, pence: int, day: date, **more: object) -> Entry:
    when = at(day.year, day.month, day.day, 10)
    return Entry.objects.create(
        pot=of, number=number, kind=kind, pence=pence, day=day, at=when, by="test", why="-", **more
    )


def _memorandum(case: Case) -> Memorandum:
    of = {"organisation": case.organisation, "tier": case.tier}
    plan = Plan.objects.create(case=case, number=1, begun=case.begun, **of)
    version = PlanVersion.objects.create(plan=plan, number=1, at=case.begun, by="t", content={})
    return Memorandum.objects.create(
        case=case,
        at=case.begun,
        by="t",
        number=1,
        version=version,
        content={},
        ends=date(2020, 3, 31),
    )
