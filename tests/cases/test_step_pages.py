"""The pages on which steps are taken: who finds which, and what is said of what is not taken."""

from __future__ import annotations

import html
import re

import pytest

from resilience.cases.actions import take
from resilience.cases.models import Case
from resilience.cases.steps import STEPS
from tests.cases.at_pages import DAY, NOW, SEES, text
from tests.cases.world import PEOPLE, practice, reader, user
from tests.thorough import THOROUGH

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_a_case_is_acknowledged_on_its_page(referred, as_):
    case, browser = referred(), as_("resilience")
    address = f"/cases/{case.reference}/acknowledge/"
    assert "Message to the practice" in text(browser.get(address))
    answer = browser.post(address, {"text": "We ring you on Tuesday.", "seen": 1}, follow=True)
    page = text(answer)
    assert "The local team acknowledged the request. The practice is told." in page
    assert "We ring you on Tuesday." in page
    assert "not open while the case is “Acknowledged”" in text(browser.get(address))


def test_every_step_has_a_page_for_who_has_a_say_and_no_other(referred, as_):
    case = referred()
    one_of_each = {(step.right, step.page): name for name, step in STEPS.items()}
    for name in STEPS if THOROUGH else one_of_each.values():
        step = STEPS[name]
        for who in PEOPLE:
            address = f"/cases/{case.reference}/{name}/"
            answer = as_(who).get(address, follow=bool(step.page))
            held = reader(who, DAY).may(step.right).holds(practice())
            expected = 200 if held and who in SEES else 404
            assert answer.status_code == expected, (name, who)
    assert as_("resilience").get(f"/cases/{case.reference}/nonsense/").status_code == 404


def test_of_two_at_once_the_second_is_told_what_happened_and_keeps_what_they_wrote(referred, as_):
    case = referred()
    take(by=reader("resilience", DAY), case=case, step="acknowledge", seen=1, at=NOW)
    browser = as_("regional")
    address = f"/cases/{case.reference}/ask/"
    sent = {"text": "How many sessions?", "seen": 2}
    take(by=reader("resilience", DAY), case=case, step="assess", seen=2, at=NOW)
    page = text(browser.post(address, sent))
    assert "This case changed after you opened the page, so nothing was done." in page
    assert "The assessment began on 7 January 2019 at 09:00." in page
    assert "How many sessions?</textarea>" in page
    assert 'name="seen" value="3"' in page
    assert case.events.count() == 3
    assert browser.post(address, sent | {"seen": 3}).status_code == 302
    case.refresh_from_db()
    assert case.state == "information_requested"


def test_what_was_written_for_a_step_that_closed_meanwhile_is_shown_once_more(referred, as_):
    case = referred()
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=1, at=NOW)
    sent = {"text": "We ring you on Tuesday.", "seen": 1}
    page = text(as_("resilience").post(f"/cases/{case.reference}/acknowledge/", sent))
    assert "The practice withdrew its request on" in page
    assert "not open while the case is “Withdrawn”" in page
    assert "We ring you on Tuesday." in page and "<textarea" not in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": "  ", "seen": 2}, "What you ask the practice: write something"),
        ({"text": "Ring 01632 960 123.", "seen": 2}, "Leave out the telephone number"),
        ({"text": "About 943 476 5919?", "seen": 2}, "looks like an NHS number"),
        ({"text": "x" * 4001, "seen": 2}, "Write at most 4,000 characters"),
        ({"text": "How many?", "seen": 99}, "This case changed after you opened the page"),
    ],
)
def test_what_is_not_taken_is_said_beside_what_was_typed(referred, as_, typed, told):
    case = referred()
    take(by=reader("resilience", DAY), case=case, step="acknowledge", seen=1, at=NOW)
    page = text(as_("resilience").post(f"/cases/{case.reference}/ask/", typed))
    assert told in page and typed["text"].strip() in page
    assert case.events.count() == 2


def test_a_step_that_a_guard_refuses_is_shown_with_what_would_open_it(referred, as_):
    case = referred()
    take(by=reader("resilience", DAY), case=case, step="acknowledge", seen=1, at=NOW)
    page = text(as_("resilience").get(f"/cases/{case.reference}/"))
    told = "“Tell the practice the next steps or the outcome” is still owed: do that first."
    assert f"<strong>Close the case</strong>: {told}" in page
    assert f'href="/cases/{case.reference}/close/"' not in page
    assert told in text(as_("resilience").get(f"/cases/{case.reference}/close/"))
    main = '<a class="nhsuk-button" role="button" draggable="false" href="/cases/'
    assert f'{main}{case.reference}/tell/">' in page


def test_a_case_is_given_to_a_colleague(referred, as_):
    case = referred()
    address = f"/cases/{case.reference}/hand-over/"
    page = text(as_("regional").get(address))
    assert "resilience, Cumbria and North East" in page and "other resilience" not in page
    answer = as_("regional").post(address, {"to": str(user("resilience").key), "seen": 1})
    assert answer.status_code == 302
    assert "With resilience" in text(as_("regional").get("/cases/"))
    wrong = {"to": str(user("other_resilience").key), "seen": 2}
    assert "do not answer requests in this area" in text(as_("regional").post(address, wrong))
    late = text(as_("resilience").post(address, {"to": str(user("regional").key), "seen": 1}))
    assert "The case was given to somebody on" in late
    case.refresh_from_db()
    assert case.handler == user("resilience")


def test_who_may_answer_a_case_takes_it_at_one_press(referred, as_):
    case = referred()
    address = f"/cases/{case.reference}/"
    assert "Take it yourself" in text(as_("regional").get(address))
    for name in ("lead", "officer", "commissioner", "national"):
        assert "Take it yourself" not in text(as_(name).get(address))
        assert as_(name).post(f"{address}hand-over/", {"to": "me", "seen": 1}).status_code == 404
    browser = as_("resilience")
    taken = browser.post(f"{address}hand-over/", {"to": "me", "seen": 1}, follow=True)
    assert f"You deal with {case.reference} from now on." in text(taken)
    assert "Take it yourself" not in text(taken) and "Give it to somebody" in text(taken)
    case.refresh_from_db()
    assert case.handler == user("resilience")
    late = text(as_("regional").post(f"{address}hand-over/", {"to": "me", "seen": 1}))
    assert "The case was given to somebody on" in late and 'name="seen" value="2"' in late


@pytest.mark.parametrize(
    ("name", "address", "box"),
    [("resilience", "acknowledge", "text"), ("commissioner", "support", "statement")],
)
def test_what_was_typed_by_who_was_signed_out_meanwhile_is_theirs(
    referred, as_, client, name, address, box
):
    address = f"/cases/{referred().reference}/{address}/"
    made_for = re.search(r'name="typed_by" value="([^"]+)"', as_(name).get(address).text)
    client.logout()
    typed = {box: "Half a thought.", "seen": 1, "typed_by": html.unescape(made_for[1])}
    assert "/sign-in/" in client.post(address, typed).url
    page = text(as_(name).get(address))
    assert "Half a thought.</textarea>" in page and "You were signed out" in page
    assert Case.objects.get().events.count() == 1
