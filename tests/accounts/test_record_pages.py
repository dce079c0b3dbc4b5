"""The record of who did what, as administrators read it."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command

from resilience.accounts.models import User
from resilience.accounts.roles import Right, Role, card
from resilience.audit.actions import record
from resilience.audit.models import Event
from resilience.organisations.models import FOREVER, Kind, Organisation, Reach
from tests.accounts.people import organisation, person

pytestmark = pytest.mark.django_db
PAGE, FILE = "/record/", "/record/file/"
HELD = [role for role in Role if card(role).held_at & {Kind.CCG, Kind.PRACTICE, Kind.NATION}]


@pytest.fixture
def places() -> dict[str, Organisation]:
    """A commissioner that reaches one practice, a practice elsewhere, and the nation."""
    found = {
        "15E": organisation("15E", Kind.CCG),
        "A81001": organisation("A81001"),
        "B82001": organisation("B82001"),
        "ENG": organisation("ENG", Kind.NATION),
    }
    Reach.objects.create(
        organisation=found["15E"], within=found["A81001"], starts=date(2020, 1, 1), ends=FOREVER
    )
    return found


@pytest.fixture
def told(places) -> User:
    """Somebody who did something about each."""
    doer = person("doer@example.org", name="Bea Field")
    for code in ("15E", "A81001", "B82001", ""):
        record(
            by=doer.actor,
            act="context.changed",
            subject=("context", "1"),
            organisation=code,
            before={"text": f"before of {code}"},
            after={"text": f"after of {code}"},
            why=f"details of {code}",
        )
    return doer


def sign_in(client, at: Organisation, role: str = "administrator") -> User:
    user = person(role=role, at=at)
    client.force_login(user)
    return user


def file(client, asked: str = "") -> list[dict[str, str]]:
    answer = client.get(FILE + asked)
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    return [row for row in rows if not row["act"].startswith("record.")]


@pytest.mark.parametrize("role", HELD)
@pytest.mark.parametrize("address", [PAGE, FILE])
def test_only_administrators_open_it(client, places, role, address):
    sign_in(client, next(o for o in places.values() if o.kind in card(role).held_at), role)
    expected = 200 if Right.READ_RECORD in card(role).may else 404
    assert client.get(address).status_code == expected
    assert client.post(address).status_code == (405 if expected == 200 else 404)


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_who_is_not_signed_in_is_asked_to(client, address):
    assert client.get(address).headers["location"].startswith("/sign-in/")


def test_an_administrator_reads_the_events_of_the_own_organisation_and_what_it_reaches(
    client, places, told
):
    sign_in(client, places["15E"])
    assert [row["organisation"] for row in file(client)] == ["A81001", "15E"]
    page = client.get(PAGE).text
    assert "Bea Field" in page
    assert "B82001" not in page


def test_values_are_those_of_the_own_organisation_only(client, places, told):
    sign_in(client, places["15E"])
    page = client.get(PAGE).text
    assert "after of 15E" in page
    assert "details of 15E" in page
    for hidden in ("before of A81001", "after of A81001", "details of A81001"):
        assert hidden not in page
    practice, own = file(client)
    assert (own["after"], own["name"]) == ('{"text": "after of 15E"}', "Bea Field")
    assert (practice["before"], practice["after"], practice["details"]) == ("", "", "")


def test_a_practice_reads_nothing_of_its_commissioner(client, places, told):
    sign_in(client, places["A81001"])
    assert [row["organisation"] for row in file(client)] == ["A81001"]


def test_the_nations_administrator_reads_every_event_and_no_values_of_others(client, places, told):
    sign_in(client, places["ENG"])
    rows = file(client)
    assert {row["organisation"] for row in rows} == {"15E", "A81001", "B82001", ""}
    assert not any(row["after"] for row in rows)


def test_an_organisation_out_of_reach_answers_like_one_that_does_not_exist(client, places, told):
    sign_in(client, places["15E"])
    there, nowhere = (_main(client.get(f"{PAGE}?organisation={c}")) for c in ("B82001", "X99"))
    assert "No events" in there
    assert there.replace("B82001", "X99") == nowhere


def test_events_are_narrowed_by_organisation_act_person_and_day(client, places, told):
    with time_machine.travel(
        datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False
    ):  # 00:30, 1 July
        record(by="command load", act="b", subject=("c", "d"), organisation="15E")
    sign_in(client, places["15E"])
    assert len(file(client, "?organisation=a81001")) == 1
    assert [row["act"] for row in file(client, "?act=b")] == ["b"]
    assert len(file(client, f"?actor={told.actor}")) == 2
    assert [row["act"] for row in file(client, "?since=2026-07-01&until=2026-07-01")] == ["b"]
    assert file(client, "?until=2026-06-30") == []
    assert client.get(f"{PAGE}?since=July").status_code == 400
    assert client.get(f"{PAGE}?before=x").status_code == 400


def test_pages_follow_each_other_without_a_gap_or_a_repetition(client, places):
    for number in range(120):
        record(by="a", act="b", subject=("thing", str(number)), organisation="15E")
    sign_in(client, places["15E"])
    seen, address = [], f"{PAGE}?act=b"
    while address:
        page = client.get(address)
        seen += re.findall(r"thing (\d+)<", page.text)
        address = _older(page)
    assert seen == [str(number) for number in reversed(range(120))]


def _main(page) -> str:
    return page.text.partition("<main")[2]


def _older(page) -> str:
    before, found, _ = page.text.partition('" rel="next">')
    return PAGE + before.rpartition('href="')[2].replace("&amp;", "&") if found else ""


def test_to_read_the_record_and_to_take_a_file_of_it_are_events(client, places, told):
    user = sign_in(client, places["15E"])
    client.get(f"{PAGE}?act=context.changed")
    file(client)
    read, taken = Event.objects.filter(subject_kind="record").order_by("pk")
    assert (read.act, read.actor, read.organisation) == ("record.read", user.actor, "15E")
    assert read.details == {"asked": {"act": "context.changed"}}
    assert (taken.act, taken.details) == ("record.exported", {"asked": {}})
    assert "record: read" in client.get(PAGE).text


def test_a_person_no_longer_known_is_shown_by_their_id(client, places, told):
    actor = told.actor
    told.delete()
    sign_in(client, places["15E"])
    assert actor in client.get(PAGE).text


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(client, places):
    record(by="=cmd", act="b", subject=("c", "@d"), organisation="15E")
    sign_in(client, places["15E"])
    (row,) = file(client)
    assert (row["actor"], row["subject_id"]) == ("'=cmd", "'@d")


def test_the_page_says_whether_the_record_is_whole(client, home, places, told):
    sign_in(client, places["15E"])
    assert "Nothing yet" in client.get(PAGE).text
    call_command("audit", "seal")
    call_command("audit", "verify")
    page = client.get(PAGE).text
    assert ": whole" in page
    Event.objects.create(
        actor="a",
        act="record.verified",
        subject_kind="record",
        subject_id="chain",
        details={"faults": 2},
    )
    assert ": 2 faults" in client.get(PAGE).text
