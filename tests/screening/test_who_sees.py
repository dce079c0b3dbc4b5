"""A canary in every tier: where it is read, by whom, and that it is nowhere else."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from resilience.accounts.models import NamedReader, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.accounts.seers import who_reads, who_sees
from resilience.accounts.tiers import Subject, Tier
from resilience.audit.models import Event
from resilience.organisations.models import Coverage, Kind, Organisation, Succession
from resilience.organisations.reach import rebuild_reach
from resilience.profiles.actions import add_context
from resilience.screening import exports
from resilience.screening.intelligence import Intelligence
from resilience.screening.models import ScreenedPractice
from tests.screening.entered import ABOUT_A_PERSON, PARTLY, USUAL, enters, same_for_all
from tests.screening.pages import DAY
from tests.screening.test_pages import HERE

pytestmark = pytest.mark.django_db
FIGURE = "qof_points_percent"
OPEN, SHARED = "canary of anyone", "canary of commissioners"
KNOWN, NOTED = "canary known locally", "canary before a decision"
ABOUT, ILL = "canary of performance", "canary of sickness"
CANARIES = (OPEN, SHARED, KNOWN, NOTED, ABOUT, ILL)
PRACTICE = f"{HERE}/practices/A81001/"
ASKED = f"as_at={DAY}"
ADDRESSES = [
    "/",
    "/search/?q=canary",
    "/search/?q=surgery",
    "/organisations/A81001/",
    "/practices/A81001/",
    f"/organisations/A81001/?{ASKED}&format=csv",
    *(f"/practices/A81001/{page}/?{ASKED}" for page in ("profile", "print", "changes")),
    f"/practices/A81001/neighbours/?{ASKED}",
    f"/practices/A81001/profile/?{ASKED}&format=csv",
    f"/practices/A81001/changes/?{ASKED}&format=csv",
    f"/compare/?practice=A81001&practice=A81002&{ASKED}",
    f"/compare/?practice=A81001&practice=A81002&{ASKED}&format=csv",
    f"/areas/00K/changes/?{ASKED}",
    *(f"/indicators/{FIGURE}/?{ASKED}{more}" for more in ("", "&area=00K", "&sort=name")),
    *(f"/indicators/{FIGURE}/?{ASKED}&format={form}" for form in ("csv", "trend", "json")),
    f"/data-quality/?{ASKED}",
    f"/api/v1/organisations/A81001?{ASKED}",
    "/api/v1/practices",
    f"/api/v1/figures?indicator={FIGURE}&practice=A81001",
    f"/api/v1/figures.csv?indicator={FIGURE}",
    "/screening/",
    *(f"{HERE}/{page}" for page in ("", "review/", "changes/", "areas/00K/", "areas/Y54/")),
    *(f"{HERE}/{page}?format=csv" for page in ("review/", "changes/")),
    *(f"{HERE}/areas/00K/?format=csv&table={t}" for t in ("practices", "known", "results")),
    PRACTICE,
    f"{PRACTICE}?format=csv",
    f"{PRACTICE}?format=local",
    f"{PRACTICE}local/{USUAL}/",
    f"{PRACTICE}nothing/",
    f"{HERE}/practices/A81002/",
]
INSIDE = {
    Role.PRACTICE_LEAD: "A81001",
    Role.PRACTICE_MEMBER: "A81001",
    Role.GROUP_LEAD: "GROUP-NORTH",
    Role.LMC_OFFICER: "LMC-NORTH",
    Role.COMMISSIONER: "00K",
    Role.RESILIENCE_LEAD: "Q74",
    Role.FINANCE_LEAD: "Q74",
    Role.REGIONAL_LEAD: "Y54",
    Role.NATIONAL_TEAM: "ENG",
    Role.SUPPLIER: "SUPPLIER-1",
    Role.ANALYST: "00K",
    Role.BOARD_READER: "00K",
    Role.ADMINISTRATOR: "A81001",
}
OUTSIDE = {
    Role.PRACTICE_LEAD: "P81001",
    Role.PRACTICE_MEMBER: "A81002",
    Role.GROUP_LEAD: "GROUP-WEST",
    Role.LMC_OFFICER: "LMC-WEST",
    Role.COMMISSIONER: "00T",
    Role.RESILIENCE_LEAD: "Q83",
    Role.FINANCE_LEAD: "Q83",
    Role.ANALYST: "00T",
    Role.BOARD_READER: "00T",
    Role.ADMINISTRATOR: "00T",
}
DECIDE = {OPEN, SHARED, KNOWN, NOTED}
SHARE = {OPEN, SHARED, KNOWN}
READS = {
    Role.PRACTICE_LEAD: SHARE,
    Role.PRACTICE_MEMBER: SHARE,
    Role.LMC_OFFICER: SHARE,
    Role.FINANCE_LEAD: SHARE,
    Role.ANALYST: SHARE,
    Role.NATIONAL_TEAM: SHARE,
    Role.COMMISSIONER: DECIDE,
    Role.RESILIENCE_LEAD: DECIDE,
    Role.REGIONAL_LEAD: DECIDE,
}


@pytest.fixture
def snapshot(snapshot_of_the_module):
    return snapshot_of_the_module


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def person(role: str, code: str, ends: date = date.max) -> User:
    user = User.objects.create_user(f"{role}.{code}@example.nhs.uk".lower(), name=role)
    user.memberships.create(organisation=organisation(code), role=role, starts=date.min, ends=ends)
    return user


def reader(user: User) -> Reader:
    return Reader(user, timezone.localdate())


@pytest.fixture
def planted(snapshot):
    """Canaries of every tier about A81001; nobody is named for the restricted ones yet."""
    for code, kind, area in (
        ("GROUP-NORTH", Kind.GROUP, "A81001"),
        ("GROUP-WEST", Kind.GROUP, "P81001"),
        ("LMC-NORTH", Kind.LMC, "00K"),
        ("LMC-WEST", Kind.LMC, "00T"),
        ("SUPPLIER-1", Kind.SUPPLIER, "A81002"),
    ):
        made = Organisation.objects.create(code=code, kind=kind, name=code.title())
        Coverage.objects.create(organisation=made, area=organisation(area), starts=date.min)
    rebuild_reach()
    lead = reader(person("practice_lead", "A81001"))
    practice = organisation("A81001")
    add_context(by=lead, practice=practice, indicator=FIGURE, text=OPEN)
    shared = {"text": SHARED, "period": "2017-18", "tier": "commissioner"}
    add_context(by=lead, practice=practice, indicator=FIGURE, **shared)
    writer = reader(person("commissioner", "00K"))
    enters(writer, note=KNOWN)
    enters(writer, note=NOTED, tier="deliberation")
    enters(writer, ABOUT_A_PERSON, source=ABOUT)
    enters(lead, PARTLY, note=ILL, tier="restricted")
    return snapshot


def found_by(user: User | None) -> set[str]:
    """The canaries somebody comes across on any page, list or file."""
    client = Client()
    if user:
        client.force_login(user)
    found = set()
    for address in ADDRESSES:
        answer = client.get(address, follow=True)
        assert answer.status_code in (200, 404), f"{address}: {answer.status_code}"
        content = answer.getvalue().decode()
        found |= {canary for canary in CANARIES if canary in content}
    return found


@pytest.mark.parametrize("role", INSIDE)
def test_inside_each_role_reads_its_tiers_and_no_other(planted, role):
    user = User.objects.filter(memberships__role=role).first() or person(role, INSIDE[role])
    assert found_by(user) == READS.get(role, {OPEN})


@pytest.mark.parametrize("role", OUTSIDE)
def test_outside_nobody_reads_more_than_anyone(planted, role):
    assert found_by(person(role, OUTSIDE[role])) == {OPEN}


def test_a_visitor_and_somebody_without_a_role_read_what_is_public(planted):
    assert found_by(None) == {OPEN}
    assert found_by(User.objects.create_user("nobody@example.nhs.uk", name="Nobody")) == {OPEN}


@pytest.mark.parametrize(("subject", "canary"), [("performance", ABOUT), ("sickness", ILL)])
def test_a_named_reader_reads_that_subject_only_where_the_page_opens(planted, subject, canary):
    user = person("resilience_lead", "Q74")
    naming = NamedReader.objects.create(
        user=user, organisation=organisation("Q74"), subject=subject, starts=date(2018, 1, 1)
    )
    assert found_by(user) == DECIDE | {canary}
    readings = Event.objects.filter(act="restricted.read", actor=user.actor)
    assert readings.count() == 2, "the page and the file"
    naming.ends = timezone.localdate()
    naming.save()
    assert found_by(user) == DECIDE


def test_who_left_reads_nothing_any_more(planted):
    user = User.objects.get(memberships__role="commissioner")
    assert found_by(user) == DECIDE
    user.memberships.update(ends=timezone.localdate())
    assert found_by(user) == {OPEN}


def test_the_successor_s_people_read_what_its_predecessor_s_did(planted):
    today = timezone.localdate()
    Succession.objects.create(
        predecessor=organisation("00K"),
        successor=organisation("00T"),
        day=today - timedelta(days=1),
    )
    user = person("commissioner", "00T")
    assert found_by(user) == {OPEN}, "until the reach is worked out"
    rebuild_reach()
    practices_then = Organisation.objects.filter(
        reader(user).sees(Tier.COMMISSIONER).within("pk"), code="A81001"
    )
    assert practices_then.exists()
    assert found_by(user) == DECIDE


def test_a_practice_that_moved_is_read_by_those_it_moved_to(planted):
    today = timezone.localdate()
    practice = organisation("A81001")
    here = practice.ancestors.filter(ancestor__code__in=("00K", "Q74", "Y54"), ends__gt=today)
    there = organisation("P81001").ancestors.filter(ends__gt=today)
    moved = [(one.ancestor, one.kind, one.direct) for one in there if one.kind != Kind.NATION]
    here.update(ends=today)
    for ancestor, kind, direct in moved:
        practice.ancestors.create(ancestor=ancestor, kind=kind, direct=direct, starts=today)
    rebuild_reach()
    before = User.objects.get(memberships__role="commissioner")
    assert found_by(before) == {OPEN}
    assert found_by(person("commissioner", "00T")) == DECIDE


def test_no_canary_but_what_is_public_is_in_an_event_or_a_log(planted, caplog, capfd):
    user = person("resilience_lead", "Q74")
    for subject in Subject:
        NamedReader.objects.create(
            user=user, organisation=organisation("Q74"), subject=subject, starts=date(2018, 1, 1)
        )
    client = Client()
    client.force_login(user)
    client.post(f"{PRACTICE}local/{ABOUT_A_PERSON}/", {"note": ABOUT, "source": ILL})
    assert found_by(user) == {*CANARIES}
    told = [f"{e.before} {e.after} {e.details}" for e in Event.objects.all()]
    said = caplog.text + "".join(capfd.readouterr())
    for canary in CANARIES[1:]:
        assert not any(canary in one for one in told), canary
        assert canary not in said, canary
    owners = Event.objects.filter(subject_kind="screening.intelligence").exclude(
        act="intelligence.entered", organisation="A81001"
    )
    hidden = Intelligence.objects.exclude(tier="commissioner").filter(entered_for__code="00K")
    pks = {str(pk) for pk in hidden.values_list("pk", flat=True)}
    assert {one.organisation for one in owners if one.subject_id in pks} == {"00K"}


def test_a_restricted_result_shows_in_no_list_file_or_sentence(planted, client, national):
    """Even one that stands in a snapshot: as if a screen had found it."""
    at = [one["id"] for one in planted.pack["criteria"]].index(ABOUT_A_PERSON)
    for one in planted.practices.filter(code="A81001"):
        letters = f"{one.results[:at]}m{one.results[at + 1 :]}"
        own = one.own | {ABOUT_A_PERSON: {"reason": ABOUT}}
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE screening_screenedpractice SET results = %s, own = %s WHERE id = %s",
                [letters, json.dumps(own), one.pk],
            )
    one = ScreenedPractice.objects.select_related("snapshot").get(snapshot=planted, code="A81001")
    assert one.results[at] == "m"
    assert one.letters[ABOUT_A_PERSON] == "u"
    assert ABOUT not in str(one.findings)
    practices = exports.chosen(planted, "00K")
    rows = [row for row in exports.results(planted, practices) if row["practice"] == "A81001"]
    told = {row["criterion"]: row["result"] for row in rows}
    assert told[ABOUT_A_PERSON] == "not_known", "nor on the command line"
    headlines = " ".join(exports.headlines(planted, practices))
    assert f"{ABOUT_A_PERSON} " not in f"{headlines} "
    for address in (a for a in ADDRESSES if a.startswith("/screening")):
        answer = client.get(address, follow=True)
        content = answer.getvalue().decode()
        assert ABOUT not in content, address
        assert f"{ABOUT_A_PERSON}: Only for" not in content, address


def test_who_can_see_a_practice_s_page_is_said_on_it(planted, client):
    for role, code in (("practice_member", "A81001"), ("national_team", "ENG")):
        person(role, code)
    gone = person("finance_lead", "00K", ends=timezone.localdate())
    practice = organisation("A81001")
    told = [str(one) for one in who_sees(practice, Tier.COMMISSIONER, timezone.localdate())]
    name, nation = practice.name, organisation("ENG").name
    commissioner = organisation("00K").name
    assert told == [
        f"{name}: practice lead (1), practice member (1)",
        f"{commissioner}: CCG or ICB primary-care manager (1)",
        f"{nation}: national team (2)",  # and whoever looked at the pages
    ]
    client.force_login(User.objects.get(memberships__role="practice_lead"))
    page = client.get(PRACTICE).content.decode()
    assert "Who can see this page" in page
    assert f"{commissioner}: CCG or ICB primary-care manager (1)" in page
    assert "restricted on it" not in page, "of what it may not see it is told nothing"
    assert gone.name not in page


def test_the_readers_of_restricted_records_are_told_how_many_they_are(planted, client):
    user = person("resilience_lead", "Q74")
    NamedReader.objects.create(
        user=user, organisation=organisation("Q74"), subject="sickness", starts=date(2018, 1, 1)
    )
    (told,) = who_reads(organisation("A81001"), Subject.SICKNESS, timezone.localdate())
    assert str(told) == f"{organisation('Q74').name}: readers named (1)"
    assert who_reads(organisation("A81001"), Subject.PERFORMANCE, timezone.localdate()) == []
    client.force_login(user)
    page = client.get(PRACTICE).content.decode()
    assert "What is restricted on it, about staff sickness, is read only by" in page


@pytest.mark.parametrize("page", ["", "review/", "changes/", "areas/00K/", "practices/A81001/"])
def test_every_page_that_is_not_public_says_who_can_see_it(snapshot, client, page):
    assert "Who can see this page" in client.get(f"{HERE}/{page}").content.decode()


def test_a_public_page_says_nothing_of_it(planted, client):
    assert "Who can see this page" not in client.get("/practices/A81001/profile/").content.decode()


def test_what_is_hidden_answers_as_what_is_not_there(planted):
    client = Client()
    client.force_login(person("commissioner", "00T"))
    hidden, absent = client.get(PRACTICE), client.get(f"{HERE}/practices/Z99999/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert same_for_all(hidden) == same_for_all(absent)
