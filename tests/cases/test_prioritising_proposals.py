"""Proposing whom to help with a budget; people change it and accept it, and nobody breaks it."""

from __future__ import annotations

import csv

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.cases.actions.proposing import (
    accept_proposal,
    change_proposal,
    propose,
    review_list,
)
from resilience.cases.happening import happen
from resilience.cases.models import Case, ListReview, PastSupport, Proposal
from resilience.cases.prioritising.chosen import chosen
from resilience.cases.prioritising.footprint import Footprint, placing_pack
from resilience.cases.prioritising.reviewing import next_review
from tests.cases.conftest import at
from tests.cases.crowd import crowd
from tests.cases.placed import set_deciding
from tests.cases.test_prioritising_board import BOARD, NOW, listed
from tests.cases.world import PROGRAMME, practice, reader, user

pytestmark = pytest.mark.django_db
POUND = 100


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def as_():
    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(user(name))
        return client

    return sign_in


def footprint(code: str = "Y54", by: str = "regional") -> Footprint:
    return Footprint(practice(code), reader(by, NOW.date()), placing_pack(PROGRAMME))


def proposed(budget: int = 400_000 * POUND, for_new: int = 0, **other) -> Proposal:
    of = footprint(**other)
    return propose(
        by=of.reader,
        footprint=of,
        budget=budget,
        assumed=20_000 * POUND,
        for_new=for_new,
        at=NOW,
    )


def cost(proposal: Proposal, continuing: bool = False) -> int:
    cases = proposal.inputs["cases"]
    taken = (cases[str(case)] for case, included in chosen(proposal).items() if included)
    return sum(one["cost"] for one in taken if one["continuing"] or not continuing)


def change(proposal: Proposal, case: int, included: bool, reason: str = "We know more.") -> None:
    change_proposal(
        by=reader("regional", NOW.date()),
        proposal=proposal,
        case=Case.objects.get(pk=case),
        included=included,
        reason=reason,
        at=NOW,
    )


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


def test_the_proposal_of_a_region_is_not_for_the_teams_below(world, as_):
    crowd(5, NOW)
    address = f"{BOARD}proposals/{proposed().pk}/"
    assert as_("regional").get(address).status_code == 200
    for name in ("resilience", "commissioner", "national", "lead", "officer"):
        assert as_(name).get(address).status_code == 404


def test_a_region_reads_the_proposal_of_a_team_within_it(world, as_):
    crowd(5, NOW)
    proposal = proposed(code="Q74", by="resilience")
    assert as_("regional").get(f"{BOARD}proposals/{proposal.pk}/").status_code == 200
    assert as_("other_resilience").get(f"{BOARD}proposals/{proposal.pk}/").status_code == 404


def test_a_lead_proposes_changes_and_accepts_on_pages(world, as_):
    crowd(30, NOW)
    client = as_("regional")
    refused = client.post(BOARD + "proposals/new/", {"budget": "much", "assumed": ""})
    assert "Enter a sum in pounds" in refused.content.decode()
    answer = client.post(
        BOARD + "proposals/new/",
        {"budget": "£200,000", "assumed": "15,000.50", "for_new": "50000"},
    )
    proposal = Proposal.objects.get()
    sums = (proposal.budget, proposal.assumed, proposal.for_new)
    assert sums == (200_000_00, 15_000_50, 50_000_00)
    assert answer.headers["Location"] == f"{BOARD}proposals/{proposal.pk}/"
    held = chosen(proposal)
    out = next(case for case, included in held.items() if included)
    reference = Case.objects.get(pk=out).reference
    page = f"{BOARD}proposals/{proposal.pk}/cases/{reference}/"
    assert "Take out of the proposal" in client.get(page).content.decode()
    client.post(page, {"text": "Another fund pays for it.", "included": "no"})
    assert not chosen(proposal)[out]
    told = client.get(f"{BOARD}proposals/{proposal.pk}/?show=changed").content.decode()
    assert "Another fund pays for it." in told
    client.post(f"{BOARD}proposals/{proposal.pk}/accept/", {"text": "It fits.", "seen": "1"})
    told = client.get(f"{BOARD}proposals/{proposal.pk}/").content.decode()
    assert "Accepted on 9 January 2019 by regional." in told
    assert "Take out" not in told


def test_a_page_opened_twice_does_not_turn_a_change_round(world, as_):
    """Who takes a case out twice, from two windows, takes it out."""
    crowd(10, NOW)
    proposal, client = proposed(), as_("regional")
    out = next(case for case, included in chosen(proposal).items() if included)
    page = f"{BOARD}proposals/{proposal.pk}/cases/{Case.objects.get(pk=out).reference}/"
    for _ in range(2):
        client.post(page, {"text": "Another fund pays for it.", "included": "no"})
    assert not chosen(proposal)[out]


def test_the_queries_of_a_proposal_do_not_grow_with_its_cases(world, as_):
    client, counted = as_("regional"), []
    client.get(BOARD)
    for many in (20, 60):
        crowd(many, NOW)
        with CaptureQueriesContext(connection) as working:
            proposal = proposed()
        with CaptureQueriesContext(connection) as reading:
            assert client.get(f"{BOARD}proposals/{proposal.pk}/?show=every").status_code == 200
        counted.append((len(working), len(reading)))
    assert counted[0] == counted[1]


def test_the_file_of_a_proposal_has_all_its_cases(world, as_):
    set_deciding(second_percent=0)
    crowd(30, NOW)
    proposal = proposed()
    answer = as_("regional").get(f"{BOARD}proposals/{proposal.pk}/?format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 31
    assert len(listed(as_("regional"))) == 30


def test_the_list_is_reviewed_every_six_months(world, as_):
    crowd(4, NOW)
    (kept,) = crowd(1, NOW, state="not_prioritised")
    Case.objects.filter(pk=kept.pk).update(state="not_prioritised")
    own = practice("Y54")
    assert next_review(own, PROGRAMME, NOW.date()) == at(2018, 10, 1).date()
    client = as_("regional")
    page = client.get(BOARD + "review/").content.decode()
    assert "due since 1 October 2018" in page
    assert kept.reference in page
    client.post(BOARD + "review/", {"text": "We looked at each again."})
    review = ListReview.objects.get()
    assert review.counts == {"not_prioritised": 1, "under_assessment": 4, "not_placed": 0}
    assert next_review(own, PROGRAMME, NOW.date()) == at(2019, 7, 9).date()
    assert next_review(own, PROGRAMME, at(2019, 1, 8).date()) == at(2018, 10, 1).date()
    page = client.get(BOARD).content.decode()
    assert "Last reviewed on 9 January 2019; next by 9 July 2019" in page
    assert "We looked at each again." in page


def test_only_who_decides_reviews_the_list(world):
    of = footprint("Y54", "regional")
    with pytest.raises(Refused, match="You do not decide"):
        review_list(by=reader("resilience", NOW.date()), footprint=of, note="Looked.", at=NOW)
    with pytest.raises(Refused):
        review_list(by=of.reader, footprint=of, note="", at=NOW)
