"""The public pages for a practice that thinks of asking for help."""

from __future__ import annotations

import re

import pytest
import time_machine

from resilience.programmes.models import LocalSetting
from resilience.programmes.packs import available, load
from tests.accounts.people import organisation

pytestmark = pytest.mark.django_db
THEN, NOW = "/help/gprp-2018-19/", "/help/icb-support-2026-27/"


@time_machine.travel("2018-12-21 12:00:00+00:00")
def test_the_programmes_that_run_stand_first(client):
    page = client.get("/help/").text
    running, rest = page.split("Still to come")
    assert f'href="{THEN}"' in running
    assert f'href="{NOW}"' in rest
    assert ">Over<" not in page


@time_machine.travel("2020-01-01 12:00:00+00:00")
def test_when_no_programme_runs_that_is_said(client):
    assert "No programme is running today" in client.get("/help/").text
    assert "This programme ended on 31 March 2019" in client.get(THEN).text
    assert "This programme starts on 1 April 2026" in client.get(NOW).text


@time_machine.travel("2019-03-31 23:30:00+01:00")
def test_the_last_day_belongs_to_the_programme(client):
    assert "ended on" not in client.get(THEN).text


def test_a_practice_reads_what_is_offered_who_may_ask_and_what_happens_when(client):
    page = client.get(THEN).text
    for words in (
        "Any general practice in England",
        "Rapid intervention and management support for practices at risk of closure",
        "Within 10 working days after receipt of the referral",
        "Within 14 calendar days after receipt of the referral",
        "you need not meet any of them to ask",
        "Access (4 criteria)".replace("Access", "Patient experience/access"),
        'href="/programmes/gprp-2018-19/"',
        "easy read or large print",
        "mailto:england.primarycareops@nhs.net",
    ):
        assert words in page
    assert "Personal resilience training" not in page
    assert "CCG" not in client.get(NOW).text.split("<main")[1].split("What your request")[0]


def test_days_that_are_set_here_are_the_days_that_are_told(client):
    nation = organisation("ENG", "nation", "England")
    LocalSetting.objects.create(
        programme="icb-support-2026-27",
        number=1,
        key="clocks.acknowledge.days",
        value="3",
        reason="Sooner.",
        organisation=nation,
        by="system",
    )
    assert "Within 3 working days after" in client.get(NOW).text


@pytest.mark.parametrize("address", [THEN, NOW])
def test_no_team_is_said_to_have_named_whom_it_may_not_have_named(client, address):
    page = client.get(address).text
    assert "Every local team names" not in page and "named on this page" not in page
    assert "which teams have named nobody yet" in page


@pytest.mark.parametrize("pack", available())
def test_the_hint_of_the_leads_email_promises_no_message_to_it(pack):
    (question,) = [q for q in load(pack).form("referral").questions if q.kind == "email"]
    assert "to the people of the practice who sign in" in question.hint


@pytest.mark.parametrize("address", [THEN, NOW])
def test_the_confidential_service_is_a_plain_link_that_tells_nobody(client, address):
    page = client.get(address).text
    (link,) = re.findall(r'<a href="https://[^>]*health[^>]*>', page)
    assert 'rel="noreferrer external"' in link
    assert "never recorded here" in page
    assert "onclick" not in page
    assert "ping=" not in page


def test_a_programme_that_is_not_there_is_not_found(client):
    assert client.get("/help/nowhere/").status_code == 404
