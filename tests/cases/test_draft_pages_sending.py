"""Who sends a request, once, and only what they have seen; hostile words stay words."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.cases.models import Case, Draft
from resilience.organisations.models import Organisation
from tests.cases.conftest import at
from tests.cases.practice_pages import (
    HELP,
    REFERRAL,
    SHEET,
    at_the_practice,
    begun,
    fill_in,
    seen,
    send,
    words,
)
from tests.cases.world import user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
CHECK = f"{REFERRAL}answers/"
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}\"'><img src=x onerror=alert(2)>\u202egnp.exe"
PAGES = [HELP, REFERRAL, CHECK, f"{REFERRAL}throw-away/", SHEET, f"{SHEET}answers/"]
PAGES += [f"{REFERRAL}{part}/" for part in ("contact", "practice", "support", "past", "case")]
PAGES += [f"{REFERRAL}attachments/", f"{SHEET}plan/"]


@pytest.fixture
def lead(world):
    client = at_the_practice()
    begun(client)
    return client


def test_a_member_fills_in_and_sees_who_sends(lead):
    member = at_the_practice("member")
    fill_in(member)
    page = words(member.get(CHECK))
    assert "A practice lead sends it: lead." in page
    assert "Send the request" not in page
    assert "Only a practice lead of The Dene Surgery sends its request" in words(
        member.post(CHECK, {"seen": Draft.objects.get().changed.isoformat()})
    )
    assert not Case.objects.exists()
    assert "Send the request" in words(lead.get(CHECK))


def test_pressed_twice_it_is_one_request_and_one_confirmation(lead):
    fill_in(lead)
    told = {"seen": seen(lead, CHECK)}
    first, second = lead.post(CHECK, told), lead.post(CHECK, told)
    assert first.url == second.url == f"/cases/{Case.objects.get().reference}/sent/"
    assert lead.get(CHECK).url == HELP


def test_no_day_is_promised_any_more_on_a_request_that_was_withdrawn(lead):
    fill_in(lead)
    page = send(lead).url
    assert "You will hear that the local team has your request by" in words(lead.get(page))
    case = Case.objects.get()
    lead.post(f"/cases/{case.reference}/withdraw/", {"seen": case.version, "text": ""})
    told = words(lead.get(page))
    assert "You withdrew your request since 21 December 2018. Nothing more is owed" in told
    assert "You will hear" not in told and "withdraw it" not in told


def test_what_is_unfinished_is_named_and_there_is_no_button(lead):
    page = words(lead.get(CHECK))
    assert "It cannot be sent yet. Finish these parts first: Contact details" in page
    assert "Send the request" not in page
    assert "It was not sent" in words(lead.post(CHECK, {"seen": "x"}))


def test_what_changed_after_one_looked_is_not_sent(lead):
    fill_in(lead)
    looked = seen(lead, CHECK)
    with time_machine.travel(at(2018, 12, 21, 15, 40), tick=False):
        member = at_the_practice("member")
        address = f"{REFERRAL}contact/"
        member.post(
            address,
            {
                "seen": seen(member, address),
                "practice_lead_name": "Ben Moor",
                "practice_lead_email": "ben@example.nhs.uk",
                "practice_lead_telephone": "01632 960001",
            },
        )
        page = words(lead.post(CHECK, {"seen": looked}))
        assert "Somebody changed the answers or the files after you opened this page" in page
        assert "Ben Moor" in page
        assert not Case.objects.exists()
        lead.post(CHECK, {"seen": seen(lead, CHECK)})
    assert Case.objects.get().answers["practice_lead_name"] == "Ben Moor"


def test_a_file_added_after_one_looked_is_not_sent_unseen(lead):
    fill_in(lead)
    looked = seen(lead, CHECK)
    address = f"{REFERRAL}attachments/"
    upload = SimpleUploadedFile("plan.txt", b"A plan.")
    lead.post(address, {"seen": seen(lead, address), "files": [upload]})
    assert "Somebody changed" in words(lead.post(CHECK, {"seen": looked}))
    send(lead)
    assert Case.objects.get().attachments.get().name == "plan.txt"


def test_who_reads_it_is_said_before_it_is_sent(lead):
    page = words(lead.get(CHECK))
    for one in (
        "The Dene Surgery: practice lead (1)",
        "Hartlepool:",
        "Tees Local Medical Committee",
    ):
        assert one in page


def test_nobody_else_comes_near_a_practices_forms(lead):
    send_address = f"{REFERRAL}answers/"
    for name in ("second_lead", "commissioner", "resilience", "officer", "national", "supplier"):
        other = at_the_practice(name)
        for page in (REFERRAL, f"{REFERRAL}contact/", send_address):
            assert other.get(page).status_code == 404, (name, page)
            assert other.post(page).status_code == 404, (name, page)


def test_the_confirmation_is_for_the_people_of_the_practice(lead):
    fill_in(lead)
    address = send(lead).url
    assert at_the_practice("member").get(address).status_code == 200
    for name in ("second_lead", "commissioner", "resilience"):
        assert at_the_practice(name).get(address).status_code == 404


def test_hostile_words_and_names_are_inert_on_every_page(lead):
    Organisation.objects.filter(code="A81001").update(name=HOSTILE.replace("\u202e", ""))
    person = user("member")
    person.name = HOSTILE.replace("\u202e", "")
    person.save()
    member = at_the_practice("member")
    begun(member, SHEET)
    fill_in(
        member,
        practice_lead_name=HOSTILE,
        practice_name=HOSTILE,
        commissioner=HOSTILE,
        issues=HOSTILE,
        is_group="yes",
        practices=[
            {"name": HOSTILE, "code": "A81001", "list_size": 1},
            {"name": HOSTILE, "code": "P81001", "list_size": 1},
        ],
    )
    plan = dict.fromkeys(("problem", "solution", "cost", "outcome"), HOSTILE)
    fill_in(member, "one_sheet", **plan)
    address = f"{REFERRAL}attachments/"
    upload = SimpleUploadedFile(f"{HOSTILE}.txt", b"A plan.")
    page = member.post(address, {"seen": seen(member, address), "add": "yes", "files": [upload]})
    shown = [page, *(member.get(one) for one in PAGES)]
    shown.append(lead.get(send(lead, plan="yes").url))
    for answer in shown:
        text = answer.content.decode()
        assert "<script>alert" not in text and "<img src=x" not in text
        assert "\u202e" not in text
    assert Case.objects.get().attachments.get().name.isprintable()


def test_what_was_saved_meanwhile_is_inert_too(lead):
    address = f"{REFERRAL}case/"
    lead.post(address, {"seen": "0", "later": "yes", "issues": HOSTILE})
    text = lead.post(address, {"seen": "0", "later": "yes", "issues": "Mine."}).content.decode()
    assert "What was saved meanwhile" in text and "<script>alert" not in text


@pytest.mark.parametrize("practices", [2, 60])
def test_pages_ask_the_database_as_little_for_a_large_group(lead, practices):
    Organisation.objects.bulk_create(
        Organisation(code=f"B{n:05}", kind="practice", name=f"Practice {n}") for n in range(100)
    )
    rows = [{"name": "The Dene", "code": "A81001", "list_size": 10}]
    rows += [
        {"name": f"Practice {n}", "code": f"B{n:05}", "list_size": 10} for n in range(practices)
    ]
    fill_in(lead, is_group="yes", practices=rows)
    for page, most in ((REFERRAL, 12), (f"{REFERRAL}practice/", 14), (CHECK, 22), (HELP, 12)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            lead.get(page)
        assert len(asked) <= most, (page, len(asked), [one["sql"][:90] for one in asked])
