"""The pages of cases: who sees which, what they say to each side, and the steps taken on them."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from resilience.accounts.models import Membership
from resilience.accounts.rules import Refused
from resilience.cases.actions import flag, raise_concern, state_support, take
from resilience.cases.models import Case, SupportStatement
from resilience.cases.steps import STEPS
from resilience.organisations.models import Organisation
from tests.cases.conftest import at
from tests.cases.full_case import NOTE, STATEMENT, full_case
from tests.cases.world import LONG_AGO, PEOPLE, PROGRAMME, practice, reader, user

NOW = at(2019, 1, 7, 9)
DAY = NOW.date()
SEES = {"lead", "member", "officer", "commissioner", "resilience", "regional"}
SEES |= {"finance", "analyst", "national"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Monday 7 January 2019, nine in the morning."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def as_(client: Client) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client.force_login(user(name))
        return client

    return sign_in


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def rows(answer) -> list[dict[str, str]]:
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines))


# --- one case


def test_the_practice_sees_when_it_will_hear_and_the_team_what_it_owes(referred, as_):
    case = referred()
    page = text(as_("lead").get(f"/cases/{case.reference}/"))
    assert "Sent to the local team" in page and "It is the local team’s turn." in page
    assert "You will hear that the local team has your request" in page
    assert "By 9 January 2019." in page
    assert "You will hear the next steps or the outcome" in page
    assert "It was due by 4 January 2019." in page
    assert "Withdraw the request" in page and "Acknowledge it" not in page
    page = text(as_("resilience").get(f"/cases/{case.reference}/"))
    assert "Acknowledge a self-referral" in page and "It waits for the local team." in page
    assert "Acknowledge it" in page and "Withdraw" not in page


def test_both_sides_see_why_a_clock_stands_still(referred, as_):
    case = referred(at=at(2019, 1, 2, 12))
    by = reader("resilience", DAY)
    take(by=by, case=case, step="acknowledge", seen=1, at=NOW)
    take(by=by, case=case, step="pause", seen=2, at=NOW, text="The inspection report.")
    for name in ("lead", "resilience"):
        page = text(as_(name).get(f"/cases/{case.reference}/"))
        assert "Stands still" in page and "“The inspection report.”" in page
    assert "Done on 7 January 2019. It was due by 16 January 2019." in page


def test_who_sees_no_case_is_told_there_is_none(referred, as_):
    case = referred()
    for name in PEOPLE:
        for more in ("", "print/"):
            answer = as_(name).get(f"/cases/{case.reference}/{more}")
            assert answer.status_code == (200 if name in SEES else 404), (name, more)
    assert as_("lead").get("/cases/R-999999/").status_code == 404


def test_everything_of_a_case_is_on_its_page(world, as_):
    case = full_case()
    page = text(as_("resilience").get(f"/cases/{case.reference}/"))
    for words in (
        "The Dene Surgery and 1 other practice",
        "12,570",
        "resilience, Cumbria and North East",
        "Cordelia Stonechat",
        "Case for support",
        "Two partners retire in March and nobody has applied.",
        "plan.txt",
        "Until the end of March.",
        "Tees Local Medical Committee",
        STATEMENT,
        "Priority: <strong>High</strong>",
        NOTE,
        "Who can see this page",
    ):
        assert words in page, words
    file = case.attachments.get()
    answer = as_("lead").get(f"/cases/{case.reference}/files/{file.pk}/")
    assert answer.content == b"Plan"
    assert answer["Content-Disposition"].startswith("attachment")
    other = full_case_of_somebody_else()
    assert as_("lead").get(f"/cases/{other.reference}/files/{file.pk}/").status_code == 404
    assert as_("resilience").get(f"/cases/{other.reference}/files/{file.pk}/").status_code == 404


def full_case_of_somebody_else() -> Case:
    by = reader("other_resilience", DAY)
    return flag(
        by=by,
        practices=[practice("P81001")],
        programme=PROGRAMME,
        route=Case.Route.GROUP,
        why="Found with others.",
        at=NOW,
    )


def test_what_is_for_those_who_decide_reaches_nobody_else(world, as_):
    """The note of a deliberation, and what bodies say of a request: on no page, print or file."""
    case = full_case()
    told = {NOTE: {"commissioner", "resilience", "regional"}}
    told[STATEMENT] = told[NOTE] | {"officer"}
    addresses = [f"/cases/{case.reference}/", f"/cases/{case.reference}/print/", "/cases/"]
    for canary, readers in told.items():
        for name in SEES:
            pages = "".join(text(as_(name).get(address)) for address in addresses)
            assert (canary in pages) == (name in readers), (canary, name)
    assert "A statement of support was given" in text(as_("lead").get(addresses[0]))
    for name in SEES:
        file = as_(name).get("/cases/?format=csv")
        assert NOTE not in str(rows(file)) and STATEMENT not in str(rows(file))


def test_people_are_named_to_their_colleagues_only_and_by_no_address(world, as_):
    case = full_case()
    address = f"/cases/{case.reference}/"
    seen = {name: text(as_(name).get(address)) for name in SEES}
    assert "for North of England (regional)" in seen["regional"]
    assert "for The Dene Surgery (lead)" in seen["member"]
    for name in SEES - {"regional", "analyst"}:
        assert "(regional)" not in seen[name], name
    for name in SEES - {"lead", "member"}:
        assert "(lead)" not in seen[name], name
    for page in seen.values():
        for name in PEOPLE:
            assert user(name).email not in page and str(user(name).key) not in page


def test_a_practice_does_not_learn_who_raised_a_concern(world, as_):
    by = reader("officer", DAY)
    case = raise_concern(
        by=by, practice=practice(), programme=PROGRAMME, why="Two partners leave.", at=NOW
    )
    address = f"/cases/{case.reference}/"
    assert as_("lead").get(address).status_code == 404
    assert "Two partners leave." in text(as_("officer").get(address))
    assert "a concern of the LMC" in text(as_("officer").get("/cases/"))
    take(by=reader("resilience", DAY), case=case, step="offer", seen=1, at=NOW, text="Help.")
    page = text(as_("lead").get(address))
    assert "You have been offered help" in page and "It is your turn." in page
    assert "Accept the offer" in page and "Decline the offer" in page
    for told in (page, text(as_("lead").get("/cases/"))):
        assert "Tees Local Medical Committee sees it too" not in told
        assert "a concern" not in told.split("<h2", 1)[-1].split("</form>")[-1]
    assert rows(as_("lead").get("/cases/?format=csv"))[0]["began"] == "the local team offered help"
    assert not rows(as_("lead").get("/cases/?route=concern&format=csv"))


# --- steps


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
    for name, step in STEPS.items():
        for who in PEOPLE:
            answer = as_(who).get(f"/cases/{case.reference}/{name}/")
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


# --- statements of support


def test_a_commissioner_states_its_support_and_changes_its_mind(referred, as_):
    case = referred()
    address = f"/cases/{case.reference}/support/"
    browser = as_("commissioner")
    assert "not by the practice" in text(browser.get(address))
    said = {"supports": "yes", "statement": "They need it.", "priority": "high", "seen": 1}
    assert browser.post(address, said).status_code == 302
    assert "They need it.</textarea>" in text(browser.get(address))
    assert browser.post(address, said | {"supports": "no", "seen": 2}).status_code == 302
    one = SupportStatement.objects.in_force().get()
    assert (one.supports, one.said_for, one.priority) == ("no", practice("00K"), "high")
    page = text(browser.get(f"/cases/{case.reference}/"))
    assert "Change your statement of support" in page


def test_who_speaks_for_two_organisations_says_for_which_and_sees_that_ones_words_only(
    referred, as_
):
    case = referred()
    address = f"/cases/{case.reference}/support/"
    said = {"supports": "yes", "statement": "The commissioner wants it.", "priority": "high"}
    as_("commissioner").post(address, said | {"seen": 1})
    lmc = Organisation.objects.get(code="LMC-1")
    Membership.objects.create(
        user=user("officer"), organisation=practice("00K"), role="commissioner", starts=LONG_AGO
    )
    browser = as_("officer")
    page = text(browser.get(address))
    assert "For which organisation do you speak?" in page and "wants it" not in page
    assert "Hartlepool" in page and lmc.name in page and "csrf" not in page.split("<main")[1]
    assert "Choose for which organisation you speak" in text(browser.get(address, {"chosen": "1"}))
    assert "You do not speak for that one" in text(browser.get(address, {"said_for": "00T"}))
    page = text(browser.get(address, {"said_for": "00K"}))
    assert "You speak for <strong>Hartlepool</strong>" in page and "wants it" in page
    page = text(browser.get(address, {"said_for": "LMC-1"}))
    assert f"You speak for <strong>{lmc.name}</strong>" in page and "wants it" not in page
    told = said | {"statement": "So do we.", "seen": 2}
    assert "Choose for which organisation" in text(browser.post(address, told))
    assert browser.post(address, told | {"said_for": "LMC-1"}).status_code == 302
    found = {one.said_for.code: one.statement for one in SupportStatement.objects.in_force()}
    assert found == {"00K": "The commissioner wants it.", "LMC-1": "So do we."}
    by = reader("officer", DAY)
    more = {"by": by, "case": case, "supports": "no", "statement": "", "priority": "", "seen": 3}
    with pytest.raises(Refused, match="Say for which"):
        state_support(at=NOW, **more)
    with pytest.raises(Refused, match="You do not speak for Bolton"):
        state_support(at=NOW, said_for=practice("00T"), **more)


def test_a_statement_has_at_most_two_hundred_words_as_people_count_them(referred, as_):
    case = referred()
    address = f"/cases/{case.reference}/support/"
    long = " – ".join(["help"] * 201)
    page = text(as_("officer").post(address, {"supports": "yes", "statement": long, "seen": 1}))
    assert "There are 201 words and there may be 200: take away 1" in page
    assert "help – help" in page and not SupportStatement.objects.exists()
    short = " – ".join(["help"] * 200)
    answer = as_("officer").post(address, {"supports": "yes", "statement": short, "seen": 1})
    assert answer.status_code == 302


def test_a_statement_on_what_changed_meanwhile_is_not_lost(referred, as_):
    case = referred()
    take(by=reader("resilience", DAY), case=case, step="acknowledge", seen=1, at=NOW)
    said = {"supports": "yes", "statement": "They need it.", "seen": 1}
    address = f"/cases/{case.reference}/support/"
    page = text(as_("officer").post(address, said))
    assert "The local team acknowledged the request on" in page
    assert "They need it.</textarea>" in page and 'name="seen" value="2"' in page
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=2, at=NOW)
    page = text(as_("officer").post(address, said | {"seen": 2}))
    assert "Statements are taken while a case is open." in page and "They need it." in page
    assert as_("resilience").get(address).status_code == 404
    assert as_("other_commissioner").get(address).status_code == 404


# --- the list


def test_the_list_has_what_is_due_first_and_says_what_is_late(referred, as_):
    late, today = referred(), referred("A81002", at(2018, 12, 24, 12), "second_lead")
    page = text(as_("resilience").get("/cases/"))
    assert page.index(late.reference) < page.index(today.reference)
    assert "2 open cases" in page
    assert "4 January 2019" in page and "Late" in page and "Due today" in page
    only = text(as_("resilience").get("/cases/?due=today"))
    assert today.reference in only and late.reference not in only
    assert late.reference in text(as_("resilience").get("/cases/?q=dene"))
    assert late.reference in text(as_("resilience").get(f"/cases/?q={late.reference.lower()}"))
    assert "No case is like this" in text(as_("resilience").get("/cases/?waits=practice"))
    assert "There are no cases yet" in text(as_("other_resilience").get("/cases/"))
    assert as_("resilience").get("/cases/?due=soon").status_code == 400


def test_the_list_has_open_cases_and_closed_ones_when_asked_for(referred, as_):
    case, other = referred(), referred("A81002", by="second_lead")
    assert "Closed cases are not among" not in text(as_("resilience").get("/cases/"))
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=1, at=NOW)
    browser = as_("resilience")
    page = text(browser.get("/cases/"))
    assert "1 open case" in page and case.reference not in page and other.reference in page
    assert "Closed cases are not among them" in page
    for waits, count in (("any", 2), ("closed", 1), ("open", 1)):
        page = text(browser.get(f"/cases/?waits={waits}"))
        assert (case.reference in page) == (waits != "open")
        assert len(rows(browser.get(f"/cases/?waits={waits}&format=csv"))) == count
    assert len(rows(browser.get("/cases/?format=csv"))) == 1
    assert "waits=any" in text(browser.get(f"/cases/?q={case.reference}"))
    shown = text(as_("lead").get("/cases/"))
    assert "No case is open" in shown and "Show closed cases too" in shown


def test_where_no_day_is_set_the_list_says_whose_turn_it_is(referred, as_):
    case = referred()
    by = reader("resilience", DAY)
    take(by=by, case=case, step="acknowledge", seen=1, at=NOW)
    take(by=by, case=case, step="tell", seen=2, at=NOW, text="A visit in March.")
    assert "It waits for the local team; no day is set" in text(as_("resilience").get("/cases/"))
    assert "It is the local team’s turn" in text(as_("lead").get("/cases/"))
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=3, at=NOW)
    assert "Nothing is owed" in text(as_("lead").get("/cases/?waits=closed"))


def test_the_list_as_a_file_is_the_list_as_it_is_narrowed(referred, as_):
    referred()
    other = referred("A81002", at(2018, 12, 24, 12), "second_lead")
    found = rows(as_("resilience").get("/cases/?due=today&format=csv"))
    assert [one["case"] for one in found] == [other.reference]
    (row,) = found
    assert row["practice"] == "A81002" and row["area"] == "Hartlepool"
    assert (row["due"], row["how_it_stands"]) == ("2019-01-07", "due today")
    assert row["began"] == "the practice asked" and row["team"] == "Cumbria and North East"


def test_what_began_after_midnight_in_summer_is_of_that_day_on_page_list_print_and_file(
    referred, as_
):
    case = referred(at=at(2018, 7, 3, 23, 30))
    browser = as_("resilience")
    for address in ("/cases/", f"/cases/{case.reference}/", f"/cases/{case.reference}/print/"):
        page = text(browser.get(address))
        assert "since 4 July 2018" in page and "3 July 2018" not in page, address
    (row,) = rows(browser.get("/cases/?format=csv"))
    assert (row["begun"], row["since"]) == ("2018-07-04", "2018-07-04")


@pytest.mark.parametrize("address", ["/cases/", "/cases/{reference}/"])
def test_pages_ask_the_database_as_often_however_many_cases_there_are(
    referred, as_, address, django_assert_max_num_queries
):
    case = referred("A81001", at(2018, 12, 21, 15), "lead", "A81002")
    browser, by = as_("resilience"), reader("resilience", DAY)
    take(by=by, case=case, step="acknowledge", seen=1, at=NOW)
    take(by=by, case=case, step="note", seen=2, at=NOW, text="A thought.")
    address = address.format(reference=case.reference)
    browser.get(address)
    first = _queries(browser, address, django_assert_max_num_queries)
    for day in range(3, 7):
        referred("A81002", at(2019, 1, day, 12), "second_lead")
    for number in range(3, 8):
        take(by=by, case=case, step="note", seen=number, at=NOW, text="A thought.")
    assert _queries(browser, address, django_assert_max_num_queries) == first


def _queries(browser: Client, address: str, at_most) -> int:
    with at_most(32) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


# --- what is hostile stays inert

HOSTILE = "<script>alert(1)</script> =HYPERLINK(1) {{ 7*7 }} \u202etxt.exe"


def test_hostile_words_names_and_files_stay_inert(world, as_):
    case = full_case(
        HOSTILE,
        file_name='"><img src=x onerror=alert(1)>.txt',
        practice_lead_name=HOSTILE,
        issues=HOSTILE,
    )
    for one in case.practices.all():
        one.name = '=cmd|"/c calc"!A1<b>'
        one.save()
    type(case.organisation).objects.filter(pk=case.organisation_id).update(name="=1+1<script>x")
    user("resilience").__class__.objects.filter(pk=case.handler_id).update(name="@SUM(1)<i>")
    for name in ("lead", "resilience", "officer"):
        for more in ("", "print/", "support/", "hand-over/"):
            answer = as_(name).get(f"/cases/{case.reference}/{more}")
            if answer.status_code == 200:
                page = answer.content.decode()
                assert "<script>alert" not in page and "<img src=x" not in page, more
                assert "<script>x" not in page and "<i>" not in page
                if not more:
                    assert "{{ 7*7 }}" in page
        listed = as_(name).get("/cases/").content.decode()
        assert "<script>x" not in listed and "&lt;script&gt;x" in listed
    (row,) = rows(as_("resilience").get("/cases/?format=csv"))
    assert row["name"] == "'=1+1<script>x" and row["handler"] == "'@SUM(1)<i>"
    file = case.attachments.get()
    header = as_("lead").get(f"/cases/{case.reference}/files/{file.pk}/")["Content-Disposition"]
    assert "\n" not in header and header.startswith("attachment") and '"><img' not in header
