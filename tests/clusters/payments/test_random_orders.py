"""Whatever people do with the money of two clusters, in whatever order, with leavers, recoveries
and reversals: no part is approved before its state or beyond its sum, and plain sums agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.clusters.models import ClusterPlan
from resilience.clusters.payments.approving import part_and_shares
from resilience.clusters.payments.proof import faults as clusters_faults
from resilience.funding.books.proof import faults
from resilience.funding.models import Entry, Pot
from tests.clusters.forming.world import FIVE, OTHER_FIVE, formed, planned, ratified, shown
from tests.clusters.payments import world
from tests.clusters.payments.world import ALL, COMPLETION, POUNDS, PROGRESS, START
from tests.thorough import examples

PENCE = {START: 80_000, COMPLETION: 80_000, PROGRESS: 40_000}
NEEDS = {START: "begun", COMPLETION: "ratified", PROGRESS: "shown"}
Key = tuple[str, int]
"""A practice and a part."""
OFTEN = ("promise", "approve", "approve", "pay", "pay", "ratify", "show", "leave")
ACTS = st.tuples(
    st.sampled_from((*OFTEN, "promise", "recover", "let_go", "take_back")),
    st.integers(0, 1),
    st.integers(1, 3),
    st.integers(0, 9),
)


@dataclass
class Plain:
    """Sums of each practice and part in plain numbers, pence."""

    promised: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    approved: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    paid: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    refused: int = 0

    def moved(self, entry: Entry, way: int = 1) -> None:
        key = entry.commitment.organisation.code, entry.stage.number
        pence = way * entry.pence
        if entry.kind in ("commitment", "variation"):
            self.promised[key] += pence
        elif entry.kind == "invoice":
            self.approved[key] += pence
        elif entry.kind == "payment":
            self.paid[key] += pence
        else:
            self.paid[key] -= pence
            self.approved[key] -= pence


@given(st.lists(ACTS, min_size=8, max_size=25), st.sampled_from([5_000, 8_000, 9_000]))
@examples(8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_plain_sums_agree_in_whatever_order(area, acts, pounds) -> None:
    with _undone():
        pot = world.pot(pounds)
        plans = [
            planned(formed(FIVE[:2])),
            planned(formed(OTHER_FIVE[:2], area="11X", name="Levels together")),
        ]
        plain = Plain()
        for name, which, part, number in acts:
            before = Entry.objects.count()
            try:
                with transaction.atomic():
                    _do(name, plans[which], pot, part, number)
            except Refused:
                plain.refused += 1
                assert Entry.objects.count() == before
            for entry in Entry.objects.select_related("commitment__organisation", "stage")[before:]:
                plain.moved(entry)
            _agree(plain, plans, pot)
        assert list(faults()) == []
        assert list(clusters_faults()) == []


def _do(name: str, plan: ClusterPlan, pot: Pot, part: int, number: int) -> None:
    """What comes to somebody's mind."""
    plan.refresh_from_db()
    practices = [one.practice.code for one in plan.cluster.members.order_by("practice__code")]
    one = practices[number % len(practices)]
    if name == "promise":
        world.promised(plan, pot, ALL if number % 2 else {part: ALL[part]})
    elif name == "approve":
        was = {one: "Not yet."} if number % 3 == 0 else {}
        made = world.approved(plan, part, was)
        assert NEEDS[part] in _reached(plan)
        assert one not in {each.commitment.organisation.code for each in made} or not was
    elif name == "pay":
        world.paid(plan, part, [one] if number % 3 == 0 else None)
    elif name == "let_go":
        world.let_go(plan, [one])
    elif name == "leave":
        world.left(plan, one, world.TODAY)
    elif name == "ratify" and plan.state == "begun":
        ratified(plan, at=world.later(0))
    elif name == "show" and plan.state == "ratified":
        shown(plan, at=world.later(0))
    elif name == "recover":
        _, shares = part_and_shares(plan, part)
        out = [each for share in shares for each in share.invoices if each.out]
        if out:
            each = out[number % len(out)]
            world.recovered(plan, each.entry, each.out if number % 2 else 100 * (number + 1))
    elif name == "take_back":
        entries = list(Entry.objects.filter(commitment__grant__plan=plan).order_by("pk"))
        if entries:
            entry = entries[-1 - number % len(entries)]
            by = {"payment": "finance", "recovery": "finance", "invoice": "commissioner"}
            world.taken_back(plan, entry, by=by.get(entry.kind, "resilience"))


def _reached(plan: ClusterPlan) -> set[str]:
    return {"begun"} | {"ratified": {"ratified"}, "shown": {"ratified", "shown"}}.get(
        plan.state, set()
    )


def _agree(plain: Plain, plans: list[ClusterPlan], pot: Pot) -> None:
    pot.refresh_from_db()
    assert pot.committed == sum(plain.promised.values()) <= pot.allocated
    assert pot.invoiced == sum(plain.approved.values())
    assert pot.paid == sum(plain.paid.values())
    for plan in plans:
        for part, most in PENCE.items():
            for share in part_and_shares(plan, part)[1]:
                key = share.practice.code, part
                sums = (share.promised, share.approved, share.paid)
                assert sums == (plain.promised[key], plain.approved[key], plain.paid[key])
                assert 0 <= share.paid <= share.approved <= share.promised <= most


@contextmanager
def _undone() -> Iterator[None]:
    """What one example did is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_example_that_everything_is_done_sums_to_20000_pounds(area) -> None:
    pot = world.pot(20_000)
    plans = [planned(formed()), planned(formed(OTHER_FIVE, area="11X", name="Levels together"))]
    for plan in plans:
        world.promised(plan, pot)
        for part, reach in ((START, None), (COMPLETION, ratified), (PROGRESS, shown)):
            if reach:
                reach(plan)
            world.approved(plan, part)
            world.paid(plan, part)
    assert pot.entries.filter(kind="payment").aggregate(sum=Sum("pence"))["sum"] == 20_000 * POUNDS
    assert world.sums(pot) == (20_000, 20_000, 20_000)
