"""The status of a practice: a person confirms it, the practice reads why, and it is reviewed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.visible import StatementsAreKept
from resilience.audit.models import Event
from resilience.notices.models import Notice
from resilience.organisations.models import Organisation
from resilience.screening.status import PracticeStatus
from resilience.screening.status_actions import review_at_latest
from resilience.screening.status_queries import history
from tests.screening.confirming import PAGE, WHY, confirms, said, sees
from tests.screening.entered import enters
from tests.screening.pages import PROGRAMME
from tests.screening.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(snapshot_of_the_module):
    return snapshot_of_the_module


def test_nothing_has_a_status_until_a_person_confirms_one(somebody, client, national):
    reader = somebody("commissioner", "00K")
    assert sees(reader) == {} and PracticeStatus.objects.count() == 0
    assert "Nobody has confirmed one" in text(client, PAGE)
    confirms(reader, "green")
    assert sees(reader) == {"A81001": "green"}


def test_the_signal_stands_beside_the_status_as_it_stood(somebody, snapshot):
    one = confirms(somebody("commissioner", "00K"), "green")
    kept = snapshot.practices.get(code="A81001")
    assert (one.signal, one.snapshot) == (kept.signal, snapshot.key)
    assert one.differs
    assert one.confirmed_for.code == "00K"


def test_the_signal_beside_it_is_the_one_that_the_practice_sees(somebody):
    by = somebody("commissioner", "00K")
    before = confirms(by).signal
    for criterion in ("GC6", "GC13", "GC14"):
        enters(by, criterion, tier="deliberation")
    after = confirms(by, seen=PracticeStatus.objects.in_force().get().pk)
    assert after.signal == before


@pytest.mark.parametrize("role", ["commissioner", "resilience_lead", "regional_lead"])
def test_who_confirms(role, somebody):
    code = {"commissioner": "00K", "resilience_lead": "Q74", "regional_lead": "Y54"}[role]
    assert confirms(somebody(role, code)).confirmed_for.code == code


@pytest.mark.parametrize(
    "role, code",
    [
        ("practice_lead", "A81001"),
        ("national_team", "ENG"),
        ("analyst", "Y54"),
        ("finance_lead", "Q74"),
        ("board_reader", "00K"),
        ("administrator", "00K"),
        ("commissioner", "00T"),
        ("resilience_lead", "Q83"),
    ],
)
def test_who_does_not(role, code, somebody):
    with pytest.raises(Refused, match="You do not confirm"):
        confirms(somebody(role, code))
    assert PracticeStatus.objects.count() == 0


@pytest.mark.parametrize(
    "role, code, read",
    [
        ("practice_lead", "A81001", True),
        ("practice_member", "A81001", True),
        ("national_team", "ENG", True),
        ("analyst", "Y54", True),
        ("commissioner", "00K", True),
        ("practice_lead", "A81002", False),
        ("practice_lead", "P81001", False),
        ("commissioner", "00T", False),
        ("resilience_lead", "Q83", False),
        ("board_reader", "00K", False),
        ("administrator", "00K", False),
        ("supplier", "ENG", False),
    ],
)
def test_who_reads_it(role, code, read, somebody, client):
    confirms(somebody("commissioner", "00K"))
    reader = somebody(role, code) if role != "commissioner" else _other(role, code)
    assert bool(sees(reader)) is read
    client.force_login(reader.user)
    answer = client.get(PAGE)
    assert answer.status_code == (200 if read else 404)
    if read:
        assert WHY in said(answer)
    elsewhere = client.get(PAGE.replace("A81001", "X99999"))
    assert elsewhere.status_code == 404


def _other(role: str, code: str) -> Reader:
    person = User.objects.create_user(f"other.{role}.{code}@example.nhs.uk".lower(), name="Other")
    Membership.objects.create(
        user=person, organisation=Organisation.objects.get(code=code), role=role, starts=date.min
    )
    return Reader(person, timezone.localdate())


@pytest.mark.parametrize(
    "other, told",
    [
        ({"reason": " \n "}, "Write something"),
        ({"reason": "x" * 1_001}, "at most 1,000"),
        ({"reason": "Ring 01632 960 123"}, "telephone number"),
        ({"status": "none"}, "no status to take back"),
        ({"status": "not_enough_evidence"}, "Choose red, amber or green"),
        ({"status": ""}, "Choose red, amber or green"),
        ({"review_by": None}, "by when"),
        ({"review_by": date(2018, 1, 1)}, "one to come"),
        ({"seen": 7}, "Somebody else"),
    ],
)
def test_what_is_refused_is_told_and_nothing_is_kept(other, told, somebody):
    with pytest.raises(Refused, match=told):
        confirms(somebody("commissioner", "00K"), **other)
    assert PracticeStatus.objects.count() == 0 and Notice.objects.count() == 0


def test_a_review_is_tomorrow_at_the_earliest_and_a_year_away_at_most(somebody):
    by = somebody("commissioner", "00K")
    seen = 0
    for day in (by.day + timedelta(days=1), review_at_latest(by.day)):
        seen = confirms(by, review_by=day, seen=seen).pk
    for day in (by.day, review_at_latest(by.day) + timedelta(days=1)):
        with pytest.raises(Refused, match="one to come"):
            confirms(by, review_by=day, seen=seen)


def test_a_newer_one_ends_the_one_before_and_both_stay(somebody):
    commissioner, lead = somebody("commissioner", "00K"), somebody("resilience_lead", "Q74")
    first = confirms(commissioner, "red")
    second = confirms(lead, "amber", seen=first.pk)
    assert sees(lead) == {"A81001": "amber"}
    told = history(somebody("practice_lead", "A81001"), PROGRAMME, "A81001")
    assert [one.pk for one in told] == [second.pk, first.pk]
    assert told[1].ended is not None
    with pytest.raises(StatementsAreKept):
        told[1].delete()
    with pytest.raises(StatementsAreKept):
        PracticeStatus.objects.update(reason="Another")


def test_two_people_at_once_do_not_write_over_each_other(somebody):
    commissioner, lead = somebody("commissioner", "00K"), somebody("resilience_lead", "Q74")
    confirms(commissioner, "red")
    with pytest.raises(Refused, match="Somebody else"):
        confirms(lead, "green")
    assert sees(lead) == {"A81001": "red"}


def test_what_is_taken_back_leaves_no_status_but_the_reason(somebody):
    by = somebody("commissioner", "00K")
    one = confirms(by)
    back = confirms(by, "none", seen=one.pk, review_by=None, reason="Given to the wrong practice.")
    assert sees(by) == {}
    assert [x.status for x in history(by, PROGRAMME, "A81001")] == ["none", "amber"]
    with pytest.raises(Refused, match="no status to take back"):
        confirms(by, "none", seen=back.pk, review_by=None)
    confirms(by, "red", seen=back.pk)
    assert sees(by) == {"A81001": "red"}


def test_statuses_are_those_of_a_day(somebody):
    by = somebody("commissioner", "00K")
    yesterday = timezone.now() - timedelta(days=1)
    one = confirms(by, "red", at=yesterday)
    confirms(by, "green", seen=one.pk)
    assert sees(by, by.day - timedelta(days=2)) == {}
    assert sees(by, by.day - timedelta(days=1)) == {"A81001": "red"}
    assert sees(by) == {"A81001": "green"}


def test_the_database_itself_refuses_a_second_one_and_one_without_a_reason(somebody):
    one = confirms(somebody("commissioner", "00K"))
    fields = {
        name: getattr(one, name)
        for name in ("organisation", "tier", "programme", "confirmed_for", "written_by")
    }
    for other in (
        {"status": "red", "reason": WHY, "review_by": one.review_by},
        {"status": "red", "reason": "", "review_by": one.review_by, "programme": "other"},
        {"status": "red", "reason": WHY, "review_by": None, "programme": "other"},
        {"status": "none", "reason": WHY, "review_by": one.review_by, "programme": "other"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PracticeStatus.objects.create(**fields | other)


def test_it_is_on_record_and_the_practice_is_told(somebody):
    lead, by = somebody("practice_lead", "A81001"), somebody("commissioner", "00K")
    one = confirms(by)
    event = Event.objects.get(act="status.confirmed")
    assert (event.organisation, event.actor) == ("A81001", by.actor)
    assert event.after["status"] == "amber" and event.after["signal"] == one.signal
    assert WHY not in str(event.after)
    notice = Notice.objects.get()
    assert notice.user == lead.user and notice.address == PAGE
    assert "amber" not in (notice.subject + notice.text).lower() and WHY not in notice.text
    confirms(by, "none", seen=one.pk, review_by=None)
    taken = Event.objects.get(act="status.withdrawn")
    assert (taken.before["status"], taken.after["status"]) == ("amber", "none")
