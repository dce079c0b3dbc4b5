"""Many entries at once for the review: of two teams, over a year, with the totals that posting
keeps of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from resilience.cases.models import Case
from resilience.funding.models import Commitment, Entry, Pot, Stage, Total
from resilience.organisations.models import Organisation
from tests.cases.world import PROGRAMME
from tests.funding.world import NOW, YEAR, organisation

STARTS, ENDS = date(2018, 4, 1), date(2019, 3, 31)
INTENDED = ("continuing", "new", "at_scale")
CATEGORIES = ("workforce", "rapid_intervention", "coaching")
ROUTES = ("supplier", "peers", "local_team")
CODES = ("RES-SUPPLIER", "RES-PEERS")
OF_A_POT = ("allocation", "transfer", "carry_over")


def pot_of(holder: str) -> Pot:
    return Pot.objects.create(programme=PROGRAMME, year=YEAR, holder=organisation(holder))


def commitment_of(case: Case, pot: Pot, number: int, **other: str) -> Commitment:
    """A commitment of a case with one part, expected in February."""
    expected = date.fromisoformat(other.pop("expected", "2019-02-28"))
    made = Commitment.objects.create(
        organisation=case.organisation,
        tier=case.tier,
        pot=pot,
        case=case,
        number=number,
        memorandum=case.memorandums.get(),
        payee=Organisation.objects.get(code="SUP-1"),
        purpose="Two salaried GPs are found.",
        at=NOW,
        by="somebody",
        **{"intended": "new", "category": "workforce", "route": "supplier", "code": CODES[0]}
        | other,
    )
    Stage.objects.create(commitment=made, number=1, title="All", expected=expected, pence=0)
    return made


def entry_of(
    pot: Pot, kind: str, pence: int, day: date, of: Commitment | None = None, code: str = ""
) -> Entry:
    """One line of the books, not written yet."""
    return Entry(
        pot=pot,
        kind=kind,
        pence=pence,
        day=day,
        at=NOW,
        by="somebody",
        why="So.",
        commitment=of,
        stage=of.stages.get() if of else None,
        code=code,
    )


def written(entries: Iterable[Entry]) -> None:
    """Write entries with the totals that posting keeps, past what the books bear."""
    every = list(entries)
    numbers: dict[int, int] = defaultdict(int)
    totals: dict[tuple, int] = defaultdict(int)
    for one in every:
        numbers[one.pot_id] += 1
        one.number = numbers[one.pot_id]
        of = one.commitment
        things = (of.intended, of.category, of.route) if of else ("", "", "")
        totals[one.pot_id, one.day.replace(day=1), one.kind, *things, one.code] += one.pence
    Entry.objects.bulk_create(one for one in every if one.kind not in ("payment", "recovery"))
    invoices = {one.commitment_id: one for one in every if one.kind == "invoice"}
    paid = [one for one in every if one.kind in ("payment", "recovery")]
    for one in paid:
        one.invoice = invoices[one.commitment_id]
    Entry.objects.bulk_create(paid)
    columns = ("pot_id", "month", "kind", "intended", "category", "route", "code")
    Total.objects.bulk_create(
        Total(**dict(zip(columns, place, strict=True)), pence=pence)
        for place, pence in totals.items()
    )


def at_random(case: Case, pots: Iterable[Pot], seed: int, many: int = 400) -> list[Entry]:
    """Entries of any kind, sum and day, some taken back, over 14 months."""
    draw = random.Random(seed)
    own = {
        pot: [
            commitment_of(
                case,
                pot,
                100 * place + number,
                intended=draw.choice(INTENDED),
                category=draw.choice(CATEGORIES),
                route=draw.choice(ROUTES),
                expected=draw.choice(("2018-12-31", "2019-03-31", "2019-06-30")),
            )
            for number in range(1, 9)
        ]
        for place, pot in enumerate(pots)
    }
    made = []
    for pot, commitments in own.items():
        made += [entry_of(pot, "invoice", 1, STARTS, one) for one in commitments]
    for _ in range(many):
        pot = draw.choice(list(own))
        kind = draw.choice(Entry.Kind.values)
        day = STARTS + timedelta(days=draw.randrange(-30, 395))
        of = None if kind in OF_A_POT else draw.choice(own[pot])
        code = draw.choice(CODES) if kind in ("payment", "recovery") else ""
        pence = draw.randrange(1, 10**8)
        one = entry_of(pot, kind, pence, day, of, code)
        made.append(one)
        if kind in ("allocation", "carry_over", "variation") and draw.random() < 0.3:
            one.pence = -pence
    return made
