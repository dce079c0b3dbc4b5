"""Proposing whom to help with a budget; people change it and accept it, and nobody breaks it."""

from __future__ import annotations

import csv

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.cases.actions.proposing import (
    accept_proposal,
    propose,
)
from resilience.cases.happening import happen
from resilience.cases.models import Case, PastSupport, Proposal
from resilience.cases.prioritising.chosen import chosen
from tests.cases.crowd import crowd
from tests.cases.proposing import POUND, change, cost, footprint, proposed
from tests.cases.test_prioritising_board import BOARD, NOW
from tests.cases.world import reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def test_a_proposal_keeps_to_its_budget_and_to_what_is_kept_for_new_applicants(world):
    crowd(80, NOW)
    proposal = proposed(for_new=250_000 * POUND)
    assert 0 < cost(proposal) <= proposal.budget
    assert cost(proposal, continuing=True) <= proposal.budget - proposal.for_new
    assert any(one["assumed"] for one in proposal.inputs["cases"].values())


def test_a_proposal_says_how_firm_it_is(world):
    crowd(80, NOW)
    found = proposed().found
    by_percent = {one["percent"]: one for one in found["scenarios"]}
    assert sorted(by_percent) == [80, 90, 100, 110, 120]
    assert by_percent[100]["enter"] == by_percent[100]["leave"] == []
    assert by_percent[80]["points"] < by_percent[100]["points"] < by_percent[120]["points"]
    for case, firm in found["firm"].items():
        others = [
            int(case) in one["enter"]
            or (int(case) in found["chosen"] and int(case) not in one["leave"])
            for one in found["scenarios"]
        ]
        assert firm == sum(others)


def test_what_it_was_worked_out_from_stays_as_it_was(world):
    first, *_ = crowd(10, NOW)
    proposal = proposed()
    before = chosen(proposal)
    PastSupport.objects.all().delete()
    Case.objects.filter(pk=first.pk).update(state="withdrawn")
    again = Proposal.objects.get(pk=proposal.pk)
    assert chosen(again) == before
    assert again.inputs == proposal.inputs


def test_only_cases_to_decide_are_looked_at(world):
    crowd(5, NOW)
    for case in crowd(5, NOW):
        Case.objects.filter(pk=case.pk).update(state="help_decided")
    assert len(proposed().inputs["cases"]) == 5


def test_what_a_second_person_is_to_place_too_is_left_out(world):
    case, *others = crowd(5, NOW)
    happen(case, "second_asked", by=footprint().reader, at=NOW, acting_for=None)
    assert set(proposed().inputs["cases"]) == {str(one.pk) for one in others}


def test_where_a_case_stands_is_not_shown_to_who_was_asked_to_be_the_second_to_place_it(world, as_):
    case = crowd(1, NOW)[0]
    address = f"{BOARD}proposals/{proposed().pk}/"
    happen(case, "second_asked", by=reader("other_lead", NOW.date()), at=NOW, acting_for=None)
    placement = case.placement
    for page in (f"{address}?show=every", f"{address}cases/{case.reference}/"):
        told = as_("regional").get(page).content.decode()
        assert f"cope {placement.scope}, impact {placement.impact}" not in told
        assert "second" in told
    answer = as_("regional").get(f"{address}?format=csv")
    (row,) = csv.DictReader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines())
    assert not any(row[one] for one in ("band", "scope", "impact", "points", "cost_pence"))


def test_people_take_a_case_out_and_put_another_in_with_a_reason(world):
    crowd(40, NOW)
    proposal = proposed()
    cases = proposal.inputs["cases"]
    out = max((c for c, i in chosen(proposal).items() if i), key=lambda c: cases[str(c)]["cost"])
    change(proposal, out, False)
    left = proposal.budget - cost(proposal)
    fits = (c for c, i in chosen(proposal).items() if not i and cases[str(c)]["cost"] <= left)
    into = next(c for c in fits if c != out)
    change(proposal, into, True)
    held = chosen(proposal)
    assert (held[out], held[into]) == (False, True)
    acts = Event.objects.filter(act="proposal.changed").order_by("pk")
    assert [event.after["included"] for event in acts] == [False, True]


