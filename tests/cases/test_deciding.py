"""Deciding on a request: by a person, on a placement, with reasons, told in a letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from resilience.accounts.rules import Refused
from resilience.cases.deciding.letters import blocks
from resilience.cases.happening import ChangedMeanwhile
from resilience.cases.models import Case, CaseEvent, Decision
from resilience.cases.states import STATES
from resilience.cases.steps import DECIDED, STEPS
from resilience.notices.models import Notice
from resilience.organisations.models import Succession
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.packs import available, load
from tests.cases.conftest import RECEIVED, at
from tests.cases.deciding_world import DAY, NOW, REASONS, assessed, decided, step
from tests.cases.placed import placed
from tests.cases.world import PEOPLE, practice, reader, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_is_sampled")]
HELP = {"outcome": "offer_help", "categories": ["diagnostic", "workforce"]}


@pytest.fixture
def case(referred: Callable[..., Case]) -> Case:
    """Under assessment and placed."""
    return assessed(referred())


def told(name: str) -> list[str]:
    return [one.subject for one in Notice.objects.filter(user=user(name))]


@pytest.mark.parametrize("pack", available())
def test_every_outcome_of_a_programme_is_a_step_of_the_table(pack):
    deciding = load(pack).deciding
    for outcome in deciding.outcomes if deciding else ():
        assert STEPS[outcome.id].page == "cases:decide"
        assert STEPS[outcome.id].to in DECIDED


def test_help_is_decided_on_and_the_practice_reads_why(case):
    made = decided(case, **HELP)
    assert (case.state, made.number, made.placement) == ("help_decided", 1, case.placement)
    assert made.acting_for == practice("Q74")
    event = CaseEvent.objects.visible_to(reader("lead", DAY), case).last()
    assert (event.kind, event.text, event.details) == ("help_decided", REASONS, {"decision": 1})
    assert case.clocks.get(clock="respond").stopped == DAY
    for name in ("lead", "member", "commissioner", "officer"):
        assert any("decided to offer help" in one for one in told(name)), name
    notice = Notice.objects.filter(user=user("lead")).latest("pk")
    assert notice.address == f"/cases/{case.reference}/letter/1/"
    assert REASONS not in notice.text and "Sign in to read your letter" in notice.text


def test_the_letter_says_what_why_what_next_whom_to_ask_and_how_to_ask_again(case):
    letter = decided(case, **HELP).letter
    assert [lines[0] for kind, lines in blocks(letter) if kind == "heading"] == [
        *("What help", "Why", "What comes next", "Whom to ask"),
        "If you want us to look at it again",
    ]
    titles = [one.title for one in case.pack.menu if one.id in HELP["categories"]]
    assert [lines for kind, lines in blocks(letter) if kind == "list"] == [titles]
    for words in (REASONS, case.reference, "within 14 calendar days", "The Dene Surgery"):
        assert words in letter


def test_reasons_make_no_heading_and_keep_their_lines(case):
    letter = decided(case, reasons="## Not a heading\n\n- one\n- two").letter
    assert ("words", ["Not a heading"]) in blocks(letter)
    assert ("list", ["one", "two"]) in blocks(letter)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"reasons": " \n"}, "Write something"),
        ({"reasons": "Ring me on 01632 960 145."}, "telephone"),
        ({"outcome": "offer_help"}, "at least one kind of help"),
        ({"outcome": "offer_help", "categories": ["a_car"]}, "does not offer a_car"),
        ({"categories": ["workforce"]}, "offers no kinds of help"),
        ({"outcome": "close"}, "Choose what you decide"),
        ({"outcome": "nothing"}, "Choose what you decide"),
    ],
)
def test_what_is_not_taken_says_why_and_decides_nothing(case, other, why):
    with pytest.raises(Refused, match=why):
        decided(case, **other)
    assert not Decision.objects.exists()
    assert Case.objects.get().state == "under_assessment"


def test_nobody_decides_before_somebody_placed_the_practice(referred):
    case = referred()
    step(case, "acknowledge")
    step(case, "assess")
    with pytest.raises(Refused, match="Nobody placed the practice"):
        decided(case)


def test_the_database_keeps_no_decision_without_a_placement_nor_one_without_reasons(case):
    row = {"case": case, "number": 1, "at": NOW, "by": "x", "outcome": "signpost", "letter": "."}
    for lacking in ({"reasons": "Why."}, {"reasons": "", "placement": case.placement}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**row, **lacking)


def test_who_decides(case):
    """Those who answer for help where the practice is; a commissioner deliberates and does not."""
    for name in PEOPLE:
        try:
            decided(case, by=name)
        except Refused as refused:
            assert "Only those who decide on requests for help" in str(refused), name
        else:
            assert name in ("resilience", "regional")
            Decision.objects.all()._raw_delete("default")
            Case.objects.update(state="under_assessment")


def test_two_who_differ_settle_before_a_decision(case):
    placed(case, 2, 2, by=reader("resilience", DAY), at=NOW, kind="second")
    with pytest.raises(Refused, match="settle that first"):
        decided(case)
    settled = placed(case, 3, 4, by=reader("regional", DAY), at=NOW, kind="settled")
    assert decided(case).placement == settled


def test_a_second_assessor_who_was_asked_for_is_waited_for(case):
    step(case, "ask_second", text="It is close.")
    with pytest.raises(Refused, match="A second assessor places it first"):
        decided(case)


def test_another_look_is_somebody_elses_and_may_confirm_or_change(case):
    first = decided(case)
    step(case, "ask_again", by="lead", text="A partner has resigned since.", when=at(2019, 1, 8))
    assert (case.state, STATES[case.state].waits_on) == ("another_look", "team")
    assert case.clocks.get(clock="respond", stopped=None).due.isoformat() == "2019-01-22"
    with pytest.raises(Refused, match="You decided it before"):
        decided(case, **HELP)
    second = decided(case, by="regional", at=at(2019, 1, 9, 12), **HELP)
    assert (second.number, case.state) == (2, "help_decided")
    assert "We looked again at our decision of 7 January 2019. The decision is changed." in (
        second.letter
    )
    assert Decision.objects.get(number=1) == first
    step(case, "ask_again", by="lead", text="More help, please.", when=at(2019, 1, 10))
    third = decided(case, at=at(2019, 1, 11), **HELP)
    assert "The decision stays as it was." in third.letter


def test_of_two_who_decide_at_once_the_second_is_told(case):
    seen = case.version
    decided(case)
    with pytest.raises(ChangedMeanwhile, match="decided not to prioritise"):
        decided(case, by="regional", seen=seen)
    assert Decision.objects.count() == 1


def test_a_letter_never_changes_when_the_contact_or_the_team_does(case):
    before = decided(case).letter
    practice("Q74").__class__.objects.filter(code="Q74").update(name="Another name")
    assert Decision.objects.get().letter == before
    assert before.endswith("Cumbria and North East")


def test_asking_the_practice_for_more_gives_no_decision_back_to_who_took_it(case):
    """The case then stands under assessment again, and is somebody else's all the same."""
    decided(case)
    step(case, "ask_again", by="lead", text="A partner has resigned since.")
    step(case, "ask", by="regional", text="Since when?")
    step(case, "answer", by="lead", text="Since Monday.")
    with pytest.raises(Refused, match="You decided it before"):
        decided(case)
    assert decided(case, by="regional").number == 2


def test_a_decision_reaches_the_practice_that_took_over_the_one_that_asked(case):
    Succession.objects.create(predecessor=practice(), successor=practice("A81002"), day=DAY)
    rebuild_reach()
    decided(case, **HELP)
    assert any("decided to offer help" in one for one in told("second_lead"))
    assert told("other_lead") == []


def test_a_decision_on_a_group_is_told_to_each_of_its_practices(referred):
    decided(assessed(referred("A81001", RECEIVED, "lead", "A81002")), **HELP)
    notice = Notice.objects.filter(user=user("second_lead")).latest("pk")
    assert "decided to offer help" in notice.subject and "/letter/1/" in notice.address


def test_what_was_taken_up_again_is_assessed_as_it_stands_now_before_it_is_decided(referred):
    case, later = assessed(referred()), at(2019, 1, 9, 9)
    decided(case)
    step(case, "take_up", text="A partner gave notice.", when=later)
    with pytest.raises(Refused, match="before it was opened again"):
        decided(case, at=at(2019, 1, 9, 10))
    placed(case, 5, 5, by=reader("regional", DAY), at=at(2019, 1, 9, 11), scope_reason="x")
    assert decided(case, at=at(2019, 1, 9, 12), **HELP).placement.cell == (5, 5)
