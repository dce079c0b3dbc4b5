"""Whatever tells the money tells the same: the review and its files, the pots and theirs, the money
of a case, the overview, fairness and the command, against books kept in plain Python."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from resilience.accounts.rules import Refused
from resilience.cases.models import Case
from resilience.funding.actions.committing import PartOf, commit, vary_commitment
from resilience.funding.actions.correcting import reverse
from resilience.funding.actions.forecasting import enter_forecast
from resilience.funding.actions.paying import approve_invoice, record_payment, record_recovery
from resilience.funding.books.proof import faults
from resilience.funding.models import Commitment, Entry, Pot, Stage
from tests.agreements.world import promised
from tests.cases.conftest import at
from tests.cases.world import reader, user
from tests.funding.agreeing import all_agree, the_review_agrees
from tests.funding.plain_books import ENDS, INTENDED, Help, PlainBooks
from tests.funding.told import Asked
from tests.funding.world import helped, pot, promise
from tests.thorough import THOROUGH

BEGINS, LOOKED_AT = date(2019, 2, 4), date(2019, 4, 8)
ALLOCATED_ON = date(2018, 5, 31)
CODES = ("RES-SUPPLIER", "RES-PEERS")
LEADS = {"A81001": "lead", "P81001": "other_lead"}
APPROVER = {"A81001": "commissioner", "P81001": "other_commissioner"}
STEPS = 60


@pytest.fixture(autouse=True)
def no_preparing(monkeypatch) -> None:
    monkeypatch.setattr("resilience.site.management.commands.books.prepare", lambda: None)


@pytest.fixture
def two_teams(referred) -> dict[Case, Pot]:
    """A case of each team whose memorandum is in force, and the money of its team."""
    near = helped(promised(referred()))
    far = helped(promised(referred("P81001", by="other_lead")))
    return {near: pot(9_000), far: pot(4_801, "Q83")}


@pytest.fixture
def asked(client) -> Asked:
    """What is sent to somebody of the world."""

    def ask(name: str, address: str) -> bytes:
        client.force_login(user(name))
        answer = client.get(address)
        assert answer.status_code == 200, (name, address)
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    return Asked(ask)


class AtRandom:
    """Acts of people on the money of two teams, each of them written into the test's own books too
    where it is not refused."""

    def __init__(self, pots: dict[Case, Pot], seed: int) -> None:
        self.pots, self.draw, self.books = pots, random.Random(seed), PlainBooks()
        self.help: dict[int, Help] = {}
        self.day, self.done = BEGINS, 0
        for case, of in pots.items():
            assert case.organisation
            self.books.add("allocation", of.allocated, ALLOCATED_ON, of.holder.code)

    def go(self) -> PlainBooks:
        acts: list[Callable[[], None]] = [
            *(self.commit, self.invoice, self.pay),
            *(self.commit, self.invoice, self.pay, self.vary, self.recover, self.take_back),
        ]
        for step in range(STEPS):
            self.day = BEGINS + timedelta(days=step * (LOOKED_AT - BEGINS).days // STEPS)
            try:
                self.draw.choice(acts)()
            except (Refused, IndexError):  # what is not borne, or nothing there to do it with
                continue
            self.done += 1
        return self.books

    def told(self, name: str, case: Case) -> dict[str, Any]:
        """Who does it, and what every act is told."""
        case.refresh_from_db()
        when = at(self.day.year, self.day.month, self.day.day, 10)
        return {"by": reader(name, self.day), "at": when, "seen": case.version, "why": "So."}

    def write(self, kind: str, pence: int, one: Commitment, stage: Stage | None, **more: Any):
        late = stage is not None and stage.expected > ENDS
        self.books.add(kind, pence, self.day, self.help[one.pk], late=late, **more)

    def pence(self) -> int:
        return self.draw.randrange(1, 50_000)

    def commit(self) -> None:
        if self.day > ENDS:
            return
        case = self.draw.choice(list(self.pots))
        expected = self.draw.choice((date(2019, 3, 15), ENDS, date(2019, 4, 30)))
        parts = [
            PartOf("First", "", ENDS, self.pence()),
            PartOf("Last", "", expected, self.pence()),
        ]
        intended = self.draw.choice(INTENDED)
        made = commit(
            case=case,
            pot=self.pots[case],
            promise=promise(parts=parts, intended=intended),
            **self.told("regional", case),
        )
        code = case.organisation.code
        self.help[made.pk] = Help(self.pots[case].holder.code, code, intended)
        for stage in made.stages.all():
            self.write("commitment", stage.pence, made, stage)

    def vary(self) -> None:
        stage = self.any_of(Stage.objects.all())
        one, was = stage.commitment, stage.pence
        vary_commitment(
            commitment=one, stage=stage, pence=self.pence(), **self.told("regional", one.case)
        )
        stage.refresh_from_db()
        self.write("variation", stage.pence - was, one, stage)

    def invoice(self) -> None:
        stage = self.any_of(Stage.objects.all())
        one = stage.commitment
        pence = self.draw.randrange(1, stage.pence - stage.invoiced + 2)
        approve_invoice(
            commitment=one,
            stage=stage,
            pence=pence,
            day=self.day,
            document=f"INV-{self.day}-{pence}",
            **self.told(APPROVER[one.organisation.code], one.case),
        )
        self.write("invoice", pence, one, stage)

    def pay(self) -> None:
        self.settle("payment", record_payment)

    def recover(self) -> None:
        self.settle("recovery", record_recovery)

    def settle(self, kind: str, act: Callable[..., Any]) -> None:
        invoice = self.any_of(Entry.objects.filter(kind="invoice", reverses=None, reversed_by=None))
        one, code = invoice.commitment, self.draw.choice(CODES)
        pence = self.draw.randrange(1, invoice.pence // 2 + 2)
        act(
            invoice=invoice,
            pence=pence,
            day=self.day,
            code=code,
            document="GL",
            **self.told("national", one.case),
        )
        self.write(kind, pence, one, invoice.stage, code=code)

    def take_back(self) -> None:
        entry = self.any_of(Entry.objects.exclude(commitment=None))
        one = entry.commitment
        kept = entry.kind in ("payment", "recovery")
        name = "national" if kept else APPROVER[one.organisation.code]
        name = "regional" if entry.kind in ("commitment", "variation") else name
        reverse(entry=entry, **self.told(name, one.case))
        self.write(entry.kind, -entry.pence, one, entry.stage, code=entry.code)

    def any_of(self, found: Any) -> Any:
        return self.draw.choice(list(found.order_by("pk")))


@pytest.mark.parametrize("seed", [3, 8, 21, 34] if THOROUGH else [3])
def test_whatever_tells_the_money_tells_the_same(two_teams, asked, seed):
    acts = AtRandom(two_teams, seed)
    books = acts.go()
    assert acts.done > STEPS // 4, "most of it was refused: the test tests little"
    near = Pot.objects.get(holder__code="Q74")
    told = {"month": date(2019, 2, 1), "pence": 812_345, "basis": "Two plans are signed."}
    when = at(2019, 3, 4, 10)
    by = reader("finance", when.date())
    enter_forecast(by=by, pot=near, at=when, seen=near.version, **told)
    books.said.append(("Q74", date(2019, 2, 1), 812_345))
    with time_machine.travel(at(2019, 4, 8, 12)):
        for month in (date(2018, 9, 1), date(2019, 2, 1), date(2019, 3, 1)):
            the_review_agrees(asked, books, month, LOOKED_AT)
        leads = {case: LEADS[case.organisation.code] for case in two_teams}
        all_agree(asked, books, LOOKED_AT, leads)
    assert list(faults()) == []
