"""Many cases decided in one go, from an accepted proposal: each by itself, and told by case."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resilience.audit.models import Event
from resilience.cases.actions import flag
from resilience.cases.actions.proposing import accept_proposal, propose
from resilience.cases.deciding.many import Many
from resilience.cases.models import Case, Decision, Proposal
from resilience.cases.prioritising.footprint import Footprint
from resilience.cases.rules import why_not
from resilience.cases.steps import STEPS
from resilience.programmes.local import in_force
from tests.cases.at_pages import text
from tests.cases.conftest import at
from tests.cases.deciding_world import DAY, NOW, assessed, decided, step
from tests.cases.placed import placed
from tests.cases.world import PROGRAMME, practice, reader, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_is_sampled")]
LATER = at(2019, 1, 7, 15)
WHY = {
    "why-offer_help": "Help is needed soonest where you are.",
    "why-not_prioritise": "Others need help sooner, and there is not enough for all.",
    "fallback": ["diagnostic"],
}


@pytest.fixture(autouse=True)
def later() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def cases(referred: Callable[..., Case]) -> list[Case]:
    """Two in Hartlepool and one in Bolton, of which the first is in the budget."""
    one, two = referred(), referred("A81002", by="second_lead")
    three = referred("P81001", by="other_lead")
    step(three, "acknowledge", by="regional")
    step(three, "assess", by="regional")
    placed(three, 2, 2, by=reader("regional", DAY), at=NOW)
    return [assessed(one, 5, 5), assessed(two, 2, 3), three]


def accepted(budget: int = 10_000_00) -> Proposal:
    by = reader("regional", DAY)
    footprint = Footprint(practice("Y54"), by, in_force(PROGRAMME))
    told = {"budget": budget, "assumed": 8_000_00, "for_new": 0, "at": NOW}
    proposal = propose(by=by, footprint=footprint, **told)
    return accept_proposal(
        by=by, proposal=proposal, seen=0, why="It reaches those in need.", at=NOW
    )


def page(proposal: Proposal) -> str:
    return f"/cases/priorities/{PROGRAMME}/proposals/{proposal.pk}/decide/"


@pytest.fixture
def regional(client: Client) -> Client:
    client.force_login(user("regional"))
    return client


def filled(proposal: Proposal, **other: str) -> dict[str, object]:
    """The form as it stands at first, with reasons."""
    lines = Many(proposal, reader("regional", DAY), in_force(PROGRAMME)).open
    seen = ",".join(f"{one.case.pk}:{one.case.version}" for one in lines)
    return WHY | {"seen": seen} | {f"outcome-{one.case.pk}": one.suggested for one in lines} | other


def test_each_is_decided_as_suggested_by_its_own_act_with_its_own_letter(cases, regional):
    proposal = accepted()
    first, second, third = cases
    checked = text(regional.post(page(proposal), filled(proposal)))
    assert (
        "Check before you decide on 3 cases" in checked and "Offer help: <strong>1 case" in checked
    )
    assert checked.count("Dear colleagues,") == 2 and not Decision.objects.exists()
    sent = filled(proposal, press="send", **{f"own-{second.pk}": "Ring us if a doctor leaves."})
    shown = text(regional.post(page(proposal), sent, follow=True))
    assert "3 requests decided, each with its letter." in shown and "Decided: 3 cases" in shown
    made = {one.case: one for one in Decision.objects.all()}
    assert {case: made[case].outcome for case in cases} == {
        first: "offer_help",
        second: "not_prioritise",
        third: "not_prioritise",
    }
    assert made[first].categories == ["diagnostic"]
    assert made[second].reasons == (
        "Others need help sooner, and there is not enough for all.\n\nRing us if a doctor leaves."
    )
    assert "Queens Park Practice" in made[second].letter
    assert Event.objects.filter(act__in=("case.help_decided", "case.not_prioritised")).count() == 3


def test_one_that_changed_meanwhile_is_told_and_the_others_go_on(cases, regional):
    proposal = accepted()
    sent = filled(proposal, press="send")
    step(cases[1], "tell", text="We visit on Monday.")
    shown = text(regional.post(page(proposal), sent))
    assert "2 requests decided" in shown and "Not decided" in shown
    assert f"{cases[1].reference}, Queens Park Practice: This case changed" in shown
    assert "1 case to decide" in shown and Decision.objects.count() == 2


def test_those_that_cannot_be_decided_say_why_and_are_left_out(cases, regional):
    proposal = accepted()
    first, second, third = cases
    step(third, "ask", by="regional", text="How many?")
    step(second, "ask_second", by="resilience", text="It is close.")
    decided(first)
    step(first, "ask_again", by="lead", text="A partner resigned.")
    found = text(regional.get(page(proposal)))
    assert "Cannot be decided now: 2 cases" in found
    assert "It stands at “More information asked for”." in found
    assert "A second assessor places it first." in found and "1 case to decide" in found


def test_the_page_says_of_each_case_what_the_guards_say(cases):
    """One rule, looked at for one case and for many."""
    proposal, (first, second, third) = accepted(), cases
    placed(second, 4, 4, by=reader("resilience", DAY), at=NOW, kind="second")
    step(third, "ask_second", by="regional", text="It is close.")
    decided(first, by="regional")
    step(first, "ask_again", by="lead", text="A partner resigned.")
    for name in ("regional", "resilience", "other_resilience", "commissioner"):
        by = reader(name, DAY)
        for line in Many(proposal, by, in_force(PROGRAMME)).lines:
            case = Case.objects.get(pk=line.case.pk)
            refused = why_not(STEPS["offer_help"], case, by)
            assert bool(line.why_not) == bool(refused), (name, case, line.why_not, refused)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"why-offer_help": ""}, "Offer help: Write why"),
        ({"why-not_prioritise": "Ring 01632 960 145."}, "telephone number"),
        ({"fallback": []}, "Choose at least one kind of help"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_decided(cases, regional, other, told):
    proposal = accepted()
    found = text(regional.post(page(proposal), filled(proposal, press="send") | other))
    assert told in found and not Decision.objects.exists()


def test_a_case_may_be_left_for_later_and_all_of_them_not(cases, regional):
    proposal = accepted()
    left = {f"outcome-{case.pk}": "" for case in cases}
    found = text(regional.post(page(proposal), filled(proposal, press="send", **left)))
    assert "Choose what you decide on at least one case" in found
    left.pop(f"outcome-{cases[0].pk}")
    regional.post(page(proposal), filled(proposal, press="send", **left))
    assert [one.case for one in Decision.objects.all()] == [cases[0]]


def test_nothing_is_decided_from_a_proposal_that_nobody_accepted(cases, regional):
    proposal = accepted()
    Proposal.objects.update(accepted=None, accepted_by="")
    assert "Accept the proposal first" in text(regional.get(page(proposal)))
    regional.post(page(proposal), filled(proposal, press="send"))
    assert not Decision.objects.exists()


def test_it_opens_for_those_who_decide_over_the_footprint(cases, client):
    address = page(accepted())
    for name, status in (
        ("regional", 200),
        ("resilience", 404),
        ("commissioner", 404),
        ("lead", 404),
    ):
        client.force_login(user(name))
        assert client.get(address).status_code == status, name


def test_the_page_takes_the_same_queries_however_many_cases_there_are(cases, regional):
    few = accepted()
    Decision.objects.all()
    regional.get(page(few))
    with CaptureQueriesContext(connection) as asked:
        regional.get(page(few))
    one = {str(pk): told for pk, told in list(few.inputs["cases"].items())[:1]}
    Proposal.objects.filter(pk=few.pk).update(inputs=few.inputs | {"cases": one})
    with CaptureQueriesContext(connection) as least:
        regional.get(page(few))
    assert len(asked) == len(least)


def test_a_practice_that_was_found_is_offered_what_the_team_names(world, regional):
    by = reader("resilience", DAY)
    found = {"programme": PROGRAMME, "route": Case.Route.LIST_FOR_REVIEW, "why": "Three are met."}
    case = flag(by=by, practices=[practice()], at=NOW, **found)
    step(case, "offer", text="May we help?")
    step(case, "accept", by="lead")
    step(case, "assess")
    placed(case, 5, 5, by=by, at=NOW)
    proposal = accepted()
    assert "Kinds of help for practices that named none" in text(regional.get(page(proposal)))
    regional.post(page(proposal), filled(proposal, press="send"))
    assert Decision.objects.get().categories == ["diagnostic"]


def test_what_one_press_has_no_time_for_goes_with_the_next(cases, regional, monkeypatch):
    proposal = accepted()
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("resilience.cases.deciding.many_views.monotonic", lambda: next(clock))
    sent = filled(proposal, press="send")
    shown = text(regional.post(page(proposal), sent))
    assert "1 request decided" in shown and "Check before you decide on 2 cases" in shown
    assert Decision.objects.count() == 1
    regional.post(page(proposal), sent)
    regional.post(page(proposal), sent)
    assert Decision.objects.count() == 3
