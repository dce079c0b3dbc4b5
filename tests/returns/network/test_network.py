"""The network of the programme: who stands in its directory, what is asked, and when it meets."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.accounts.models import Membership
from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.cases.models import Contact as LocalContact
from resilience.notices.models import Notice
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from resilience.returns.models import Asked, Attendance, Contact, Meeting
from resilience.returns.network.asking import answer, ask
from resilience.returns.network.calendar import calendar_file, escaped, folded
from resilience.returns.network.directory import directory, in_it, on_the_list
from resilience.returns.network.joining import add_in_writing, check, leave, remove, stand
from resilience.returns.network.leaving import forget_those_who_left
from resilience.returns.network.meeting import call_off, hold, sign_up, stay_away
from resilience.returns.network.work import work
from tests.cases.conftest import MONDAY, at
from tests.cases.world import PROGRAMME, reader, user

NOW = MONDAY
DAY = NOW.date()
PACK = load(PROGRAMME)
HERE = f"/network/{PROGRAMME}/"
SECRETS = ("outside@example.org", "01632 960 123", "Olive Outside")


def stood(who: str, code: str = "Q74", **other: object) -> Contact:
    said = {"seen": 0, "at": NOW, "post": "Lead", "phone": "", "mailed": False}
    return stand(by=reader(who, DAY), pack=PACK, organisation=code, **(said | other))


def added(by: str = "national", **other: object) -> Contact:
    said = {
        "at": NOW, "name": "Olive Outside", "post": "Ambassador", "organisation": "Y54",
        "email": "Outside@example.org", "phone": "01632 960 123", "consented": date(2018, 12, 3),
        "how": "By e-mail", "mailed": True,
    }  # fmt: skip
    return add_in_writing(by=reader(by, DAY), pack=PACK, **(said | other))


def file_of(client) -> str:
    answer_ = client.post(f"{HERE}distribution-list/")
    assert answer_.status_code == 200
    return b"".join(answer_.streaming_content).decode("utf-8-sig")


def test_somebody_stands_in_it_by_themselves_and_chooses_the_list_apart(world):
    entry = stood("resilience")
    assert (entry.email, entry.mailed) == ("resilience@example.nhs.uk", None)
    assert not on_the_list(PROGRAMME, DAY)
    stood("resilience", seen=1, mailed=True)
    assert [one.email for one in on_the_list(PROGRAMME, DAY)] == ["resilience@example.nhs.uk"]
    stood("resilience", seen=2)
    assert not on_the_list(PROGRAMME, DAY)
    assert in_it(PROGRAMME, DAY).count() == 1


@pytest.mark.parametrize("who", ["lead", "member", "supplier", "administrator"])
def test_people_of_practices_and_suppliers_are_not_of_the_network(world, as_, monday, who):
    added()
    with pytest.raises(Refused):
        stood(who)
    for page in ("", "me/", "questions/", "events/"):
        assert as_(who).get(f"{HERE}{page}").status_code == 404


def test_who_is_not_signed_in_sees_no_address(world, client):
    added()
    page = client.get(HERE)
    assert page.status_code == 302
    assert "accounts" in page.url or "sign" in page.url


def test_nobody_stands_in_it_for_an_organisation_that_is_not_theirs(world):
    with pytest.raises(Refused, match="Choose one"):
        stood("resilience", "Q83")


def test_leaving_is_at_once_and_no_address_is_left_anywhere(world, as_, monday):
    stood("resilience", mailed=True)
    added()
    assert "resilience@example.nhs.uk" in file_of(as_("national"))
    leave(by=reader("resilience", DAY), pack=PACK)
    remove(by=reader("national", DAY), contact=Contact.objects.get())
    assert not Contact.objects.exists()
    assert "@" not in file_of(as_("national"))
    page = as_("board").get(HERE).content.decode()
    assert not any(one in page for one in (*SECRETS, "resilience@"))
    for event in Event.objects.filter(act__startswith="returns."):
        told = f"{event.before} {event.after} {event.details} {event.subject_id}"
        assert not any(one in told for one in (*SECRETS, "resilience@"))


def test_the_list_has_only_who_agreed_and_that_it_was_taken_is_recorded(world, as_, monday):
    stood("resilience")
    added()
    text = file_of(as_("national"))
    assert text.splitlines() == [
        "name,post,organisation,organisation_code,email",
        "Olive Outside,Ambassador,North of England,Y54,outside@example.org",
    ]
    event = Event.objects.get(act="returns.distribution_list_taken")
    assert event.after == {"people": 1}
    assert as_("regional").post(f"{HERE}distribution-list/").status_code == 404


def test_only_the_national_team_adds_somebody_who_agreed_in_writing(world):
    entry = added()
    assert entry.how == "3 December 2018: By e-mail"
    with pytest.raises(Refused, match="already"):
        added()
    with pytest.raises(Refused, match="still to come"):
        added(email="b@example.org", consented=date(2019, 2, 1))
    with pytest.raises(Refused, match="code of a team"):
        added(email="b@example.org", organisation="A81001")
    for who in ("regional", "resilience", "finance"):
        with pytest.raises(Refused, match="Only those"):
            added(who, email="b@example.org")


def test_who_was_added_in_writing_takes_their_entry_over_when_they_come(world):
    added(email="regional@example.nhs.uk")
    entry = stood("regional", "Y54", seen=1, mailed=False)
    assert (entry.user, entry.mailed, Contact.objects.count()) == (user("regional"), None, 1)


def test_who_acts_for_nobody_any_more_is_in_no_list_and_is_forgotten(world):
    stood("resilience", mailed=True)
    Membership.objects.filter(user=user("resilience")).update(ends=DAY)
    assert not in_it(PROGRAMME, DAY)
    assert not on_the_list(PROGRAMME, DAY)
    assert forget_those_who_left(NOW) == 1
    assert not Contact.objects.exists()


def test_an_entry_that_nobody_checked_for_a_year_is_pointed_out(world):
    entry = stood("resilience")
    later = DAY + timedelta(days=366)
    (block,) = [one for one in directory(PACK, later) if one.entries]
    assert block.entries[0].old
    assert [one.id for one in work(reader("resilience", later), 15)] == ["network_entry"]
    check(by=reader("resilience", later), contact=entry, at=NOW + timedelta(days=366))
    (block,) = [one for one in directory(PACK, later) if one.entries]
    assert not block.entries[0].old
    with pytest.raises(Refused):
        check(by=reader("regional", later), contact=entry, at=NOW)


def test_the_directory_goes_by_area_and_flags_teams_without_a_contact_of_their_own(world):
    stood("resilience")
    stood("officer", "LMC-1")
    stood("other_commissioner", "00T")
    stood("national", "ENG")
    team = Organisation.objects.get(code="Q74")
    LocalContact.objects.create(
        programme=PROGRAMME, organisation=team, name="The desk", email="desk@example.nhs.uk"
    )
    found = {one.name: one for one in directory(PACK, DAY)}
    names = {name: [e.contact.name for e in one.entries] for name, one in found.items()}
    assert names == {
        "Greater Manchester": ["other commissioner"],
        "North of England": ["resilience", "officer"],
        "Across areas": ["national"],
    }
    assert [one.own for one in found["North of England"].teams] == [True]
    assert [one.own for one in found["Greater Manchester"].teams] == [False]
    assert [one.name for one in directory(PACK, DAY, "OFFICER tees")] == ["North of England"]
    assert directory(PACK, DAY, "nobody") == []
    assert [one.name for one in directory(PACK, DAY, area="Q83")] == ["Greater Manchester"]


# --- questions


def asked_(who: str = "resilience") -> Asked:
    said = {"subject": "Part-time GPs", "text": "How are part-time GPs counted?"}
    return ask(by=reader(who, DAY), pack=PACK, at=NOW, **said)


def test_a_question_waits_for_the_national_team_and_everyone_reads_the_answer(world, as_, monday):
    one = asked_()
    assert Notice.objects.get(once=f"question {one.pk}").user == user("national")
    totals = {who: [(h.id, h.for_me) for h in work(reader(who, DAY), 15)]
              for who in ("national", "resilience", "board")}  # fmt: skip
    assert totals == {
        "national": [("questions", True)], "resilience": [("own_questions", False)], "board": [],
    }  # fmt: skip
    with pytest.raises(Refused):
        answer(by=reader("regional", DAY), asked=one, pack=PACK, at=NOW, text="By sessions.")
    answer(by=reader("national", DAY), asked=one, pack=PACK, at=NOW, text="By sessions.")
    assert Notice.objects.get(once=f"answer {one.pk}").user == user("resilience")
    with pytest.raises(Refused, match="meanwhile"):
        answer(by=reader("national", DAY), asked=one, pack=PACK, at=NOW, text="Otherwise.")
    assert "By sessions." in as_("board").get(f"{HERE}questions/").content.decode()


def test_questions_go_by_e_mail_under_the_programmes_heading_too(world, as_, monday):
    text = as_("resilience").get(f"{HERE}questions/").content.decode()
    assert 'href="mailto:england.primarycareops@nhs.net?subject=GPRP%20Question"' in text


@pytest.mark.parametrize("who", ["lead", "supplier"])
def test_who_is_not_of_the_network_asks_nothing(world, who):
    with pytest.raises(Refused):
        asked_(who)


# --- events


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


# --- pages


def test_somebody_stands_in_the_directory_on_its_page_and_leaves(world, as_, monday):
    form = {
        "seen": 0,
        "organisation": "Q74",
        "role": "Resilience lead",
        "phone": "",
        "mailed": "on",
    }
    browser = as_("resilience")
    assert "Say that you agree" in browser.post(f"{HERE}me/", form).content.decode()
    assert browser.post(f"{HERE}me/", form | {"agrees": "on"}).status_code == 302
    assert "resilience@example.nhs.uk" in as_("board").get(HERE).content.decode()
    assert "not on the distribution list" not in as_("resilience").get(HERE).content.decode()
    assert as_("resilience").post(f"{HERE}me/", {"act": "leave"}).status_code == 302
    assert not Contact.objects.exists()


def test_the_national_team_keeps_the_directory_on_its_pages(world, as_, monday):
    browser = as_("national")
    form = {
        "name": "Olive Outside", "role": "Ambassador", "organisation": "y54", "phone": "",
        "email": "outside@example.org", "consented": "3 December 2018", "how": "By e-mail",
    }  # fmt: skip
    assert browser.post(f"{HERE}add/", form).status_code == 302
    entry = Contact.objects.get()
    assert "In writing, 3 December 2018" in browser.get(f"{HERE}entry/{entry.pk}/").content.decode()
    assert as_("regional").get(f"{HERE}entry/{entry.pk}/").status_code == 404
    assert as_("national").post(f"{HERE}entry/{entry.pk}/", {"act": "remove"}).status_code == 302
    assert not Contact.objects.exists()


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


def test_an_empty_directory_and_an_unknown_programme(world, as_, monday):
    assert "Nobody of this area stands" in as_("board").get(HERE).content.decode()
    assert "Nobody is found" in as_("board").get(f"{HERE}?q=x").content.decode()
    assert as_("board").get("/network/nothing/").status_code == 404
    assert as_("board").get(f"{HERE}?area=X").status_code == 400
    assert as_("board").get(f"{HERE}questions/99/").status_code == 404
