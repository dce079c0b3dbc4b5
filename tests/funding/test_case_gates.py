"""What stops money for the help of a practice: each gate says why it is shut and what opens it, and
once opened lets the money through."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from resilience.accounts.rules import Refused
from resilience.agreements.models import BusinessCase, PlanVersion
from resilience.funding.actions.committing import vary_commitment
from resilience.funding.gates import questions
from resilience.organisations.models import FOREVER, Ancestor, Record, Succession
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.local import in_force
from tests.agreements.world import issued, promised, signed
from tests.cases.conftest import at
from tests.cases.world import reader
from tests.funding.world import NOW, PROGRAMME, assisted, committed, helped, organisation, pot


def rewritten(case, **content) -> None:
    """The plan that both sides signed says something else."""
    version = case.memorandums.get().version
    told = version.content | content
    QuerySet.update(PlanVersion.objects.filter(pk=version.pk), content=told)


def route_of(case, route: str, sender: str = "") -> None:
    version = case.memorandums.get().version
    content = version.content
    for theme in content["help"]:
        for row in theme["rows"]:
            named = {"code": sender, "name": sender} if sender else None
            row |= {"route": route, "supplier": None, "sender": named}
    rewritten(case, help=content["help"])


def business_case(case, pounds: int, state: str = "approved", supplier: str = "SUP-1"):
    return BusinessCase.objects.create(
        case=case,
        organisation=case.organisation,
        tier="deliberation",
        number=case.business_cases.count() + 1,
        since=NOW,
        category="workforce",
        title="A recruiter",
        cost=pounds * 100,
        state=state,
        supplier=organisation(supplier),
    )


def test_without_a_memorandum_of_both_sides_no_money_is_committed(referred):
    case = promised(referred())
    memorandum = issued(case)
    of = pot()
    with pytest.raises(Refused, match=r"No memorandum that both sides signed.*Both sides sign"):
        committed(case, of)
    signed(memorandum, "practice")
    with pytest.raises(Refused, match="No memorandum that both sides signed"):
        committed(case, of)
    signed(memorandum, "body")
    assert committed(case, of).committed == 400_000


def test_a_plan_that_does_not_say_how_help_ends_stops_money(case):
    rewritten(case, exit_strategy=" ")
    with pytest.raises(Refused, match=r"does not say how help ends.*vary the memorandum"):
        committed(case, pot())


def test_a_plan_that_does_not_go_with_the_local_strategy_stops_money(case):
    rewritten(case, local_strategy="")
    with pytest.raises(Refused, match="local primary care strategy"):
        committed(case, pot())


def test_help_that_is_not_in_the_plan_has_no_money(case):
    with pytest.raises(Refused, match="has no help of this kind by this route"):
        committed(case, pot(), category="practice_management")


@pytest.mark.parametrize("asked", ["it_purchase", "salaries", "match"])
def test_equipment_salaries_and_a_part_that_the_practice_pays_stop_money(case, asked):
    why = next(one.why for one in questions(in_force(PROGRAMME)) if one.id == asked)
    with pytest.raises(Refused) as refused:
        committed(case, pot(), yes=[asked])
    assert str(refused.value) == why
    assert not case.commitments.exists()


def test_money_to_the_practice_is_within_a_separate_agreement(case):
    of, practice = pot(), organisation("A81001")
    with pytest.raises(Refused, match=r"passes no money.*Record the separate"):
        committed(case, of, 1_000, payee=practice)
    under = assisted(case, 2_000)
    told = {"payee": practice, "assistance": under}
    committed(case, of, 1_500, **told)
    with pytest.raises(Refused, match="covers the sum"):
        committed(case, of, 501, **told)
    committed(case, of, 500, **told)


def test_a_separate_agreement_that_was_withdrawn_meanwhile_covers_nothing(case):
    under = assisted(case, 2_000)
    read_before = under.__class__.objects.get(pk=under.pk)
    under.end()
    with pytest.raises(Refused, match="none covers this sum"):
        committed(case, pot(), 500, payee=organisation("A81001"), assistance=read_before)


def test_a_separate_agreement_of_another_case_covers_nothing(case, referred):
    other = helped(promised(referred("A81002", by="second_lead")))
    with pytest.raises(Refused, match="of this case"):
        committed(case, pot(), 500, assistance=assisted(other, 2_000))


def test_help_above_a_small_sum_needs_a_business_case_that_covers_it(case):
    of = pot()
    with pytest.raises(Refused, match="needs a business case"):
        committed(case, of, 5_001)
    waits = business_case(case, 9_000, "submitted")
    with pytest.raises(Refused, match="needs a business case"):
        committed(case, of, 5_001, business_case=waits)
    approved = business_case(case, 9_000)
    committed(case, of, 5_001, business_case=approved)
    with pytest.raises(Refused, match="needs a business case"):
        committed(case, of, 5_001, business_case=approved)


def test_help_is_not_passed_in_slices_nor_by_way_of_the_commissioner(case):
    of = pot()
    committed(case, of, 3_000)
    with pytest.raises(Refused, match="needs a business case"):
        committed(case, of, 3_000)
    with pytest.raises(Refused, match="needs a business case"):
        committed(case, of, 3_000, payee=organisation("00K"))
    approved = business_case(case, 3_000)
    committed(case, of, 3_000, payee=organisation("00K"), business_case=approved)


def test_what_a_business_case_is_named_for_is_within_it_also_in_slices(case):
    of = pot()
    for state in ("draft", "submitted", "returned", "rejected"):
        with pytest.raises(Refused, match="needs a business case"):
            committed(case, of, 1_000, business_case=business_case(case, 9_000, state))
    approved = business_case(case, 6_000)
    for _ in range(2):
        made = committed(case, of, 3_000, business_case=approved)
    with pytest.raises(Refused, match="covers the sum"):
        committed(case, of, 1, business_case=approved)
    with pytest.raises(Refused, match="covers the sum"):
        varied(made, 3_001)


def varied(one, pounds: int) -> None:
    """The first part of a commitment is to be so much."""
    one.case.refresh_from_db()
    vary_commitment(
        by=reader("resilience", NOW.date()),
        commitment=one,
        stage=one.stages.get(number=1),
        seen=one.case.version,
        at=NOW,
        pence=pounds * 100,
        why="More is needed.",
    )


def test_only_who_the_plan_names_the_practice_and_its_commissioners_are_paid(case):
    of = pot()
    for stranger in ("00T", "P81001", "LMC-1"):
        with pytest.raises(Refused, match="It may be: Steady Hands Ltd"):
            committed(case, of, payee=organisation(stranger))
    committed(case, of, payee=organisation("00K"), code="RES-COMMISSIONER")


def test_the_practice_that_sends_its_people_is_paid_for_them(case):
    route_of(case, "peers", sender="A81002")
    of = pot()
    with pytest.raises(Refused, match="have Steady Hands Ltd paid"):
        committed(case, of, route="peers")
    committed(case, of, route="peers", payee=organisation("A81002"), code="RES-PEERS")


def merged(code: str, into: str, day: date) -> None:
    """A practice closed, and another took it over."""
    Record.objects.filter(organisation__code=code).update(ends=day)
    Ancestor.objects.filter(descendant__code=code).update(ends=day)
    pair = {"predecessor": organisation(code), "successor": organisation(into)}
    Succession.objects.create(**pair, day=day)
    rebuild_reach()


def test_once_the_practice_merged_who_took_it_over_is_paid_under_the_same_agreement(case):
    of, under = pot(), assisted(case, 2_000)
    merged("A81001", "A81002", date(2019, 2, 1))
    with pytest.raises(Refused, match="The Dene Surgery has closed"):
        committed(case, of, 500, payee=organisation("A81001"), assistance=under)
    with pytest.raises(Refused, match="passes no money to the practice itself"):
        committed(case, of, 500, payee=organisation("A81002"))
    committed(case, of, 500, payee=organisation("A81002"), assistance=under)


def test_where_the_practice_moved_each_team_commits_its_own_money(case):
    mine, theirs = pot(), pot(holder="Q83")
    moved = date(2019, 2, 1)
    Ancestor.objects.filter(descendant__code="A81001").exclude(
        ancestor__code__in=("Y54", "ENG")
    ).update(ends=moved)
    for code in ("00T", "Q83"):
        Ancestor.objects.create(
            descendant=organisation("A81001"),
            ancestor=organisation(code),
            kind=organisation(code).kind,
            direct=code == "00T",
            starts=moved,
            ends=FOREVER,
        )
    rebuild_reach()
    with pytest.raises(Refused, match="Only those who commit money to help"):
        committed(case, mine)
    with pytest.raises(Refused, match="Cumbria and North East commit its money"):
        committed(case, mine, by="other_resilience")
    committed(case, theirs, 1_000, by="other_resilience")
    committed(case, mine, 1_000, by="regional")


def test_words_that_may_be_of_a_patient_and_endless_ones_are_not_taken(case):
    of = pot()
    for purpose in ("For 943 476 5919.", "x" * 301, "See https://example.org", " \u200b "):
        with pytest.raises(Refused, match="What it is for"):
            committed(case, of, purpose=purpose)


def test_money_of_another_year_is_not_committed_now(case):
    with pytest.raises(Refused, match="money of 2017-18"):
        committed(case, pot(year="2017-18"))
    with pytest.raises(Refused, match="money of 2018-19"):
        committed(case, pot(), when=at(2019, 4, 2, 10))
    assert timezone.localdate(NOW) == date(2019, 2, 4)
