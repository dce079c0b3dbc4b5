"""Practices found and concerns raised: who follows them, and what the practice learns."""

from __future__ import annotations

import pytest

from resilience.audit.models import Event
from resilience.cases.actions import flag, raise_concern, take
from resilience.cases.models import Case, CaseEvent
from tests.cases.stepping import DAY, LATER, told
from tests.cases.world import PROGRAMME, practice, reader


@pytest.mark.django_db
def test_a_practice_found_knows_nothing_until_it_is_offered_help(world):
    by = reader("resilience", DAY)
    case = flag(
        by=by,
        practices=[practice()],
        programme=PROGRAMME,
        route=Case.Route.LIST_FOR_REVIEW,
        why="Three criteria are met.",
        at=LATER,
    )
    for name in ("lead", "member", "officer", "analyst", "finance", "supplier", "board"):
        assert not Case.objects.visible_to(reader(name, DAY)).exists(), name
    for name in ("resilience", "regional", "commissioner"):
        assert Case.objects.visible_to(reader(name, DAY)).exists(), name
    take(by=by, case=case, step="offer", seen=1, at=LATER, text="We would like to help.")
    case.refresh_from_db()
    lead = reader("lead", DAY)
    assert Case.objects.visible_to(lead).get() == case
    seen = CaseEvent.objects.visible_to(lead, case).values_list("kind", flat=True)
    assert list(seen) == ["offered"]
    take(by=lead, case=case, step="decline", seen=2, at=LATER, text="Not now.")
    case.refresh_from_db()
    assert case.state == "declined"
    assert told("resilience")
    take(by=by, case=case, step="offer", seen=3, at=LATER, text="Again, if it suits you now.")
    case.refresh_from_db()
    assert case.state == "offered"


@pytest.mark.django_db
def test_who_raised_a_concern_follows_it_and_the_practice_does_not(world):
    case = raise_concern(
        by=reader("officer", DAY),
        practice=practice(),
        programme=PROGRAMME,
        why="Two partners leave.",
        at=LATER,
    )
    officer = reader("officer", DAY)
    assert Case.objects.visible_to(officer).get() == case
    assert CaseEvent.objects.visible_to(officer, case).get().text == "Two partners leave."
    take(by=reader("resilience", DAY), case=case, step="note", seen=1, at=LATER, text="We know.")
    assert CaseEvent.objects.visible_to(officer, case).count() == 1
    assert not Case.objects.visible_to(reader("lead", DAY)).exists()
    assert told("resilience") and not told("lead")
    assert Event.objects.filter(act="case.flagged").get().organisation == "LMC-1"


@pytest.mark.django_db
def test_an_offer_that_nobody_answers_is_taken_back(world):
    by = reader("resilience", DAY)
    found = {"programme": PROGRAMME, "route": Case.Route.LIST_FOR_REVIEW, "why": "Three are met."}
    case = flag(by=by, practices=[practice()], at=LATER, **found)
    assert case.clocks.get().clock == "look"
    take(by=by, case=case, step="offer", seen=1, at=LATER, text="May we help?")
    assert case.clocks.get().standing(DAY) == "met"
    take(by=by, case=case, step="take_back", seen=2, at=LATER, text="We heard nothing.")
    case.refresh_from_db()
    assert case.state == "closed"


@pytest.mark.django_db
def test_who_raised_a_concern_hears_why_it_went_no_further(world):
    concern = {"practice": practice(), "programme": PROGRAMME, "why": "Partners leave."}
    case = raise_concern(by=reader("officer", DAY), at=LATER, **concern)
    drop = {"step": "drop", "seen": 1, "at": LATER, "text": "They found a successor."}
    take(by=reader("resilience", DAY), case=case, **drop)
    assert told("officer")
    seen = CaseEvent.objects.visible_to(reader("officer", DAY), case)
    assert [one.text for one in seen] == ["Partners leave.", "They found a successor."]
    assert not Case.objects.visible_to(reader("lead", DAY)).exists()
