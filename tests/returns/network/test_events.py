"""Events of the network: places, calling off, and the calendar file."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.notices.models import Notice
from resilience.returns.models import Attendance, Meeting
from resilience.returns.network.calendar import calendar_file, escaped, folded
from resilience.returns.network.meeting import call_off, hold, sign_up, stay_away
from tests.cases.conftest import at
from tests.cases.world import reader, user
from tests.returns.network.standing import DAY, HERE, NOW, PACK


def held(**other: object) -> Meeting:
    said = {
        "at": NOW, "title": "Peer support",
        "starts": at(2019, 2, 1, 14), "ends": at(2019, 2, 1, 16),
        "place": "Leeds", "about": "What worked.", "places": 2,
    }  # fmt: skip
    return hold(by=reader("national", DAY), pack=PACK, **(said | other))


def test_an_event_is_full_when_its_places_are_taken_and_one_given_back_is_free(world):
    meeting = held()
    for who in ("resilience", "officer"):
        sign_up(by=reader(who, DAY), meeting=meeting, at=NOW)
    with pytest.raises(Refused, match="Every place"):
        sign_up(by=reader("regional", DAY), meeting=meeting, at=NOW)
    with pytest.raises(Refused, match="already"):
        sign_up(by=reader("officer", DAY), meeting=meeting, at=NOW)
    stay_away(by=reader("officer", DAY), meeting=meeting, at=NOW)
    sign_up(by=reader("regional", DAY), meeting=meeting, at=NOW)
    assert Attendance.objects.count() == 2


def test_an_event_that_is_called_off_tells_who_signed_up(world):
    meeting = held()
    sign_up(by=reader("officer", DAY), meeting=meeting, at=NOW)
    with pytest.raises(Refused):
        call_off(by=reader("regional", DAY), meeting=meeting, at=NOW)
    call_off(by=reader("national", DAY), meeting=meeting, at=NOW)
    assert [one.user for one in Notice.objects.filter(once__startswith="meeting")] == [
        user("officer")
    ]
    with pytest.raises(Refused, match="called off"):
        sign_up(by=reader("resilience", DAY), meeting=meeting, at=NOW)


def test_nobody_signs_up_once_it_has_begun_nor_from_outside_the_network(world):
    meeting = held()
    with pytest.raises(Refused, match="begun"):
        sign_up(by=reader("resilience", DAY), meeting=meeting, at=meeting.starts)
    with pytest.raises(Refused, match="network"):
        sign_up(by=reader("lead", DAY), meeting=meeting, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"starts": at(2019, 1, 1)}, "has passed"),
        ({"ends": at(2019, 2, 1, 13)}, "ends before"),
        ({"places": 0}, "places"),
    ],
)
def test_an_event_that_makes_no_sense_is_not_held(world, wrong, why):
    with pytest.raises(Refused, match=why):
        held(**wrong)


def test_an_event_goes_into_a_calendar_as_it_is(world, as_, monday):
    meeting = held(
        title="Peers, and support; all", starts=at(2019, 7, 1, 13), ends=at(2019, 7, 1, 15)
    )
    page = as_("officer").get(f"{HERE}events/{meeting.pk}/event.ics")
    assert page["Content-Type"].startswith("text/calendar")
    text = page.content.decode()
    assert "DTSTART:20190701T130000Z\r\n" in text
    assert "SUMMARY:Peers\\, and support\\; all\r\n" in text
    assert as_("lead").get(f"{HERE}events/{meeting.pk}/event.ics").status_code == 404


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_no_text_breaks_out_of_its_line_of_a_calendar_file(text):
    start, end = datetime(2019, 2, 1, 14, tzinfo=UTC), datetime(2019, 2, 1, 16, tzinfo=UTC)
    meeting = Meeting(pk=1, title=text, starts=start, ends=end, place="x", about=text)
    lines = calendar_file(meeting, "host", start).decode().split("\r\n")
    assert all(len(one.encode()) <= 75 for one in lines)
    whole = "\r\n".join(lines).replace("\r\n ", "")
    names = [one.split(":", 1)[0] for one in whole.split("\r\n") if one]
    assert names[:5] == ["BEGIN", "VERSION", "PRODID", "BEGIN", "UID"]
    assert len(names) == 14
    assert b"".join(folded(escaped(text))).replace(b" ", b"") == escaped(text).encode().replace(
        b" ", b""
    )


def test_an_event_is_announced_joined_and_folded_away_when_over(world, as_, monday):
    form = {
        "title": "Peer support", "day": "1 February 2019", "begins": "14:00", "ends": "16:00",
        "place": "Leeds", "about": "What worked.", "places": "",
    }  # fmt: skip
    answer_ = as_("national").post(f"{HERE}events/new/", form)
    assert answer_.status_code == 302
    where = answer_.url
    assert as_("officer").post(where, {"act": "come"}).status_code == 302
    assert "You are signed up." in as_("officer").get(where).content.decode()
    assert "officer" not in as_("board").get(where).content.decode().split("<main")[1]
    assert "officer" in as_("national").get(where).content.decode().split("<main")[1]
    assert as_("regional").post(where, {"act": "call_off"}).status_code == 200
    assert Meeting.objects.get().called_off is None
    text = as_("board").get(f"{HERE}events/").content.decode()
    assert re.search(r"1 February 2019 at 14:00", text)
    assert "Past events" not in text
    Meeting.objects.update(starts=at(2018, 2, 1, 14), ends=at(2018, 2, 1, 16))
    assert "Past events (1)" in as_("board").get(f"{HERE}events/").content.decode()
