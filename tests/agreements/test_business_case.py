"""The case that is made before a third party is paid: written, put forward, answered (G11.1)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.agreements.actions.business_cases import (
    answer_business_case,
    begin_business_case,
    change_business_case,
    submit_business_case,
)
from resilience.agreements.helping.queries import sent_back, to_approve
from resilience.agreements.models import BusinessCase
from resilience.agreements.work import work
from resilience.audit.models import Event
from resilience.cases.models import CaseEvent
from resilience.notices.models import Notice
from resilience.programmes.packs import load
from resilience.programmes.schema.helping import Approval
from tests.agreements.spending import NONE_OF_IT, TEXTS, drafted, held_too, put_forward, written
from tests.agreements.world import DAY, NOW, moved
from tests.cases.world import reader

pytestmark = pytest.mark.django_db


def answered(one: BusinessCase, by: str, answer: str = "approved", said: str = "Worth it."):
    return answer_business_case(
        by=reader(by, DAY), business_case=one, seen=one.version, answer=answer, said=said, at=NOW
    )


def refused(what: str, **told):
    return pytest.raises(Refused, match=what)


# --- writing


def test_it_begins_with_the_sample_of_its_kind_and_is_not_complete(case):
    one = drafted(case)
    sample = load(case.programme).helping.sample("workforce")
    assert (one.title, one.need) == (sample.title, sample.need)
    with refused(r"replace \[How many\]"):
        submit_business_case(
            by=reader("resilience", DAY),
            business_case=one,
            seen=one.version,
            paid_for=NONE_OF_IT,
            at=NOW,
        )


@pytest.mark.parametrize("category", [one.id for one in load("gprp-2018-19").menu])
def test_there_is_a_sample_for_every_kind_that_may_be_agreed(case, category):
    assert "[" in drafted(case, category=category).need


def test_those_who_plan_help_in_the_area_write_it_and_nobody_else(case):
    for name in ("resilience", "regional", "commissioner"):
        assert drafted(case, by=name).writers == [reader(name, DAY).actor]
    for name in ("finance", "lead", "other_resilience", "national", "supplier", "officer"):
        with refused("Only those who write improvement plans"):
            drafted(case, by=name)


def test_none_is_written_before_help_is_decided(referred):
    with refused("not open while the case is “Received”"):
        begin_business_case(
            by=reader("resilience", DAY), case=referred(), category="workforce", at=NOW
        )


def test_what_is_not_paid_for_is_asked_and_refused_with_what_may_be_done(case):
    one = written(case)
    asked = {"by": reader("resilience", DAY), "business_case": one, "seen": one.version, "at": NOW}
    with refused("Answer the question: Is any of it to buy computers"):
        submit_business_case(**asked, paid_for={})
    with refused("Advice on using IT better may be paid for"):
        submit_business_case(**asked, paid_for=NONE_OF_IT | {"it_purchase": True})


def test_of_two_who_write_at_once_the_second_is_told(case):
    one = drafted(case)
    told = {"texts": TEXTS, "cost": 100, "buying": "quotes", "supplier": None, "seen": 0}
    change_business_case(by=reader("commissioner", DAY), business_case=one, **told)
    with refused("Somebody changed this business case after you opened the page"):
        change_business_case(by=reader("resilience", DAY), business_case=one, **told)


def test_nothing_of_a_patient_is_kept_and_a_cost_is_whole_pence(case):
    with refused("e-mail address"):
        written(case, texts=TEXTS | {"need": "Ask jo@example.org."})
    assert written(case, cost=1_234_56).cost == 1_234_56


# --- who approves


def naive_oracle(approvals: list[Approval], pence: int) -> list[str]:
    """The roles in order; whoever has a lower limit than the first that is high enough is out."""
    able, enough = [], False
    for one in approvals:
        if one.up_to_pounds is None or not pence > one.up_to_pounds * 100:
            enough = True
        if enough:
            able.append(one.role)
    return able


@given(
    limits=st.lists(st.integers(1, 10**7), max_size=2, unique=True).map(sorted),
    pence=st.integers(0, 10**10),
    data=st.data(),
)
def test_the_smallest_limit_that_fits_approves_and_all_above_it(limits, pence, data):
    roles = data.draw(st.permutations(["resilience_lead", "finance_lead", "regional_lead"]))
    listed = [
        Approval(role=role, up_to_pounds=limit, basis="local setting")
        for role, limit in zip(roles, [*limits, None], strict=False)
    ]
    edge = data.draw(st.sampled_from([0, *[limit * 100 for limit in limits]]))
    helping = load("gprp-2018-19").helping.model_copy(update={"approvals": tuple(listed)})
    for cost in (pence, edge, edge + 1):
        found = list(helping.approvers(cost))
        assert found == naive_oracle(listed, cost)
        assert found and found[-1] == listed[-1].role


@pytest.mark.parametrize(
    ("cost", "able"),
    [
        (10_000_00, {"finance", "regional"}),
        (10_000_01, {"finance", "regional"}),
        (50_000_01, {"regional"}),
    ],
)
def test_who_may_approve_follows_from_the_amount_and_never_the_writer(case, cost, able):
    one = put_forward(case, by="resilience", cost=cost)
    everybody = {"resilience", "finance", "regional", "commissioner", "national", "lead"}
    everybody |= {"other_resilience", "supplier", "administrator"}
    waits = {name for name in everybody if one in to_approve(reader(name, DAY))}
    assert waits == able
    for name in everybody - able:
        with refused("approved by a|You wrote or changed it"):
            answered(one, name)
    assert answered(one, min(able)).state == "approved"


def test_a_lead_with_the_smallest_limit_approves_what_a_commissioner_wrote(case):
    one = put_forward(case, by="commissioner", cost=10_000_00)
    assert one in to_approve(reader("resilience", DAY))
    dear = put_forward(case, by="commissioner", cost=10_000_01)
    with refused(
        "£10,000.01 is approved by a finance lead or a regional lead .* You are none of these"
    ):
        answered(dear, "resilience")


def test_who_changed_it_counts_as_a_writer_whatever_else_they_are(case):
    held_too("commissioner", "finance_lead", "00K")
    one = put_forward(case, by="commissioner")
    assert one not in to_approve(reader("commissioner", DAY))
    with refused("You wrote or changed it, so somebody else approves it"):
        answered(one, "commissioner")


def test_what_waits_for_somebody_is_found_in_as_many_queries_however_much_there_is(case):
    who, counted = reader("regional", DAY), []
    for _ in range(2):
        put_forward(case)
        with CaptureQueriesContext(connection) as asked:
            assert to_approve(Reader(who.user, DAY))
        counted.append(len(asked))
    assert counted[0] == counted[1]


# --- answering


def test_approved_it_stands_in_the_history_of_those_who_deliberate_only(case):
    one = answered(put_forward(case), "regional")
    kinds = ["business_case_submitted", "business_case_approved"]
    for name, seen in (("resilience", kinds), ("lead", []), ("officer", []), ("finance", [])):
        found = CaseEvent.objects.visible_to(reader(name, DAY), case)
        assert [one.kind for one in found if one.kind.startswith("business")] == seen, name
    assert (one.state, one.said) == ("approved", "Worth it.")
    with refused("stands at “Approved”"):
        answered(one, "finance")


def test_returned_it_is_changed_and_put_forward_again_and_rejected_it_is_over(case):
    one = answered(put_forward(case), "regional", "returned", "Ask for a third quote.")
    assert sent_back(reader("resilience", DAY)) == [one]
    who = reader("resilience", DAY)
    told = {"texts": TEXTS, "cost": 7_000_00, "buying": "quotes", "supplier": None}
    one = change_business_case(by=who, business_case=one, seen=one.version, **told)
    one = submit_business_case(
        by=who, business_case=one, seen=one.version, paid_for=NONE_OF_IT, at=NOW
    )
    one = answered(one, "finance", "rejected", "Another fund pays for it.")
    with refused("it is not changed any more"):
        change_business_case(by=who, business_case=one, seen=one.version, **told)


def test_it_stands_in_the_work_of_who_may_approve_it_and_then_of_who_wrote_it(case):
    one = put_forward(case)
    titles = {"finance": "Business cases to approve", "resilience": ""}
    for name, title in titles.items():
        assert _headings(name) == [title] * bool(title), name
    answered(one, "finance", "returned", "Ask for a third quote.")
    assert _headings("finance") == []
    assert _headings("resilience") == ["Business cases that came back to you"]


def _headings(name: str) -> list[str]:
    return [one.title for one in work(reader(name, DAY), 5) if "usiness case" in one.title]


def test_of_a_case_that_ended_nothing_waits_to_be_approved(case):
    one = put_forward(case)
    moved(case, "withdrawn", "withdrawn", by="lead")
    assert to_approve(reader("regional", DAY)) == []
    one.refresh_from_db()
    with refused("not open while the case is “Withdrawn”"):
        answered(one, "regional")


def test_what_was_changed_since_is_not_approved_unread(case):
    one = put_forward(case)
    stale = one.version - 1
    with refused("Somebody changed this business case"):
        answer_business_case(
            by=reader("regional", DAY),
            business_case=one,
            seen=stale,
            answer="approved",
            said="Yes.",
            at=NOW,
        )


def test_those_who_may_approve_are_told_and_then_the_writer_without_a_price(case):
    Notice.objects.all().delete()
    one = put_forward(case, cost=12_000_00)
    told = {notice.user.name for notice in Notice.objects.all()}
    assert told == {"finance", "regional"}
    answered(one, "finance", "returned", "Ask for a third quote.")
    notice = Notice.objects.get(user__name="resilience")
    assert notice.subject.endswith("your business case: returned to be changed")
    everything = " ".join(f"{one.subject} {one.text}" for one in Notice.objects.all())
    assert "12,000" not in everything and "third quote" not in everything


def test_what_was_done_with_it_is_on_record_of_the_team_and_not_of_the_practice(case):
    answered(put_forward(case), "regional")
    acts = Event.objects.filter(act__contains="business_case")
    assert {one.organisation for one in acts} == {"Q74", "Y54"}
    assert len(acts) == 4


def test_it_names_prices_so_the_practice_and_its_committee_see_none(case):
    one = put_forward(case)
    for name, sees in (
        *(("resilience", True), ("regional", True), ("commissioner", True), ("finance", True)),
        *(("lead", False), ("officer", False), ("supplier", False), ("national", False)),
        *(("other_resilience", False), ("other_commissioner", False)),
    ):
        found = BusinessCase.objects.visible_to(reader(name, DAY))
        assert (one in found) is sees, name


def test_no_price_stands_in_the_record_that_administrators_read(case):
    put_forward(case, cost=12_345_67)
    for event in Event.objects.all():
        assert "1234567" not in str((event.before, event.after, event.details))
