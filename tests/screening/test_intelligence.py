"""What is known locally of a practice: who enters it, for whose eyes, and what is kept of it."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.accounts.visible import StatementsAreKept
from resilience.audit.models import Event
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import (
    withdraw_intelligence,
)
from tests.screening.entered import (
    ABOUT_A_PERSON,
    NOTE,
    PARTLY,
    PRACTICE,
    USUAL,
    enters,
    named,
    reads,
    same_for_all,
)
from tests.screening.test_pages import table, text

pytestmark = pytest.mark.django_db
TOLD = {"says": "met", "note": NOTE, "about": "1 June 2018", "source": "a visit"}


@pytest.fixture
def snapshot(snapshot_of_the_module):
    return snapshot_of_the_module


def test_the_practice_reads_what_its_commissioner_wrote_but_not_what_was_noted_to_decide(somebody):
    commissioner, lead = somebody("commissioner", "00K"), somebody("practice_lead", "A81001")
    open_to_it, noted = enters(commissioner), enters(commissioner, tier="deliberation")
    assert reads(lead) == [open_to_it.pk]
    assert reads(commissioner) == [noted.pk, open_to_it.pk]


def test_who_entered_a_restricted_record_reads_it_only_when_named(somebody):
    lead, member = somebody("practice_lead", "A81001"), somebody("practice_member", "A81001")
    commissioner = somebody("commissioner", "00K")
    one = enters(lead, ABOUT_A_PERSON)
    assert (one.tier, one.subject) == ("restricted", "performance")
    for reader in (lead, member, commissioner, somebody("national_team", "ENG")):
        assert reads(reader) == []
    assert reads(named(commissioner, "sickness")) == []
    assert reads(named(commissioner, "performance")) == [one.pk]


def test_that_a_person_is_ill_has_readers_of_its_own(somebody):
    lead, reader = somebody("practice_lead", "A81001"), somebody("resilience_lead", "Q74")
    one = enters(lead, PARTLY, tier="restricted")
    assert one.subject == "sickness"
    assert reads(named(reader, "performance")) == []
    assert reads(named(reader, "sickness", "Q74")) == [one.pk]


def test_each_reading_of_a_restricted_record_is_an_event_that_says_not_what(somebody):
    enters(somebody("commissioner", "00K"), ABOUT_A_PERSON)
    reader = named(somebody("resilience_lead", "Q74"), "performance", "Q74")
    for _ in range(2):
        reads(reader)
    entered, *readings = Event.objects.filter(subject_kind="screening.intelligence")
    assert (entered.act, entered.before, entered.after) == ("intelligence.entered", None, None)
    assert [event.act for event in readings] == ["restricted.read"] * 2
    assert {event.actor for event in readings} == {reader.actor}
    assert {event.organisation for event in (entered, *readings)} == {"00K"}


def test_what_is_open_to_the_practice_is_read_without_an_event(somebody):
    enters(somebody("commissioner", "00K"))
    before = Event.objects.count()
    reads(somebody("practice_lead", "A81001"))
    assert Event.objects.count() == before


def test_the_event_of_an_entry_has_all_but_its_words(somebody):
    enters(somebody("commissioner", "00K"))
    event = Event.objects.get(act="intelligence.entered")
    assert event.after == {
        "criterion": USUAL,
        "says": "met",
        "about": "2018-06-01",
        "tier": "commissioner",
    }
    assert event.organisation == "A81001"


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("practice_member", "A81001"),
        ("practice_lead", "P81001"),
        ("commissioner", "00T"),
        ("finance_lead", "Q74"),
        ("national_team", "ENG"),
        ("administrator", "A81001"),
    ],
)
def test_nobody_else_enters_anything(somebody, role, code):
    with pytest.raises(Refused, match="You do not enter"):
        enters(somebody(role, code))


def test_a_practice_makes_no_notes_for_those_who_decide(somebody):
    lead = somebody("practice_lead", "A81001")
    with pytest.raises(Refused, match="for those readers"):
        enters(lead, tier="deliberation")
    with pytest.raises(Refused, match="for those readers"):
        enters(lead, ABOUT_A_PERSON, tier="commissioner")


def test_those_for_whom_it_was_entered_withdraw_it_and_those_above(somebody):
    commissioner, lead = somebody("commissioner", "00K"), somebody("practice_lead", "A81001")
    colleague, region = somebody("resilience_lead", "Q74"), somebody("regional_lead", "Y54")
    theirs, own = enters(commissioner), enters(lead)
    for by, one in ((lead, theirs), (commissioner, own), (region, own)):
        with pytest.raises(Refused, match="Only the organisation"):
            withdraw_intelligence(by=by, intelligence=one)
    withdraw_intelligence(by=colleague, intelligence=theirs)
    with pytest.raises(Refused, match="withdrawn before"):
        withdraw_intelligence(by=commissioner, intelligence=theirs)
    assert reads(lead) == [own.pk]
    assert Intelligence.objects.count() == 2, "it stays on record"


def test_what_was_entered_is_not_written_over_or_removed(somebody):
    one = enters(somebody("commissioner", "00K"))
    for act in (one.save, one.delete, Intelligence.objects.all().delete):
        with pytest.raises(StatementsAreKept):
            act()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("note", "He is 943 476 5919.", "NHS number"),
        ("note", "n" * 501, "at most 500"),
        ("source", "ann@surgery.example", "e-mail"),
        ("about", date(2999, 1, 1), "a day to come"),
    ],
)
def test_what_is_not_taken_and_why(somebody, field, value, why):
    with pytest.raises(Refused, match=why):
        enters(somebody("commissioner", "00K"), **{field: value})


def test_it_is_entered_read_downloaded_and_withdrawn_on_the_practice_s_page(
    snapshot, client, signed_in
):
    signed_in(commissioner="00K")
    add = f"{PRACTICE}local/{USUAL}/"
    assert f'href="{add}"' in client.get(PRACTICE).content.decode()
    assert "What it says of the criterion" in text(client, add)
    answer = client.post(add, TOLD | {"tier": "commissioner"}, follow=True)
    assert NOTE in answer.content.decode()
    (row,) = table(client, f"{PRACTICE}?format=local")
    assert (row["criterion"], row["note"], row["tier"]) == (USUAL, NOTE, "commissioner")
    (one,) = Intelligence.objects.all()
    client.post(f"{PRACTICE}local/{one.pk}/withdraw/")
    assert NOTE not in text(client, PRACTICE)


def test_a_form_that_is_not_understood_says_why(snapshot, client, signed_in):
    signed_in(commissioner="00K")
    add = f"{PRACTICE}local/{USUAL}/"
    answer = client.post(add, TOLD | {"note": "Write to ann@surgery.example", "tier": "public"})
    page = answer.content.decode()
    assert "Leave out the e-mail address" in page
    assert not Intelligence.objects.exists()


def test_what_one_may_not_see_is_not_there_to_withdraw(snapshot, client, signed_in, somebody):
    one = enters(somebody("commissioner", "00K"), ABOUT_A_PERSON)
    signed_in(commissioner="00K")
    absent = client.post(f"{PRACTICE}local/999999/withdraw/")
    hidden = client.post(f"{PRACTICE}local/{one.pk}/withdraw/")
    assert (absent.status_code, hidden.status_code) == (404, 404)
    assert same_for_all(absent) == same_for_all(hidden)
    assert Intelligence.objects.in_force().exists()
