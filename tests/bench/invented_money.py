"""An invented year of money: a million entries of fourteen teams, each for a dozen of the ways of
spending that the programme has, with the totals that posting keeps of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product

from django.db import connection, models, transaction

from resilience.accounts.tiers import Tier
from resilience.agreements.models import Memorandum, Plan, PlanVersion
from resilience.cases.models import Case
from resilience.funding.models import Commitment, Entry, Pot, Stage, Total
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import load

PROGRAMME, YEAR = "gprp-2018-19", "2018-19"
TEAMS, WAYS, OF_EACH = 14, 12, 225
"""Teams, for how many kinds of spend, of help and route together each pays, and how many
commitments it has of each."""
STARTS, DAYS = date(2018, 4, 1), 365
AT = datetime(2019, 3, 1, tzinfo=UTC)
IN_TIME, LATE = date(2019, 2, 28), date(2019, 6, 30)
LATE_ONE_IN = 30
AFTER = ("variation", "invoice", "payment", "payment", "recovery")
"""What follows a commitment, again and again."""
Row = tuple[object, ...]


@transaction.atomic
def invent_money(many: int) -> None:
    """So many entries, a few of each pot's own, the others of its commitments."""
    draw = random.Random(8)
    pots = _pots()
    commitments = _commitments(pots)
    totals: dict[Row, int] = defaultdict(int)
    _insert(Entry, ENTRY, _entries(many, pots, commitments, totals, draw))
    rows = [(*place, pence) for place, pence in totals.items()]
    _insert(Total, ("pot_id", "month", "kind", *THINGS, "code", "pence"), rows)


THINGS = ("intended", "category", "route")
ENTRY = (
    *("id", "pot_id", "number", "kind", "pence", "day", "at", "by", "why", "commitment_id"),
    *("stage_id", "invoice_id", "code", "document", "standing"),
)


def _entries(
    many: int,
    pots: Sequence[Pot],
    commitments: Sequence[Commitment],
    totals: dict[Row, int],
    draw: random.Random,
) -> Iterable[Row]:
    codes = [one.id for one in load(PROGRAMME).funding.codes]
    numbers: dict[int, int] = defaultdict(int)
    first: dict[int, int] = {}
    for pk in range(1, many + 1):
        round_, place = divmod(pk - 1 - len(pots), len(commitments))
        of = commitments[place] if pk > len(pots) else None
        kind = "allocation" if of is None else "commitment" if round_ == 0 else "invoice"
        if round_ > 1:
            kind = AFTER[round_ % len(AFTER)]
        paid = kind in ("payment", "recovery")
        pot = of.pot_id if of else pots[pk - 1].pk
        numbers[pot] += 1
        day = STARTS + timedelta(days=draw.randrange(DAYS))
        pence, code = draw.randrange(1, 10**6), codes[place % len(codes)] if paid else ""
        things = (of.intended, of.category, of.route) if of else ("", "", "")
        totals[pot, day.replace(day=1), kind, *things, code] += pence
        if of is not None and kind == "invoice":
            first.setdefault(of.pk, pk)
        own = (of.pk, of.pk, first[of.pk] if paid else None) if of else (None, None, None)
        yield (pk, pot, numbers[pot], kind, pence, day, AT, "bench", "So.", *own, code, "", "")


def _pots() -> list[Pot]:
    holders = [
        Organisation.objects.create(code=f"BENCH{number}", kind=Kind.DCO, name=f"Team {number}")
        for number in range(1, TEAMS + 1)
    ]
    return [Pot.objects.create(programme=PROGRAMME, year=YEAR, holder=one) for one in holders]


def _commitments(pots: Sequence[Pot]) -> list[Commitment]:
    """Each with one part of the same number."""
    memorandum = _memorandum()
    pack = load(PROGRAMME)
    things = [
        [one.id for one in several]
        for several in (pack.funding.intended, pack.menu, pack.planning.routes)
    ]
    draw, ways = random.Random(9), list(product(*things))
    every = [(pot, *one) for pot in pots for one in draw.sample(ways, WAYS) for _ in range(OF_EACH)]
    draw.shuffle(every)
    shared = {
        "organisation": memorandum.case.organisation,
        "tier": Tier.COMMISSIONER,
        "case": memorandum.case,
        "memorandum": memorandum,
        "payee": memorandum.case.organisation,
        "purpose": "Two salaried GPs are found.",
        "code": pack.funding.codes[0].id,
        "at": AT,
        "by": "bench",
    }
    made = [
        Commitment(
            pk=number,
            pot=pot,
            number=number,
            intended=intended,
            category=category,
            route=route,
            **shared,
        )
        for number, (pot, intended, category, route) in enumerate(every, start=1)
    ]
    Commitment.objects.bulk_create(made, 500)
    Stage.objects.bulk_create(
        [
            Stage(
                pk=one.pk,
                commitment=one,
                number=1,
                title="All",
                expected=IN_TIME if one.pk % LATE_ONE_IN else LATE,
                pence=0,
            )
            for one in made
        ],
        500,
    )
    return made


def _memorandum() -> Memorandum:
    practice = Organisation.objects.create(code="BENCH99", kind=Kind.PRACTICE, name="A Practice")
    of = {"organisation": practice, "tier": Tier.COMMISSIONER}
    case = Case.objects.create(
        reference="BENCH-1",
        programme=PROGRAMME,
        settings_version=0,
        route=Case.Route.SELF_REFERRAL,
        state="supported",
        since=AT,
        begun=AT,
        **of,
    )
    plan = Plan.objects.create(case=case, number=1, begun=AT, **of)
    version = PlanVersion.objects.create(plan=plan, number=1, at=AT, by="bench", content={})
    return Memorandum.objects.create(
        case=case, at=AT, by="bench", number=1, version=version, content={}, ends=LATE
    )


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Rows straight into the table of a model: as objects a million would take minutes."""
    table, places = model._meta.db_table, ", ".join(["%s"] * len(columns))
    adapt = connection.ops
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({places})',
            (
                [
                    adapt.adapt_datetimefield_value(cell)
                    if isinstance(cell, datetime)
                    else adapt.adapt_datefield_value(cell)
                    if isinstance(cell, date)
                    else cell
                    for cell in row
                ]
                for row in rows
            ),
        )
