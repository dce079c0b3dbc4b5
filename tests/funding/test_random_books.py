"""Whatever people do with the money, in whatever order and with whatever sums: the books balance,
no gate is passed, what is refused leaves nothing behind, and all of it can be taken back."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.agreements.models import Memorandum
from resilience.audit.models import Event
from resilience.cases.models import Case, CaseEvent
from resilience.funding.actions.committing import PartOf, commit, vary_commitment
from resilience.funding.actions.correcting import reverse
from resilience.funding.actions.paying import approve_invoice, record_payment, record_recovery
from resilience.funding.books.posting import Line, locked_pot, posted
from resilience.funding.books.proof import faults
from resilience.funding.models import Commitment, Entry, Pot, Stage, Total
from tests.agreements.world import ENDS, SIGNED, issued, moved, promised, signed
from tests.cases.world import PROGRAMME, reader
from tests.funding.oracle import Oracle, Place
from tests.funding.world import NOW, organisation, promise
from tests.thorough import examples

Kind = Entry.Kind
BRIEF = date(2019, 2, 12)
"""The last day of a memorandum that ends soon."""
CASES = 5
WHO = ("resilience", "other_resilience", "regional", "finance", "national", "other_commissioner")
DOING = {
    "allocate": ("finance", "national"),
    "receive": ("finance", "national"),
    "commit": ("regional", "resilience", "other_resilience"),
    "vary": ("regional", "resilience", "other_resilience"),
    "invoice": ("finance", "commissioner", "other_commissioner"),
    "pay": ("finance", "national"),
    "recover": ("finance", "national"),
    "reverse": ("finance", "national", "regional"),
}
SUMS = st.sampled_from((1, 99_999, 100_000, 250_000, 400_000, 500_000)) | st.integers(
    -10_000, 600_000
)
ACTS = st.sampled_from(sorted(DOING)).flatmap(
    lambda act: st.tuples(
        st.just(act),
        st.sampled_from(DOING[act]) | st.sampled_from(WHO),
        st.integers(0, 7),
        SUMS,
        st.sampled_from((0, 0, 0, 1, 9)),
    )
)


@pytest.fixture
def money(referred) -> Oracle:
    """Two teams with £10,000 each, and five cases: two of each team's with a memorandum in force,
    of which one ends soon, and one for which none was signed."""
    held = {}
    for code, by, ends in (
        ("A81001", "lead", ENDS),
        ("P81001", "other_lead", ENDS),
        ("A81002", "second_lead", BRIEF),
        ("P81001", "other_lead", BRIEF),
    ):
        case = promised(referred(code, by=by))
        memorandum = issued(case, ends=ends)
        for side in ("practice", "body"):
            signed(memorandum, side)
        moved(case, "in_force_by_body", "supported", by="regional", when=SIGNED)
        held[case.pk] = (SIGNED.date(), ends)
    issued(promised(referred("A81002", by="second_lead")))
    oracle = Oracle(held)
    for holder in ("Q74", "Q83"):
        pot = Pot.objects.create(programme=PROGRAMME, year="2018-19", holder=organisation(holder))
        Walk(oracle).allocate("national", pot, 1_000_000)
    return oracle


class Walk:
    """Acts of people one after the other, each on what its number chooses."""

    def __init__(self, oracle: Oracle, now: datetime = NOW) -> None:
        self.books, self.now, self.done = oracle, now, Counter[str]()

    def does(self, act: str, who: str, number: int, pence: int, later: int) -> str:
        """What was refused; empty where it was done."""
        self.now += timedelta(days=later)
        before = everything()
        try:
            with transaction.atomic():
                getattr(self, act)(who, *self._chosen(act, number), pence)
        except Refused as why:
            assert everything() == before, (act, who, number, pence)
            return str(why)
        self.done[act] += 1
        return ""

    def _chosen(self, act: str, number: int) -> list[Any]:
        """What an act is done to; refused where there is no such thing yet."""
        of: dict[str, Any] = {
            "allocate": Pot.objects.order_by("pk"),
            "receive": Pot.objects.order_by("pk"),
            "commit": Case.objects.order_by("pk"),
            "vary": Stage.objects.order_by("pk"),
            "invoice": Stage.objects.order_by("pk"),
            "pay": Entry.objects.filter(kind=Kind.INVOICE).order_by("pk"),
            "recover": Entry.objects.filter(kind=Kind.INVOICE).order_by("pk"),
            "reverse": Entry.objects.order_by("-pk"),
        }
        found = list(of[act])
        if not found:
            raise Refused("There is none yet.")
        chosen = found[number % len(found)]
        return [chosen, number] if act == "commit" else [chosen]

    # --- the acts, and what they move by the oracle

    def allocate(self, who: str, pot: Pot, pence: int) -> None:
        self._of_a_pot(Kind.ALLOCATION, "allocated", who, pot, pence)

    def receive(self, who: str, pot: Pot, pence: int) -> None:
        self._of_a_pot(Kind.TRANSFER, "received", who, pot, abs(pence))

    def _of_a_pot(self, kind: Entry.Kind, name: str, who: str, pot: Pot, pence: int) -> None:
        if not pence:
            raise Refused("Nothing moves.")
        line = Line(kind=kind, pence=pence, day=self.now.date(), why="So.")
        made = posted(locked_pot(pot), line, by=self._by(who), at=self.now, acting_for=None)
        self.books.wrote(made, Counter({("pot", pot.pk, name): pence}))

    def commit(self, who: str, case: Case, number: int, pence: int) -> None:
        half = pence // 2
        parts = [("At the start", half), ("At the end", pence - half)][number % 2 :]
        pots = Pot.objects.order_by("pk")
        made = commit(
            by=self._by(who),
            case=case,
            pot=pots[(number % CASES + number // CASES) % 2],  # of the other team at times
            seen=case.version,
            at=self.now,
            promise=promise(
                parts=[PartOf(title, "", date(2019, 3, 29), sum_) for title, sum_ in parts]
            ),
            why="So.",
        )
        assert self.books.bears(case.pk, self.now.date())
        assert made.memorandum in Memorandum.objects.filter(case=case)
        assert made.memorandum.signatures.count() == 2
        for entry in made.entries.all():
            self.books.wrote(entry, self._moved(entry, committed=entry.pence))

    def vary(self, who: str, stage: Stage, pence: int) -> None:
        case = stage.commitment.case
        entry = vary_commitment(
            by=self._by(who),
            commitment=stage.commitment,
            stage=stage,
            seen=case.version,
            at=self.now,
            pence=pence,
            why="So.",
        )
        assert entry.pence < 0 or self.books.bears(case.pk, self.now.date())
        self.books.wrote(entry, self._moved(entry, committed=entry.pence))

    def invoice(self, who: str, stage: Stage, pence: int) -> None:
        one = stage.commitment
        by = self._by(who)
        entry = approve_invoice(
            by=by,
            commitment=one,
            stage=stage,
            seen=one.case.version,
            at=self.now,
            pence=pence,
            day=self.now.date(),
            document=f"INV-{Entry.objects.count()}",
            why="So.",
        )
        assert one.by != by.actor and self.books.bears(one.case_id, self.now.date())
        moves = self._moved(entry, invoiced=pence)
        self.books.wrote(entry, moves | {("invoice", entry.pk, "approved"): pence})

    def pay(self, who: str, invoice: Entry, pence: int) -> None:
        self._settle(record_payment, who, invoice, pence)

    def recover(self, who: str, invoice: Entry, pence: int) -> None:
        self._settle(record_recovery, who, invoice, pence)

    def _settle(self, act: Any, who: str, invoice: Entry, pence: int) -> None:
        entry = act(
            by=self._by(who),
            invoice=invoice,
            seen=invoice.commitment.case.version,
            at=self.now,
            pence=pence,
            day=self.now.date(),
            code=invoice.commitment.code,
            document="GL-1",
            why="So.",
        )
        if entry.kind == Kind.PAYMENT:
            moves, name = self._moved(entry, paid=pence), "paid"
        else:
            moves, name = self._moved(entry, paid=-pence, invoiced=-pence), "back"
        self.books.wrote(entry, moves | {("invoice", invoice.pk, name): pence})

    def reverse(self, who: str, entry: Entry, _: int = 0) -> None:
        case = entry.commitment.case if entry.commitment else None
        made = reverse(
            by=self._by(who),
            entry=entry,
            seen=case.version if case else entry.pot.version,
            at=self.now,
            why="So.",
        )
        raises = entry.kind == Kind.VARIATION and entry.pence < 0
        assert not raises or self.books.bears(case.pk, self.now.date())
        self.books.took_back(entry, made)

    def _by(self, who: str) -> Any:
        return reader(who, self.now.date())

    def _moved(self, entry: Entry, **names: int) -> Counter[Place]:
        """The sums of the pot and the commitment, and of the part where it has such."""
        moves: Counter[Place] = Counter()
        for name, pence in names.items():
            moves["pot", entry.pot_id, name] = pence
            moves["commitment", entry.commitment_id, name] = pence
            if name != "paid":
                moves["stage", entry.stage_id, name] = pence
        return moves


def everything() -> list[Any]:
    """All that an act may leave behind."""
    counted = [model.objects.count() for model in (Entry, CaseEvent, Event)]
    kept = [list(m.objects.order_by("pk").values_list()) for m in (Pot, Commitment, Stage, Total)]
    return [*counted, *kept]


def walked(walk: Walk, acts: list[tuple[str, str, int, int, int]]) -> None:
    for act in acts:
        walk.does(*act)
        assert walk.books.wrong() == [], act
    assert list(faults()) == []


def taken_back(walk: Walk) -> None:
    """All of it, the last first, and what something rested on once that is gone; while all the
    memoranda are in force."""
    walk.now, left, before = NOW, [1], 0
    while left and len(left) != before:
        before = len(left)
        for entry in Entry.objects.exclude(pk__in=walk.books.undone).order_by("-pk"):
            for who in ("national", "regional"):
                if not walk.does("reverse", who, _place(entry), 0, 0):
                    break
            assert walk.books.wrong() == []
        left = list(Entry.objects.exclude(pk__in=walk.books.undone))
    assert left == []
    assert not any(walk.books.sums.values())
    assert list(faults()) == []
    monthly = Total.objects.order_by().values_list("pot", "kind").annotate(Sum("pence"))
    assert not any(pence for *_, pence in monthly)


def _place(entry: Entry) -> int:
    """Its number for an act, from the newest."""
    return Entry.objects.filter(pk__gt=entry.pk).count()


@examples(6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=8, max_size=24))
def test_in_any_order_and_with_any_sums_the_books_are_right(money, acts):
    with transaction.atomic():
        walk = Walk(_copied(money))
        walked(walk, acts)
        taken_back(walk)
        transaction.set_rollback(True)


def test_the_walk_gets_everywhere(money):
    """That the walk above is not empty: one that does each of the acts, and is refused at each
    gate."""
    walk = Walk(money)
    acts = [
        ("commit", "regional", 0, 400_000, 0, ""),
        ("commit", "resilience", 0, 200_000, 0, "business case"),
        ("commit", "other_resilience", 1, 500_000, 0, ""),
        ("commit", "regional", 2, 300_000, 0, ""),
        ("commit", "regional", 4, 100_000, 0, "No memorandum that both sides signed"),
        ("commit", "regional", 2, 100_000, 9, "No memorandum that both sides signed"),
        ("allocate", "finance", 0, -500_000, 0, "£7,000 is committed already"),
        ("receive", "finance", 0, 600_000, 0, ""),
        ("invoice", "regional", 0, 100_000, 0, "You committed this money"),
        ("invoice", "finance", 0, 200_001, 0, "£2,000 of “At the start” is not invoiced"),
        ("invoice", "finance", 0, 200_000, 0, ""),
        ("invoice", "commissioner", 1, 150_000, 0, ""),
        ("pay", "finance", 0, 200_001, 0, "£2,000 of this invoice is not paid"),
        ("pay", "finance", 0, 200_000, 0, ""),
        ("recover", "national", 0, 200_001, 0, "That is more than was paid"),
        ("recover", "national", 0, 50_000, 0, ""),
        ("vary", "resilience", 1, 149_999, 0, "£1,500 of “At the end” is invoiced"),
        ("vary", "resilience", 1, 150_000, 0, ""),
        ("vary", "regional", 3, 100_000, 0, ""),
        ("reverse", "regional", 0, 0, 0, "No memorandum that both sides signed"),
        ("reverse", "regional", 1, 0, 0, ""),
        ("reverse", "regional", 0, 0, 0, "takes another back"),
    ]
    for *act, expected in acts:
        told = walk.does(*act)
        assert (expected in told) if expected else not told, (act, told)
        assert walk.books.wrong() == [], act
    assert set(walk.done) == set(DOING) - {"allocate"}
    taken_back(walk)


def _copied(oracle: Oracle) -> Oracle:
    return Oracle(oracle.in_force, oracle.sums.copy(), dict(oracle.moves), set(oracle.undone))
