"""The pages on which a practice is assessed and placed, as a browser without scripts sends them."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from resilience.cases.models import Assessment, Placement
from resilience.screening.intelligence import Intelligence
from tests.cases.assessed import (
    JUSTIFICATION,
    MONDAY,
    known,
    under_assessment,
)
from tests.cases.placed import set_deciding
from tests.cases.practice_pages import at_the_practice, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def case(referred):
    set_deciding(second_percent=0)
    return under_assessment(referred())


def hidden(page: Any) -> dict[str, str]:
    """The hidden fields of a page's form, but for the token."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    kept = {name: html.unescape(value) for name, value in found}
    return {name: value for name, value in kept.items() if name in ("seen", "evidence")}


def typed(client: Client, address: str, **other: Any) -> dict[str, Any]:
    return {
        "scope": "4",
        "impact": "3",
        "criteria": ["GC8", "GC6"],
        "justification": JUSTIFICATION,
        **hidden(client.get(address)),
        **other,
    }


def test_a_lead_assesses_and_places_and_is_shown_it_as_it_stood(case):
    client, place = at_the_practice("resilience"), f"/cases/{case.reference}/place/"
    page = words(client.get(place))
    assert "It was not assessed before in this programme." in page
    assert "A local setting, not the published matrix" in page
    assert "Help would make a great difference" in page
    answer = client.post(place, typed(client, place, estimate="£12,500"))
    assert answer.url == f"/cases/{case.reference}/assessments/1/"
    placement = Placement.objects.get()
    assert (placement.cell, placement.estimate) == ((4, 3), 1_250_000)
    page = words(client.get(answer.url))
    assert "Scope 4, impact 3: Medium" in page
    assert JUSTIFICATION in page and "£12,500" in page
    assert "GC6 " in page


def test_without_a_justification_nothing_is_saved_and_what_was_typed_stays(case):
    client, place = at_the_practice("resilience"), f"/cases/{case.reference}/place/"
    answer = client.post(place, typed(client, place, justification=" ", estimate="9,000"))
    page = words(answer)
    assert "Write why it stands there: nothing is saved without it" in page
    assert 'value="9,000"' in answer.content.decode()
    assert len(re.findall(r'name="criteria"[^>]*checked', answer.content.decode())) == 2
    assert not Assessment.objects.exists()


def test_who_placed_it_on_other_evidence_is_told_what_changed_and_keeps_what_they_typed(case):
    client, place = at_the_practice("resilience"), f"/cases/{case.reference}/place/"
    sent = typed(client, place)
    known("GC8", "met")
    answer = client.post(place, sent)
    page = words(answer)
    assert "nothing was saved: GC8." in page
    assert "Changed just now" in page
    assert JUSTIFICATION in page
    assert not Placement.objects.exists()
    sent |= hidden(answer)
    assert client.post(place, sent).status_code == 302


def test_what_people_judge_is_answered_on_one_page_and_counts_at_once(case):
    client, judge = at_the_practice("resilience"), f"/cases/{case.reference}/judge/"
    page = client.get(judge).content.decode()
    assert "GC6-" in page and "GC3-" not in page
    sent = {"about": "7 January 2019", "source": "a visit", "GC5-report_vacancies": "2"}
    assert client.post(judge, sent | {"GC5-note": "Nobody answered."}).status_code == 302
    entered = Intelligence.objects.get()
    assert (entered.criterion, entered.tier, entered.says) == ("GC5", "deliberation", "met")
    page = words(client.get(f"/cases/{case.reference}/place/"))
    assert "Nobody answered." in page
    client.post(f"/cases/{case.reference}/place/", typed(client, f"/cases/{case.reference}/place/"))
    frozen = {one["id"]: one for one in Assessment.objects.get().evidence}
    assert frozen["GC5"]["result"] == "met"
    assert frozen["GC5"]["said"][0]["note"] == "Nobody answered."
