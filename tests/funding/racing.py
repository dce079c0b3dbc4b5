"""People who act on the same money at once, each with a connection of their own.

`python -m tests.funding.racing NAME` runs one race on the database of a home and writes what became
of it as JSON: SQLite needs a file for that, and a test has one in memory.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

PEOPLE = 50
Act = Callable[[], object]


def fifty() -> dict[str, Any]:
    """£2,500 for each of 50 practices, of the last £100,000."""
    from tests.funding.world import committed, pot

    cases, of = [_case(), *_others(PEOPLE - 1)], pot(100_000)
    return {"told": at_once(lambda one=one: committed(one, of, 2_500) for one in cases)}


def notice() -> dict[str, Any]:
    """Who commits money, and who gives notice to end the memorandum."""
    from resilience.agreements.actions.giving_notice import give_notice
    from resilience.agreements.changing.notice import Notice
    from resilience.cases.models import Case
    from tests.funding.world import DAY, NOW, pot

    case, of = _case(), pot()
    ends: dict[str, Any] = {"case": Case.objects.get(pk=case.pk), "seen": case.version, "at": NOW}
    ends["notice"] = Notice("without_reason", DAY)
    by = _by("lead")
    return {
        "told": at_once(
            [lambda: _committed(case, of, case.version), lambda: give_notice(by=by, **ends)]
        )
    }


def two_payments() -> dict[str, Any]:
    """Twice the whole of the same invoice."""
    invoice = _invoice()
    return {"told": at_once([lambda: _paid(invoice), lambda: _paid(invoice)])}


def payment_and_reversal() -> dict[str, Any]:
    """Who pays an invoice, and who takes it back."""
    invoice = _invoice()
    return {"told": at_once([lambda: _paid(invoice), lambda: _reversed(invoice)])}


def two_reversals() -> dict[str, Any]:
    """Twice the same allocation, and then twice the same commitment."""
    from tests.funding.world import allocated, pot

    of = pot()
    slip = allocated(of, 1_000)
    of.refresh_from_db()
    pots = at_once([lambda: _reversed(slip, of.version), lambda: _reversed(slip, of.version)])
    entry = _committed(_case(), of).entries.get()
    return {"pots": pots, "told": at_once([lambda: _reversed(entry), lambda: _reversed(entry)])}


def crowd() -> dict[str, Any]:
    """Eight people who do whatever comes to mind on three cases and two pots."""
    from resilience.funding.models import Commitment, Entry, Pot
    from tests.funding.world import allocated, committed, invoiced, paid, pot

    cases = [_case(), *_others(2)]
    pots = [pot(20_000), pot(20_000, holder="Y54")]
    for one in cases:
        committed(one, pots[0], 2_000)

    def anything(number: int) -> Act:
        chance = random.Random(number)

        def act() -> None:
            case, of = chance.choice(cases), chance.choice(pots)
            one = chance.choice(list(Commitment.objects.select_related("case")))
            every = list(Entry.objects.filter(reverses=None, reversed_by=None))
            invoices = [entry for entry in every if entry.kind == Entry.Kind.INVOICE]
            pounds = chance.randint(1, 900)
            acts: list[Act] = [
                lambda: committed(_again(case), of, pounds, by="regional"),
                lambda: allocated(Pot.objects.get(pk=of.pk), pounds),
                lambda: invoiced(one, pounds, document=f"INV-{number}"),
                lambda: paid(chance.choice(invoices), pounds) if invoices else None,
                lambda: _reversed(chance.choice(every)),
            ]
            chance.choice(acts)()

        return act

    return {"told": at_once([anything(number) for number in range(96)], people=8)}


RACES = {one.__name__: one for one in (fifty, notice, two_payments, payment_and_reversal)}
RACES |= {one.__name__: one for one in (two_reversals, crowd)}


def raced(name: str) -> dict[str, Any]:
    """What was refused in a race, and the books after it."""
    from resilience.funding.books.proof import proven
    from resilience.funding.models import Entry, Pot
    from tests.cases.world import build

    build()
    found = RACES[name]()
    sums = ("allocated", "committed", "invoiced", "paid")
    return found | {
        "kinds": list(Entry.objects.order_by("pk").values_list("kind", flat=True)),
        "pots": [[getattr(one, sum_) for sum_ in sums] for one in Pot.objects.order_by("pk")],
        "taken_back_pots": found.get("pots", []),
        "faults": proven(),
    }


def at_once(acts: Iterable[Act], people: int = 0) -> list[str]:
    """What was refused of acts that begin together; whatever else goes wrong is raised."""
    acts = list(acts)
    people = people or len(acts)
    ready = Barrier(people)

    def do(numbered: tuple[int, Act]) -> str:
        from django.db import connection

        from resilience.accounts.rules import Refused

        if numbered[0] < people:
            ready.wait()
        try:
            numbered[1]()
        except Refused as why:
            return str(why)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(people) as pool:
        return [why for why in pool.map(do, enumerate(acts)) if why]


def _case() -> Any:
    """The case of A81001 whose memorandum is in force."""
    from resilience.cases.beginning import begin
    from resilience.cases.happening import happen
    from resilience.cases.models import Case
    from tests.agreements.world import promised
    from tests.cases.conftest import RECEIVED
    from tests.cases.world import PROGRAMME, practice
    from tests.funding.world import helped

    asks = practice()
    made = begin(
        programme=PROGRAMME,
        practices=[asks],
        route=Case.Route.SELF_REFERRAL,
        state="received",
        tier="commissioner",
        at=RECEIVED,
    )
    happen(made, "received", by=_by("lead"), at=RECEIVED, acting_for=asks)
    return helped(promised(made))


def _others(many: int) -> list[Any]:
    """Cases like the one that is there, each with a memorandum of its own in force."""
    from resilience.cases.models import Case

    like = Case.objects.get()
    plan, memorandum = like.plans.get(), like.memorandums.get()
    version, made = plan.versions.get(), []
    for number in range(many):
        case = _copied(like, reference=f"C-{number}")
        for one in like.practices.all():
            _copied(one, case=case)
        signed_for = _copied(version, plan=_copied(plan, case=case))
        under = _copied(memorandum, case=case, version=signed_for)
        for one in memorandum.signatures.all():
            _copied(one, case=case, memorandum=under)
        made.append(case)
    return made


def _copied(row: Any, **other: Any) -> Any:
    made = copy(row)
    made._state = copy(row._state)
    made.pk, made._state.adding, made._state.fields_cache = None, True, {}
    for name, value in other.items():
        setattr(made, name, value)
    made.save()
    return made


def _by(name: str) -> Any:
    from tests.cases.world import reader
    from tests.funding.world import DAY

    return reader(name, DAY)


def _again(case: Any) -> Any:
    from resilience.cases.models import Case

    return Case.objects.get(pk=case.pk)


def _committed(case: Any, of: Any, seen: int | None = None) -> Any:
    from resilience.funding.actions.committing import commit
    from tests.funding.world import NOW, promise

    case = _again(case)
    seen = case.version if seen is None else seen
    told = {"by": _by("regional"), "case": case, "seen": seen, "at": NOW}
    return commit(**told, pot=of, promise=promise(), why="The plan has it.")


def _invoice() -> Any:
    from tests.funding.world import committed, invoiced, pot

    return invoiced(committed(_case(), pot(), 4_000), 3_000)


def _paid(invoice: Any) -> Any:
    from tests.funding.world import paid

    return paid(invoice, 3_000)


def _reversed(entry: Any, seen: int | None = None) -> Any:
    from resilience.funding.actions.correcting import reverse
    from resilience.funding.models import Entry
    from tests.funding.world import NOW

    entry = Entry.objects.select_related("commitment__case", "pot").get(pk=entry.pk)
    if seen is None:
        seen = entry.commitment.case.version if entry.commitment else entry.pot.version
    later = NOW + timedelta(minutes=5)
    by = _by("regional" if entry.kind == Entry.Kind.COMMITMENT else "finance")
    return reverse(by=by, entry=entry, seen=seen, at=later, why="A slip.")


def _run(home: str, name: str) -> dict[str, Any]:
    from tests.bench.setting import settled

    settled(Path(home))
    from django.conf import settings

    # On a busy machine fifty who wait in turn wait longer than a page would.
    settings.DATABASES["default"]["OPTIONS"]["timeout"] = 240
    return raced(name)


if __name__ == "__main__":
    json.dump(_run(*sys.argv[1:3]), sys.stdout)