def test_nobody_puts_in_what_the_budget_does_not_pay_for(world):
    crowd(40, NOW)
    proposal = proposed()
    cases, held = proposal.inputs["cases"], chosen(proposal)
    dear = max((c for c, i in held.items() if not i), key=lambda c: cases[str(c)]["cost"])
    with pytest.raises(Refused, match="too much: take another out first"):
        change(proposal, dear, True)
    assert chosen(proposal) == held


def test_nobody_gives_away_what_is_kept_for_new_applicants(world):
    crowd(40, NOW)
    proposal = proposed(budget=3_000_000 * POUND, for_new=2_900_000 * POUND)
    cases, held = proposal.inputs["cases"], chosen(proposal)
    again = max(
        (c for c, i in held.items() if not i and cases[str(c)]["continuing"]),
        key=lambda c: cases[str(c)]["cost"],
    )
    with pytest.raises(Refused, match="kept for practices not helped before"):
        change(proposal, again, True)


def test_a_change_needs_a_reason_and_is_not_made_twice(world):
    crowd(10, NOW)
    proposal = proposed()
    case = next(c for c, i in chosen(proposal).items() if i)
    with pytest.raises(Refused):
        change(proposal, case, False, reason=" ")
    change(proposal, case, False)
    with pytest.raises(Refused, match="is out already"):
        change(proposal, case, False)


def test_a_case_that_was_not_looked_at_is_not_put_in(world):
    crowd(5, NOW)
    proposal = proposed()
    (other,) = crowd(1, NOW)
    with pytest.raises(Refused, match="propose anew"):
        change(proposal, other.pk, True)


def test_once_accepted_nothing_of_it_changes(world):
    crowd(10, NOW)
    proposal = proposed()
    by, held = reader("regional", NOW.date()), chosen(proposal)
    accept_proposal(by=by, proposal=proposal, seen=0, why="It fits our plan.", at=NOW)
    case = next(c for c, i in held.items() if i)
    with pytest.raises(Refused, match="was accepted on 9 January 2019"):
        change(proposal, case, False)
    with pytest.raises(Refused, match="was accepted"):
        accept_proposal(by=by, proposal=proposal, seen=0, why="Again.", at=NOW)
    assert chosen(proposal) == held
    assert Event.objects.filter(act="proposal.accepted").count() == 1
    assert not Case.objects.exclude(state="under_assessment").exists()


def test_what_changed_after_somebody_looked_is_not_accepted_unseen(world, as_):
    crowd(10, NOW)
    proposal, client = proposed(), as_("regional")
    page = f"{BOARD}proposals/{proposal.pk}/accept/"
    change(proposal, next(c for c, i in chosen(proposal).items() if i), False)
    answer = client.post(page, {"text": "It fits our plan.", "seen": "0"}).content.decode()
    assert "took one out after you opened the page, so nothing was accepted" in answer
    assert "It fits our plan." in answer and 'name="seen" value="1"' in answer
    assert not Proposal.objects.get().accepted
    client.post(page, {"text": "It fits our plan.", "seen": "1"})
    assert Proposal.objects.get().accepted


@pytest.mark.parametrize("name", ["commissioner", "resilience", "national", "lead"])
def test_only_who_decides_over_the_whole_footprint_proposes(world, name):
    crowd(5, NOW)
    with pytest.raises(Refused, match="You do not decide"):
        propose(
            by=reader(name, NOW.date()),
            footprint=footprint(),
            budget=100 * POUND,
            assumed=POUND,
            for_new=0,
            at=NOW,
        )


@pytest.mark.parametrize(
    "sums", [(0, 1, 0), (100, 0, 0), (100, 10, 101), (100, 10, -1), (10**13, 10, 0)]
)
def test_sums_that_make_no_sense_are_refused(world, sums):
    crowd(2, NOW)
    of = footprint()
    with pytest.raises(Refused):
        propose(
            by=of.reader, footprint=of, budget=sums[0], assumed=sums[1], for_new=sums[2], at=NOW
        )


def test_without_a_placed_case_there_is_nothing_to_propose(world):
    with pytest.raises(Refused, match="No case that waits for a decision"):
        proposed()
