"""People who act on the money of clusters at once, each with a connection of their own, beside
others who commit the same money to cases.

`python -m tests.clusters.payments.racing HOME NAME` runs one race on the database of a home and
writes what became of it as JSON: SQLite needs a file for that, and a test has one in memory.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.funding.racing import Act, at_once


def last_money() -> dict[str, Any]:
    """Five commitments of £2,500 to cases, and £2,000 for each of two clusters, of £10,000."""
    from tests.funding.racing import _case, _others
    from tests.funding.world import committed, pot

    of = pot(10_000)
    cases = [_case(), *_others(4)]
    plans = [_plan(["A81001"], 1), _plan(["A81002"], 2)]
    acts: list[Act] = [lambda one=one: committed(one, of, 2_500) for one in cases]  # type: ignore[misc]
    acts += [lambda one=one: _promised(one, of) for one in plans]  # type: ignore[misc]
    return {"told": at_once(acts)}


def promise_twice() -> dict[str, Any]:
    """Two who promise the same money to the same cluster."""
    of, plan = _pot(), _plan(["A81001", "A81002"], 1)
    return {"told": at_once([lambda: _promised(plan, of), lambda: _promised(plan, of, "regional")])}


def approve_twice() -> dict[str, Any]:
    """Two who approve the same part."""
    plan = _plan(["A81001", "A81002"], 1)
    _promised(plan, _pot())
    return {"told": at_once([lambda: _approved(plan, "commissioner"), lambda: _approved(plan)])}


def approve_and_let_go() -> dict[str, Any]:
    """Who approves a part, and who lets all of it go."""
    plan = _plan(["A81001", "A81002"], 1)
    _promised(plan, _pot())
    return {"told": at_once([lambda: _approved(plan), lambda: _let_go(plan)])}


def by_hand_and_ledger() -> dict[str, Any]:
    """Who records a payment by hand, and who reads the extract that tells it."""
    from tests.funding.ledgers import read, row, written
    from tests.funding.world import NOW

    of, plan = _pot(), _plan(["A81001", "A81002"], 1)
    _promised(plan, of)
    _approved(plan)
    payees = {1: "The Dene Surgery", 2: "Queens Park Practice"}
    lines = [
        row(pence="800.00", document=f"CL-00K-1/{n}-P1", payee=one, code="RES-PRACTICE")
        for n, one in payees.items()
    ]
    return {
        "told": at_once([lambda: _paid(plan), lambda: read(of, written(*lines), when=NOW) and None])
    }


RACES = {one.__name__: one for one in (last_money, promise_twice, approve_twice)}
RACES |= {one.__name__: one for one in (approve_and_let_go, by_hand_and_ledger)}


def raced(name: str) -> dict[str, Any]:
    """What was refused in a race, and the books after it."""
    from resilience.clusters.payments.proof import faults
    from resilience.funding.books.proof import proven
    from resilience.funding.models import Entry, Pot
    from tests.cases.world import build

    build()
    found = RACES[name]()
    sums = ("allocated", "committed", "invoiced", "paid")
    return found | {
        "kinds": list(Entry.objects.order_by("pk").values_list("kind", flat=True)),
        "pots": [[getattr(one, sum_) for sum_ in sums] for one in Pot.objects.order_by("pk")],
        "faults": [*proven(), *faults()],
    }


def _pot() -> Any:
    from tests.funding.world import pot

    return pot(10_000)


def _plan(practices: Iterable[str], number: int) -> Any:
    """The plan of a cluster of practices, just begun."""
    from resilience.clusters.models import Cluster, ClusterMember, ClusterPlan
    from resilience.organisations.models import Kind, Organisation
    from tests.cases.world import PROGRAMME
    from tests.funding.world import DAY, NOW, organisation

    own = [organisation(code) for code in practices]
    group = Organisation.objects.create(code=f"G-{number}", kind=Kind.GROUP, name=f"Group {number}")
    cluster = Cluster.objects.create(
        programme=PROGRAMME,
        area=organisation("00K"),
        number=number,
        name=f"Group {number}",
        state=Cluster.State.FORMED,
        organisation=group,
        proposed=NOW,
        proposed_for=own[0],
        formed=DAY,
    )
    for one in own:
        ClusterMember.objects.create(cluster=cluster, practice=one, state="agreed", joined=DAY)
    return ClusterPlan.objects.create(cluster=cluster, state="begun", starts=DAY, began=NOW)


def _told(plan: Any, by: str) -> dict[str, Any]:
    from resilience.clusters.payments.standing import version_of
    from tests.cases.world import reader
    from tests.funding.world import DAY, NOW

    told = {"by": reader(by, DAY), "plan": plan, "seen": version_of(plan.cluster)}
    return told | {"at": NOW, "why": "The plan was begun."}


def _promised(plan: Any, of: Any, by: str = "resilience") -> Any:
    from resilience.clusters.payments.promising import promise
    from tests.funding.world import DAY

    expected = dict.fromkeys((1, 2, 3), DAY)
    return promise(**_told(plan, by), pot=of, expected=expected)


def _approved(plan: Any, by: str = "finance") -> Any:
    from resilience.clusters.payments.approving import approve

    return approve(**_told(plan, by), part=1, left_out={})


def _let_go(plan: Any) -> Any:
    from resilience.clusters.payments.letting_go import let_go

    grants = list(plan.grants.values_list("pk", flat=True))
    return let_go(**_told(plan, "resilience"), grants=grants)


def _paid(plan: Any) -> Any:
    from resilience.clusters.payments.settling import pay
    from tests.funding.world import DAY

    told = {"practices": ["A81001", "A81002"], "day": DAY, "document": "BACS-1"}
    return pay(**_told(plan, "finance"), part=1, code="RES-PRACTICE", **told)


def _run(home: str, name: str) -> dict[str, Any]:
    from tests.bench.setting import settled

    settled(Path(home))
    from django.conf import settings

    settings.DATABASES["default"]["OPTIONS"]["timeout"] = 240
    return raced(name)


if __name__ == "__main__":
    json.dump(_run(*sys.argv[1:3]), sys.stdout)
