"""Money of a plan: each part opens with what the plan has reached, for all practices of a cluster,
and never twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import ClusterGrant, ClusterMember, LeftOut
from resilience.clusters.payments import promising
from resilience.clusters.payments.standing import version_of
from resilience.funding.books.proof import faults
from resilience.funding.models import Commitment, Entry
from resilience.notices.models import Notice
from tests.clusters.forming.world import FIVE, OTHER_FIVE, formed, planned, ratified, shown
from tests.clusters.payments.world import (
    ALL,
    COMPLETION,
    NEXT,
    PROGRESS,
    START,
    approved,
    later,
    left,
    let_go,
    paid,
    pot,
    promised,
    recovered,
    sums,
    taken_back,
)
from tests.clusters.world import NOW, TODAY, organisation, reader, user

pytestmark = pytest.mark.usefixtures("books_are_right")


def test_every_practice_is_promised_its_three_parts_under_the_cluster(plan, money) -> None:
    made = promised(plan, money)
    assert [one.reference for one in made] == [f"CL-15C-1/{n}" for n in range(1, 6)]
    assert {one.organisation.code for one in made} == set(FIVE)
    assert all(one.payee == one.organisation and one.case is None for one in made)
    assert [part.pence for part in made[0].stages.all()] == [80_000, 80_000, 40_000]
    assert sums(money) == (10_000, 0, 0)
    told = Notice.objects.filter(subject="CL-15C-1, Harbour together: money is promised")
    assert told.count() == 6  # five leads and a member
    assert "£" not in told.first().text
    assert Event.objects.filter(act="funding.money_committed", organisation="L81001").count() == 1
    assert Event.objects.get(act="clusters.money_promised").organisation == "15C"


def test_all_or_nothing_is_promised_and_it_is_said_what_is_free(plan) -> None:
    little = pot(9_999)
    with pytest.raises(Refused, match=r"£9,999 of this money is free, and £10,000 is needed"):
        promised(plan, little)
    assert not Commitment.objects.exists()
    assert not ClusterGrant.objects.exists()


def test_only_those_who_commit_the_money_of_the_pot_promise_it(plan, money) -> None:
    for name in ("commissioner", "lead1", "other_resilience", "analyst"):
        with pytest.raises(Refused, match="commit its money"):
            promised(plan, money, by=name)
    elsewhere = pot(holder="QOP")
    with pytest.raises(Refused, match="not in its area"):
        promised(plan, elsewhere, by="other_resilience")


def test_nothing_is_promised_to_a_cluster_that_is_not_formed_or_has_ended(plan, money) -> None:
    plan.cluster.state, plan.cluster.ended = "ended", TODAY
    plan.cluster.save()
    with pytest.raises(Refused, match="has ended"):
        promised(plan, money)


def test_a_part_opens_with_what_the_plan_has_reached_and_not_before(plan, money) -> None:
    promised(plan, money)
    assert len(approved(plan, START)) == 5
    with pytest.raises(Refused, match=r"not ratified yet: the cluster is writing it\. It opens"):
        approved(plan, COMPLETION)
    ratified(plan)
    assert len(approved(plan, COMPLETION)) == 5
    with pytest.raises(Refused, match="Progress is not shown yet: the plan is ratified"):
        approved(plan, PROGRESS)
    shown(plan)
    assert len(approved(plan, PROGRESS)) == 5
    assert sums(money) == (10_000, 10_000, 0)


def test_a_part_is_never_approved_twice(plan, money) -> None:
    promised(plan, money)
    approved(plan, START)
    with pytest.raises(Refused, match="All that is promised of this part is approved"):
        approved(plan, START)


def test_nothing_is_approved_before_it_is_promised(plan, money) -> None:
    with pytest.raises(Refused, match="Nothing of this part is promised yet"):
        approved(plan, START)


def test_who_promised_the_money_does_not_approve_it(plan, money) -> None:
    promised(plan, money)
    with pytest.raises(Refused, match="You committed this money"):
        approved(plan, START, by="resilience")
    with pytest.raises(Refused, match="Only those who approve invoices"):
        approved(plan, START, by="lead1")


def test_a_practice_is_left_out_with_a_reason_and_approved_later(plan, money) -> None:
    promised(plan, money)
    made = approved(plan, START, {"L81002": "Its bank details are being looked at."})
    assert len(made) == 4
    out = LeftOut.objects.get()
    assert (out.grant.practice.code, out.part) == ("L81002", START)
    assert Notice.objects.filter(user=user("lead2"), subject__contains="left out").count() == 1
    assert [one.commitment.organisation.code for one in approved(plan, START)] == ["L81002"]
    with pytest.raises(Refused, match="at least one"):
        ratified(plan)
        approved(plan, COMPLETION, dict.fromkeys(FIVE, "Not yet."))


def test_a_reason_tells_nothing_of_patients(plan, money) -> None:
    promised(plan, money)
    with pytest.raises(Refused, match="NHS number"):
        approved(plan, START, {"L81002": "As 943 476 5919 said."})
    assert not Entry.objects.filter(kind="invoice").exists()


def test_finance_pays_all_or_some_and_each_payment_has_its_number_and_code(plan, money) -> None:
    promised(plan, money)
    approved(plan, START)
    assert len(paid(plan, START, ["L81001", "L81003"])) == 2
    assert len(paid(plan, START, document="BACS-2")) == 3
    with pytest.raises(Refused, match="All that is approved of this part is paid"):
        paid(plan, START, ["L81001"])
    assert sums(money) == (10_000, 4_000, 4_000)
    first = Entry.objects.filter(kind="payment").order_by("pk").first()
    assert (first.document, first.code) == ("BACS-1", "RES-PRACTICE")
    assert first.invoice.document == "CL-15C-1/1-P1"


def test_only_who_keeps_the_books_of_the_pot_records_payments(plan, money) -> None:
    promised(plan, money)
    approved(plan, START)
    for name in ("commissioner", "resilience", "lead1"):
        with pytest.raises(Refused, match="keep the books"):
            paid(plan, START, by=name)
    with pytest.raises(Refused, match="Nothing of this part is approved"):
        paid(plan, COMPLETION, ["L81001"])


def test_a_practice_that_joins_later_gets_its_own(plan, money) -> None:
    promised(plan, money)
    approved(plan, START)
    ClusterMember.objects.create(
        cluster=plan.cluster, practice=organisation("L81006"), state="agreed", joined=TODAY
    )
    (one,) = promised(plan, money)
    assert one.reference == "CL-15C-1/6"
    assert [entry.commitment for entry in approved(plan, START)] == [one]
    with pytest.raises(Refused, match="promised these parts already"):
        promised(plan, money)


def test_a_practice_that_left_before_is_not_paid_and_its_money_is_let_go(plan, money) -> None:
    promised(plan, money)
    approved(plan, START)
    left(plan, "L81005", TODAY)
    ratified(plan, at=later(3))
    assert len(approved(plan, COMPLETION, at=later(3))) == 4
    with pytest.raises(Refused, match="practices that left before: let it go"):
        approved(plan, COMPLETION, at=later(3))
    assert sum(one.pence for one in let_go(plan, ["L81005"], at=later(3))) == -120_000
    assert sums(money) == (8_800, 7_200, 0)
    with pytest.raises(Refused, match="promised and not approved"):
        let_go(plan, ["L81005"], at=later(3))


def test_a_practice_that_went_to_another_cluster_is_promised_only_what_it_has_not(
    plan, money
) -> None:
    promised(plan, money)
    approved(plan, START)
    left(plan, "L81001", TODAY)
    let_go(plan, ["L81001"])
    second = planned(formed(["L81009", "L81001"], area="11X", name="Levels together"))
    made = {one.organisation.code: one for one in promised(second, money)}
    parts = {code: [part.number for part in one.stages.all()] for code, one in made.items()}
    assert parts == {"L81009": [START, COMPLETION, PROGRESS], "L81001": [COMPLETION, PROGRESS]}


def test_a_practice_that_left_after_a_part_was_reached_is_paid_it(plan, money) -> None:
    promised(plan, money)
    ratified(plan, at=later(1))
    left(plan, "L81005", later(2).date())
    assert len(approved(plan, COMPLETION, at=later(3))) == 5


def test_what_came_back_is_approved_anew_or_let_go(plan, money) -> None:
    promised(plan, money)
    invoice = approved(plan, START)[0]
    paid(plan, START)
    recovered(plan, invoice, 80_000)
    assert sums(money) == (10_000, 3_200, 3_200)
    (again,) = approved(plan, START)
    assert again.document == "CL-15C-1/1-P1-2"
    paid(plan, START, document="BACS-9")
    assert sums(money) == (10_000, 4_000, 4_000)


def test_what_was_let_go_is_taken_back_or_promised_again(plan, money) -> None:
    promised(plan, money)
    gone = let_go(plan, ["L81001"])
    assert sums(money)[0] == 8_000
    taken_back(plan, gone[0])
    with pytest.raises(Refused, match="taken back before"):
        taken_back(plan, gone[0])
    (one,) = promised(plan, money)
    assert one.reference == "CL-15C-1/1"
    assert one.committed == 200_000
    with pytest.raises(Refused, match="promised again since"):
        taken_back(plan, gone[1])


def test_a_practice_that_left_is_not_promised_again_by_taking_back(plan, money) -> None:
    promised(plan, money)
    gone = let_go(plan, ["L81001"])
    left(plan, "L81001", TODAY)
    with pytest.raises(Refused, match="has left the cluster"):
        taken_back(plan, gone[0])


def test_each_entry_is_taken_back_by_who_may_and_what_rests_on_it_first(plan, money) -> None:
    promised(plan, money)
    invoice = approved(plan, START)[0]
    payment = paid(plan, START)[0]
    with pytest.raises(Refused, match="take the payment back first"):
        taken_back(plan, invoice, by="commissioner")
    with pytest.raises(Refused, match="keep the books"):
        taken_back(plan, payment, by="commissioner")
    taken_back(plan, payment, by="finance")
    taken_back(plan, invoice, by="commissioner")
    assert sums(money) == (10_000, 3_200, 3_200)
    assert approved(plan, START)[0].document == "CL-15C-1/1-P1-2"


def test_what_is_reached_after_the_year_is_promised_from_the_next(plan, money) -> None:
    promised(plan, money)
    ratified(plan)
    april = later(350)
    shown(plan, at=april)
    with pytest.raises(Refused, match=r"the money is of 2026-27\. Let that go"):
        approved(plan, PROGRESS, at=april)
    approved(plan, START, at=april)
    approved(plan, COMPLETION, at=april)
    let_go(plan, FIVE, at=april)
    following = pot(2_000, year=NEXT)
    promised(plan, following, {PROGRESS: april.date()}, at=april)
    assert len(approved(plan, PROGRESS, at=april)) == 5
    assert (sums(money), sums(following)) == ((8_000, 8_000, 0), (2_000, 2_000, 0))


def test_a_day_outside_the_year_of_the_money_is_refused(plan, money) -> None:
    with pytest.raises(Refused, match="This is money of 2026-27"):
        promised(plan, money, {PROGRESS: date(2027, 4, 1)})
    with pytest.raises(Refused, match="at least one part"):
        promised(plan, money, {})


def test_who_looked_at_it_before_somebody_else_acted_is_told(plan, money) -> None:
    seen = version_of(plan.cluster)
    promised(plan, money)
    with pytest.raises(Refused, match="changed after you opened the page"):
        promising.promise(
            by=reader("resilience"),
            plan=plan,
            pot=money,
            seen=seen,
            at=NOW,
            expected=ALL,
            why="So.",
        )


def test_a_practice_sees_its_own_money_and_of_the_others_none(plan, money) -> None:
    promised(plan, money)
    approved(plan, START, {"L81002": "Not yet."})
    seen = Commitment.objects.visible_to(reader("lead1"))
    assert [one.organisation.code for one in seen] == ["L81001"]
    assert not LeftOut.objects.visible_to(reader("lead1")).exists()
    assert LeftOut.objects.visible_to(reader("lead2")).exists()
    assert Commitment.objects.visible_to(reader("finance")).count() == 5
    assert Commitment.objects.visible_to(reader("officer")).count() == 5
    for name in ("board", "other_commissioner", "lead9", "supplier"):
        assert not Commitment.objects.visible_to(reader(name)).exists()


def test_two_clusters_have_numbers_of_their_own(plan, money) -> None:
    promised(plan, money)
    other = planned(formed(OTHER_FIVE, area="11X", name="Levels together"))
    assert promised(other, money)[0].reference == "CL-11X-1/1"
    assert sums(money) == (20_000, 0, 0)


def test_what_no_case_bears_needs_something_that_does(plan, money) -> None:
    one = promised(plan, money)[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        Commitment.objects.filter(pk=one.pk).update(under="")


def test_a_grant_and_who_was_left_out_are_never_changed(plan, money) -> None:
    promised(plan, money)
    approved(plan, START, {"L81002": "Not yet."})
    for table in ("clusters_clustergrant", "clusters_leftout"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET at = at")


def test_the_proof_finds_a_sum_that_is_not_that_of_its_entries(plan, money) -> None:
    one = promised(plan, money)[0]
    with transaction.atomic():
        Commitment.objects.filter(pk=one.pk).update(committed=199_999)
        found = list(faults())
        transaction.set_rollback(True)
    assert found == ["CL-15C-1/1, committed: £1,999.99 is kept, its entries sum to £2,000."]


def test_entries_sum_to_what_is_told(plan, money) -> None:
    promised(plan, money)
    approved(plan, START)
    own = Entry.objects.filter(commitment__grant__cluster=plan.cluster).values("kind")
    told = {row["kind"]: row["sum"] for row in own.annotate(sum=Sum("pence"))}
    assert told == {"commitment": 1_000_000, "invoice": 400_000}
