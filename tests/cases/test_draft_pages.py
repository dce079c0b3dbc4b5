"""A practice fills in its request on the pages, and sends it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from resilience.cases.models import Case, Contact, Draft
from resilience.notices.models import Notice
from resilience.notices.sending import send_singles
from resilience.programmes.packs import load
from tests.cases.practice_pages import (
    HELP,
    REFERRAL,
    SHEET,
    at_the_practice,
    begun,
    fill_in,
    send,
    words,
)
from tests.cases.test_referring import ANSWERS
from tests.cases.world import PROGRAMME, practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
MENU = [one.id for one in load(PROGRAMME).menu if "referral" in one.offered]
GROUP = [
    {"name": "The Dene Surgery", "code": "A81001", "list_size": 8450},
    {"name": "Mill Lane Surgery", "code": "P81001", "list_size": 3300},
]
HELPED_BEFORE: dict[str, Any] = {
    "had_peer_support": "yes",
    "peer_support_years": ["2016-17"],
    "had_vulnerable_practice": "yes",
    "vulnerable_practice_years": ["2015-16", "2016-17"],
    "had_resilience": "yes",
    "resilience_years": ["2016-17", "2017-18"],
}
PLAN = {
    "problem": "Two partners retire in March.",
    "solution": "A manager for three months.",
    "cost": "12,000 pounds.",
    "outcome": "Both posts are filled by July.",
}
ANNEX_B = [
    *(f"GB1.{number}" for number in range(1, 10)),
    *(f"GB2.{number}" for number in range(1, 7)),
    *(f"GB3.{number}" for number in range(1, 3)),
]


def test_from_the_list_of_parts_to_the_confirmation(world):
    Contact.objects.create(
        programme=PROGRAMME,
        organisation=practice("Q74"),
        name="Jo Field",
        email="jo@example.nhs.uk",
        phone="01632 960 123",
    )
    lead = at_the_practice()
    assert "Ask for help" in words(lead.get(HELP))
    begun(lead)
    assert "0 of 5 parts filled in" in words(lead.get(REFERRAL))  # files are for who has some
    fill_in(lead)
    tasks = words(lead.get(REFERRAL))
    assert "All that is needed is filled in" in tasks
    assert "Saved 21 December 2018 at 15:30 by lead" in tasks
    check = words(lead.get(f"{REFERRAL}answers/"))
    assert "Cumbria and North East deals with your request" in check
    assert "you will hear the next steps or the outcome by 4 January 2019" in check
    sent = send(lead)
    case = Case.objects.get()
    assert sent.url == f"/cases/{case.reference}/sent/"
    told = words(lead.get(sent.url))
    for said in (
        f"Your reference is {case.reference}",
        "Cumbria and North East. Your contact is Jo Field",
        "hear the next steps or the outcome by 4 January 2019",
        "hear that the local team has your request by 9 January 2019",
        "A copy to print",
    ):
        assert said in told
    assert f"open request in this programme: {case.reference}" in words(lead.get(HELP))


def test_every_field_of_the_programmes_form_reaches_the_case(world):
    lead = at_the_practice()
    begun(lead)
    answers = ANSWERS | HELPED_BEFORE | {"categories": MENU, "is_group": "yes", "practices": GROUP}
    fill_in(lead, **answers)
    send(lead)
    case = Case.objects.get()
    reached = {"GB1.9"} if case.list_size == 11_750 else set()
    for question in load(PROGRAMME).form("referral").questions:
        if question.kind != "files" and question.id != "list_size":
            assert case.answers[question.id] == answers[question.id], question.id
            reached.update(question.cite)
    assert set(ANNEX_B) - reached == {"GB1.6"}  # the size of one practice: the next test
    assert "11,750" in words(lead.get(f"/cases/{case.reference}/"))


def test_the_list_size_of_a_practice_alone_reaches_the_case(world):
    lead = at_the_practice()
    begun(lead)
    fill_in(lead, list_size="8,450")
    send(lead)
    case = Case.objects.get()
    assert case.answers["list_size"] == case.list_size == 8450
    assert "practices" not in case.answers


def test_what_is_known_stands_on_the_pages(helped_before):
    lead = at_the_practice()
    begun(lead)
    page = lead.get(f"{REFERRAL}practice/").content.decode()
    assert 'value="The Dene Surgery"' in page and 'value="A81001"' in page
    assert 'name="practices-0-code" value="A81001"' in " ".join(page.split())
    assert 'value="Hartlepool (00K)"' in lead.get(f"{REFERRAL}support/").content.decode()
    past = " ".join(lead.get(f"{REFERRAL}past/").content.decode().split())
    assert 'value="2016-17" checked' in past


def test_a_form_is_put_aside_for_good_only_after_asking(world):
    lead = at_the_practice()
    begun(lead)
    assert "Throw this form away?" in words(lead.get(f"{REFERRAL}throw-away/"))
    assert Draft.objects.unsent().exists()
    lead.post(f"{REFERRAL}throw-away/")
    assert not Draft.objects.unsent().exists()
    assert "is thrown away" in words(lead.get(HELP))
    assert lead.get(f"{REFERRAL}contact/").url == HELP


def test_a_plan_on_one_sheet_goes_with_the_request(world):
    lead = at_the_practice()
    begun(lead, SHEET)
    assert "Send it with a request" not in words(lead.get(f"{SHEET}answers/"))
    begun(lead)
    fill_in(lead)
    check = f"{REFERRAL}answers/"
    assert "business plan with it" not in words(lead.get(check))  # it is not finished
    fill_in(lead, "one_sheet", **PLAN)
    sheet = words(lead.get(f"{SHEET}answers/"))
    assert "Two partners retire in March." in sheet and "Send it with a request" in sheet
    assert "Send our one-sheet business plan with it" in words(lead.get(check))
    send(lead, plan="yes")
    assert set(Case.objects.get().drafts.values_list("form", flat=True)) == {
        "referral",
        "one_sheet",
    }


def test_a_plan_stays_where_one_does_not_tick_it(world):
    lead = at_the_practice()
    begun(lead, SHEET)
    fill_in(lead, "one_sheet", **PLAN)
    begun(lead)
    fill_in(lead)
    send(lead)
    assert Draft.objects.unsent().get().form == "one_sheet"


def test_the_e_mail_says_all_that_somebody_needs_who_reads_no_more(world):
    Contact.objects.create(
        programme=PROGRAMME,
        organisation=practice("Q74"),
        name="Jo Field",
        email="jo@example.nhs.uk",
        phone="01632 960 123",
    )
    lead = at_the_practice()
    begun(lead)
    fill_in(lead)
    send(lead)
    case = Case.objects.get()
    send_singles()
    letter = next(one for one in mail.outbox if one.to == ["lead@example.nhs.uk"])
    assert letter.subject == f"{case.reference}, The Dene Surgery: the practice asked for help"
    for said in (
        f"Your reference is {case.reference}",
        "Cumbria and North East deals with it. Whom to ask: Jo Field, jo@example.nhs.uk, 01632 960",
        "You will hear that the local team has your request by 9 January 2019.",
        "You will hear the next steps or the outcome by 4 January 2019.",
        "Sign in to follow your case",
        f"/cases/{case.reference}/",
    ):
        assert said in letter.body
    assert "retire" not in letter.body  # what was written is read where one signs in
    told = Notice.objects.get(user__email="resilience@example.nhs.uk").text
    assert "Acknowledge a self-referral: by 9 January 2019." in told
