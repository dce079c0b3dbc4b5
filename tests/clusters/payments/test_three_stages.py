"""Ten practices in two clusters are paid £20,000 in three stages: by hand, from an extract of the
ledger, and by hand again. Every page and file tells the same sums to the penny."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from resilience.accounts.tiers import Tier
from resilience.clusters.models import ClusterPlan
from resilience.clusters.payments.proof import faults as clusters_faults
from resilience.clusters.payments.work import work
from resilience.funding.fairness.practices import money_of_practices
from resilience.funding.models import Pot
from resilience.funding.years import Year
from resilience.programmes.local import in_force
from resilience.returns.figures.records import rows_from_records
from tests.clusters.forming.world import FIVE, OTHER_FIVE, formed, planned, ratified, shown
from tests.clusters.payments.world import (
    COMPLETION,
    POUNDS,
    PROGRESS,
    START,
    YEAR,
    approved,
    later,
    paid,
    promised,
)
from tests.clusters.world import NAMES, PRACTICES, PROGRAMME, reader, user
from tests.funding.ledgers import read, row, states, written

POT = f"/money/{PROGRAMME}/{YEAR}/QUY/"
MONEY = "/local/{}/{}/clusters/1/money/1/"
LATER = later(60)


@pytest.fixture
def ask(client: Client) -> Callable[[str, str], str]:
    def asked(name: str, address: str) -> str:
        client.force_login(user(name))
        answer = client.get(address)
        assert answer.status_code == 200, (name, address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return content.decode("utf-8-sig")

    return asked


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_ten_practices_are_paid_in_three_stages_to_the_penny(
    plan: ClusterPlan, money: Pot, ask, capsys, monkeypatch
) -> None:
    module = "resilience.site.management.commands.books.prepare"
    monkeypatch.setattr(module, lambda: None)
    plans = [plan, planned(formed(OTHER_FIVE, area="11X", name="Levels together"))]
    for one in plans:
        promised(one, money)
        approved(one, START)
        paid(one, START)
        ratified(one)
        approved(one, COMPLETION)
    extract = read(
        money,
        written(
            *(
                row(
                    day="12/05/2026",
                    pence="800.00",
                    document=f"CL-{area}-1/{number}-P2",
                    payee=NAMES[PRACTICES.index(code)],
                    code="RES-PRACTICE",
                )
                for area, of in (("15C", FIVE), ("11X", OTHER_FIVE))
                for number, code in enumerate(of, 1)
            )
        ),
        by=reader("finance"),
        when=later(2),
    )
    assert list(states(extract).values()) == ["matched"] * 10
    for one in plans:
        shown(one)
        approved(one, PROGRESS)
        paid(one, PROGRESS)
    with time_machine.travel(LATER, tick=False):
        _every_page_tells(plans, ask)
        call_command("books")
    assert "the books are right" in capsys.readouterr().out
    assert list(clusters_faults()) == []


def _every_page_tells(plans: list[ClusterPlan], ask: Callable[[str, str], str]) -> None:
    for one, practices in zip(plans, (FIVE, OTHER_FIVE), strict=True):
        address = MONEY.format(PROGRAMME, one.cluster.area.code)
        page = ask("finance", address)
        assert "£10,000 is promised to 5 practices" in page
        assert "£10,000 of it is approved, and £10,000 is paid" in page
        told = rows(ask("finance", f"{address}?format=csv"))
        assert {each["practice"] for each in told} == set(practices)
        assert sum(int(each["paid_pence"]) for each in told) == 1_000_000
    pot = ask("finance", POT)
    assert "CL-15C-1/1" in pot
    assert "Plan 1 of the cluster Levels together" in pot
    entries = rows(ask("finance", f"{POT}?format=csv"))
    paid_ = [int(each["amount_pence"]) for each in entries if each["kind"] == "Payment"]
    assert (len(paid_), sum(paid_)) == (30, 2_000_000)
    review = f"/money/{PROGRAMME}/{YEAR}/review/?month=2026-05&format=csv"
    by = {(each["by"], each["id"]): each for each in rows(ask("finance", review))}
    for line in (("all", ""), ("holder", "QUY"), ("intended", "at_scale")):
        assert int(by[line]["committed_pence"]) == int(by[line]["paid_pence"]) == 2_000_000
    assert int(by["code", "RES-PRACTICE"]["paid_pence"]) == 2_000_000
    scope = reader("national").sees(Tier.COMMISSIONER)
    reached = money_of_practices(PROGRAMME, YEAR, scope, LATER.date())
    assert {one.paid for one in reached.values()} == {2_000 * POUNDS}
    assert len(reached) == 10
    told = rows_from_records(in_force(PROGRAMME), Year.called(YEAR), LATER.date())
    assert not told.practices  # a return tells of help under memoranda


def test_a_practice_reads_its_own_sums_and_nobody_elses(plan, money, today, ask) -> None:
    promised(plan, money)
    approved(plan, START, {"L81002": "Its bank details are being looked at."})
    address = MONEY.format(PROGRAMME, "15C")
    page = ask("lead1", address)
    assert "£2,000 is promised to your practice for the plan. £800 of it is approved" in page
    for hidden in ("Beech Street", "L81002", "bank details", "£10,000", "Entries in the books"):
        assert hidden not in page
    assert "Its bank details are being looked at" in ask("lead2", address)
    told = rows(ask("lead1", f"{address}?format=csv"))
    assert {one["practice"] for one in told} == {"L81001"}
    assert len(told) == 3


@pytest.mark.parametrize(
    ("name", "page", "status"),
    [
        ("other_commissioner", "", 404),
        ("lead9", "", 404),
        ("board", "", 404),
        ("supplier", "", 404),
        ("officer", "", 200),
        ("commissioner", "promise/", 404),
        ("lead1", "promise/", 404),
        ("resilience", "promise/", 200),
        ("commissioner", "parts/1/approve/", 200),
        ("lead1", "parts/1/approve/", 404),
        ("commissioner", "parts/1/pay/", 404),
        ("finance", "parts/1/pay/", 200),
        ("finance", "parts/9/pay/", 404),
        ("commissioner", "let-go/", 404),
    ],
)
def test_each_page_opens_for_those_whose_turn_it_can_be(
    plan, money, today, client, name: str, page: str, status: int
) -> None:
    promised(plan, money)
    client.force_login(user(name))
    assert client.get(MONEY.format(PROGRAMME, "15C") + page).status_code == status


def test_what_is_shut_says_why_before_anything_is_filled_in(plan, money, today, ask) -> None:
    address = MONEY.format(PROGRAMME, "15C")
    assert "Nothing of this part is promised yet" in ask("finance", f"{address}parts/1/approve/")
    promised(plan, money)
    why = ask("commissioner", f"{address}parts/2/approve/")
    assert "The plan is not ratified yet: the cluster is writing it." in why
    assert "<form method" not in why.split("<main")[1]
    own = ask("resilience", f"{address}parts/1/approve/")
    assert "You committed this money" in own


def test_my_work_has_what_waits_for_each(plan, money, django_assert_max_num_queries) -> None:
    def waits(name: str) -> set[str]:
        return {one.id for one in work(reader(name), 5) if one.total}

    assert waits("resilience") == {"clusters_promise"}
    promised(plan, money)
    assert waits("commissioner") == {"clusters_approve"}
    assert waits("resilience") == set()
    approved(plan, START)
    assert waits("finance") == {"clusters_pay"}
    assert waits("lead1") == {"clusters_coming"}
    paid(plan, START)
    assert waits("finance") == waits("lead1") == set()
    other = planned(formed(OTHER_FIVE, area="11X", name="Levels together"))
    promised(other, money)
    with django_assert_max_num_queries(30):
        assert waits("commissioner") == {"clusters_approve"}
