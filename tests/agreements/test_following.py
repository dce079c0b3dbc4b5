"""Following help: actions, risks, contacts, deliverables, and how objectives are measured."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.agreements.actions import delivered, following, measuring
from resilience.agreements.following.reached import MET, NOT_KNOWN, NOT_MET, met, outcomes
from resilience.agreements.models import Deliverable, HeldToAccount, Objective, Reading, plan_of
from resilience.cases.happening import ChangedMeanwhile
from resilience.cases.models import CaseEvent
from resilience.programmes.local import in_force as pack_in_force
from tests.agreements.world import in_force, planned
from tests.cases.conftest import at
from tests.cases.stepping import told
from tests.cases.world import PEOPLE, practice, reader

pytestmark = pytest.mark.django_db
NOW = at(2019, 3, 4, 10)
DAY = NOW.date()


@pytest.fixture
def helped(case):
    in_force(case)
    case.refresh_from_db()
    return case


def do(act, case, by="resilience", **told_):
    case.refresh_from_db()
    return act(by=reader(by, DAY), case=case, **{"seen": case.version, "at": NOW, **told_})


def visit(case, **other):
    told_ = {"on": DAY, "kind": "visit", "side": "body", "about": "We went through the plan."}
    return do(following.note_visit, case, **told_ | other)


def owed(case) -> Deliverable:
    given = plan_of(case).helps.get()
    due = date(2019, 3, 1)
    return do(delivered.add_deliverable, case, given=given, what="Two adverts", due=due)


def delivers(deliverable, on=DAY, by="supplier") -> Deliverable:
    who = reader(by, DAY)
    return delivered.say_delivered(by=who, deliverable=deliverable, on=on, at=NOW)


def test_an_action_is_agreed_and_done_and_both_stand_in_the_case(helped):
    made = do(following.add_action, helped, what="Ring the deanery", side="practice", due=None)
    do(following.end, helped, what="action", number=made.pk, on=date(2019, 3, 1))
    made.refresh_from_db()
    assert made.done == date(2019, 3, 1)
    with pytest.raises(Refused, match="on record already, for 1 March 2019"):
        do(following.end, helped, what="action", number=made.pk, on=DAY)
    kinds = list(helped.events.values_list("kind", flat=True))[-2:]
    assert kinds == ["action_agreed", "action_done"]


def test_what_is_yet_to_come_is_not_noted(helped):
    with pytest.raises(Refused, match="5 March 2019 is yet to come"):
        visit(helped, on=date(2019, 3, 5))


def test_of_two_windows_the_second_is_told_what_the_first_noted(helped):
    seen = helped.version
    visit(helped)
    with pytest.raises(ChangedMeanwhile, match="The practice was visited, rung or met with"):
        visit(helped, seen=seen)


def test_help_is_followed_by_those_who_plan_it_while_it_goes_on(case):
    planned(case)
    with pytest.raises(Refused, match="the case is “Plan being written”"):
        visit(case)
    able = {name for name in PEOPLE if not following.why_not_follow(_supported(case), _on(name))}
    assert able == {"resilience", "regional", "commissioner"}


def _supported(case):
    case.state = "supported"
    return case


def _on(name):
    return reader(name, DAY)


def test_nothing_about_patients_is_kept(helped):
    with pytest.raises(Refused, match="NHS number"):
        visit(helped, about="We spoke of 943 476 5919.")


def test_a_supplier_delivers_and_the_team_sends_it_back_and_then_accepts_it(helped):
    one = owed(helped)
    assert told("supplier") == ["The Dene Surgery: agreed, due on 1 March 2019"]
    delivers(one)
    assert any("a supplier delivered" in subject for subject in told("resilience"))
    do(delivered.send_back, helped, number=one.pk, reason="The second advert is missing.")
    one.refresh_from_db()
    assert (one.delivered, one.sent_back) == (None, "The second advert is missing.")
    with pytest.raises(Refused, match="not delivered yet"):
        do(delivered.accept, helped, number=one.pk)
    delivers(one)
    do(delivered.accept, helped, number=one.pk)
    one.refresh_from_db()
    assert (one.accepted, one.sent_back) == (DAY, "")
    with pytest.raises(Refused, match="It was accepted on 4 March 2019"):
        do(delivered.send_back, helped, number=one.pk, reason="Not so.")
    with pytest.raises(Refused, match="is on record"):
        delivers(one)


def test_only_its_supplier_and_the_team_say_that_it_was_delivered(helped):
    one = owed(helped)
    for name in sorted({*PEOPLE} - {"supplier", "resilience", "regional", "commissioner"}):
        with pytest.raises(Refused):
            delivers(one, by=name)


def test_a_supplier_sees_its_own_deliverables_and_nothing_of_the_case(helped):
    one = owed(helped)
    who = reader("supplier", DAY)
    assert list(Deliverable.objects.visible_to(who)) == [one]
    assert not type(helped).objects.visible_to(who)
    other = practice("SUP-1")
    other.pk, other.code = None, "SUP-2"
    other.save()
    one.help.supplier = other
    one.help.save()
    assert not Deliverable.objects.visible_to(who)


def test_holding_a_supplier_to_account_is_for_those_who_decide(helped):
    one = owed(helped)
    supplier = one.help.supplier
    what = {"what": "Nothing came for three weeks.", "outcome": "They sent somebody else."}
    do(delivered.hold_to_account, helped, supplier=supplier, deliverable=one, **what)
    assert HeldToAccount.objects.get().deliverable == one
    seen = CaseEvent.objects.visible_to(reader("lead", DAY), helped)
    assert "supplier_asked" not in seen.values_list("kind", flat=True)
    with pytest.raises(Refused, match="Choose a supplier of this plan"):
        do(
            delivered.hold_to_account,
            helped,
            supplier=practice("LMC-1"),
            deliverable=None,
            **what,
        )


def test_an_objective_is_measured_beside_its_baseline_and_its_cause_is_not_claimed(helped):
    (objective,) = plan_of(helped).objectives.all()
    measured = {"objective": objective.pk, "on": DAY, "source": "The practice manager"}
    do(measuring.measure, helped, said="16 sessions a week", value=16, **measured)
    (one,) = outcomes(plan_of(helped), pack_in_force(helped.programme).delivering)
    assert (one.latest.said, one.met) == ("16 sessions a week", NOT_KNOWN)


@pytest.mark.parametrize(
    ("start", "target", "now", "said"),
    [
        (12, 20, 20, MET),
        (12, 20, 19.9, NOT_MET),
        (30, 10, 9, MET),
        (30, 10, 11, NOT_MET),
        (10, 10, 10, NOT_KNOWN),
        (None, 20, 20, NOT_KNOWN),
        (12, None, 20, NOT_KNOWN),
        (12, 20, None, NOT_KNOWN),
    ],
)
def test_a_target_in_numbers_is_met_on_the_way_from_the_baseline(start, target, now, said):
    objective = Objective(baseline_value=start, target_value=target)
    assert met(objective, Reading(value=now)) == said
    assert met(objective, None) == NOT_KNOWN


def test_a_published_figure_is_taken_down_with_its_source_once(helped, monkeypatch):
    from resilience.agreements.planning.baselines import Baseline

    figure = Baseline(words="76.3%", value=76.3, source="QOF points, in 2018: QOF, NHS Digital")
    monkeypatch.setattr(measuring, "baseline_of", lambda *_: figure)
    objective = plan_of(helped).objectives.get()
    objective.indicator = "qof_points_percent"
    objective.save()
    with pytest.raises(Refused, match="take that down"):
        do(
            measuring.measure,
            helped,
            objective=objective.pk,
            on=DAY,
            said="80%",
            source="We counted",
        )
    made = do(measuring.take_down, helped, objective=objective.pk)
    assert (made.said, made.value, made.source) == (figure.words, figure.value, figure.source)
    with pytest.raises(Refused, match="no newer one is published"):
        do(measuring.take_down, helped, objective=objective.pk)
    monkeypatch.setattr(measuring, "baseline_of", lambda *_: None)
    with pytest.raises(Refused, match="No figure of the practice is published"):
        do(measuring.take_down, helped, objective=objective.pk)
