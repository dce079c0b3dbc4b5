"""The pages on which a practice is assessed and placed, as a browser without scripts sends them."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from resilience.audit.models import Event
from resilience.cases.models import Assessment, Placement
from resilience.screening.intelligence import Intelligence
from tests.cases.assessed import (
    JUSTIFICATION,
    MONDAY,
    first,
    known,
    named,
    second,
    under_assessment,
)
from tests.cases.placed import set_deciding, set_here
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


def test_a_matrix_that_was_set_anew_meanwhile_is_told_and_gives_the_band_of_its_cell(case):
    client, place = at_the_practice("resilience"), f"/cases/{case.reference}/place/"
    sent = typed(client, place)
    set_here("matrix.4.3", "high")
    answer = client.post(place, sent)
    assert "nothing was saved: the matrix." in words(answer)
    client.post(place, sent | hidden(answer))
    placement = Placement.objects.get()
    assert (placement.band, placement.settings_version) == ("high", 2)


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


def test_a_second_assessor_sees_the_evidence_and_not_the_placement_until_theirs_is_in(referred):
    set_deciding(second_percent=100)
    case = under_assessment(referred())
    known("GC8", "met")
    first(case)
    client = at_the_practice("regional")
    shown, form = (
        f"/cases/{case.reference}/assessments/1/",
        f"/cases/{case.reference}/place-second/",
    )
    for address in (shown, form, f"/cases/{case.reference}/", f"/cases/{case.reference}/place/"):
        page = words(client.get(address))
        assert JUSTIFICATION not in page, address
        assert "Scope 4, impact 3: Medium" not in page.replace(_matrix(page), ""), address
    settle = f"/cases/{case.reference}/settle/"
    assert JUSTIFICATION not in words(
        client.post(settle, typed(client, form, justification="Mine."))
    )
    assert "We saw it ourselves." in words(client.get(form))
    assert "you do not see where it was placed" in words(client.get(shown))
    mine = "Their plan already covers most of it, so less help is needed."
    answer = client.post(form, typed(client, form, scope="2", justification=mine))
    assert answer.url == shown
    page = words(client.get(shown))
    assert JUSTIFICATION in page and mine in page
    assert Placement.objects.get(kind="second").assessment.number == 1


def _matrix(page: str) -> str:
    """The band of every cell, which anybody may read before they choose."""
    found = re.search(r"Scope 5, impact 1:.*Scope 1, impact 5: \w+", page)
    return found[0] if found else ""


def test_the_first_assessor_sees_their_own_and_that_a_second_is_waited_for(referred):
    set_deciding(second_percent=100)
    case = under_assessment(referred())
    first(case)
    page = words(at_the_practice("resilience").get(f"/cases/{case.reference}/assessments/1/"))
    assert JUSTIFICATION in page
    assert "It waits for that." in page


def test_a_commissioner_who_cannot_be_second_assessor_reads_the_assessment(case):
    first(case)
    address = f"/cases/{case.reference}/assessments/1/"
    assert JUSTIFICATION in words(at_the_practice("commissioner").get(address))
    for who in ("lead", "member", "officer", "analyst", "other_resilience", "other_commissioner"):
        assert at_the_practice(who).get(address).status_code == 404


def test_two_who_differ_stand_beside_each_other_and_are_settled(case):
    first(case)
    client, address = at_the_practice("regional"), f"/cases/{case.reference}/settle/"
    assert "no two placements that differ" in words(client.get(address))
    second(case, scope=2, justification="Their plan already covers most of it.")
    page = words(client.get(address))
    assert JUSTIFICATION in page and "Their plan already covers most of it." in page
    answer = client.post(address, typed(client, address, scope="3", justification="Both said so."))
    case.refresh_from_db()
    assert answer.status_code == 302
    assert (case.placement.kind, case.placement.cell) == ("settled", (3, 3))
    page = words(client.get(answer.url))
    assert "Settled between the two (you) Holds now" in page


def test_what_is_restricted_is_shown_to_who_is_named_for_it_and_to_nobody_else(case):
    entry = known("GC3", "", tier="", note="", reports={"concern": "yes"})
    first(case)
    addresses = [f"/cases/{case.reference}/{one}/" for one in ("place", "judge", "assessments/1")]
    other = at_the_practice("regional")
    for address in addresses[::2]:
        page = words(other.get(address))
        assert "only readers named for it see whether anything is recorded" in page
        assert "Concern: yes" not in page
    assert "GC3" not in other.get(addresses[1]).content.decode().split("<form")[-1]
    kept = str(Assessment.objects.get().evidence) + str(
        list(Event.objects.exclude(act__startswith="intelligence").values())
    )
    assert "concern" not in kept and str(entry.pk) in kept
    named("resilience", "performance")
    own = at_the_practice("resilience")
    before = Event.objects.filter(act="restricted.read").count()
    for address in addresses:
        assert "Concern: yes" in words(own.get(address)), address
    assert Event.objects.filter(act="restricted.read").count() == before + 3


def test_who_is_named_enters_a_restricted_answer_that_stays_restricted(case):
    named("resilience", "performance")
    client, judge = at_the_practice("resilience"), f"/cases/{case.reference}/judge/"
    sent = {"about": "7 January 2019", "source": "a visit", "GC3-report_concern": "no"}
    assert client.post(judge, sent).status_code == 302
    entered = Intelligence.objects.get()
    assert (entered.tier, entered.subject) == ("restricted", "performance")
    stranger = at_the_practice("regional")
    stranger.post(judge, sent)
    assert Intelligence.objects.count() == 1


def test_an_answer_that_cannot_be_taken_is_said_and_nothing_is_entered(case):
    client, judge = at_the_practice("resilience"), f"/cases/{case.reference}/judge/"
    sent = {
        "about": "8 January 2019",
        "source": "a visit",
        "GC8-says": "met",
        "GC8-note": "The partners do not speak.",
        "GC5-report_vacancies": "many",
    }
    page = client.post(judge, sent)
    assert "GC5: How many GP posts are vacant" in words(page)
    assert "The partners do not speak." in words(page)
    del sent["GC5-report_vacancies"]
    assert "GC8: It cannot be about a day to come." in words(client.post(judge, sent))
    assert not Intelligence.objects.exists()
    assert client.post(judge, {"about": "7 January 2019", "source": "a visit"}).status_code == 302
    assert not Intelligence.objects.exists()


def test_of_scope_5_the_page_asks_which_meaning_it_has(case):
    client, place = at_the_practice("resilience"), f"/cases/{case.reference}/place/"
    page = words(client.post(place, typed(client, place, scope="5")))
    assert "Choose which it is: reasons that last or a particular and urgent reason" in page
    reason = "a particular and urgent reason"
    sent = typed(client, place, scope="5", scope_reason=reason)
    page = words(client.get(client.post(place, sent).url))
    assert f"Scope 5 for {reason}" in page


@pytest.mark.parametrize(
    "estimate",
    ["a lot", "-5", "-0", "1.234", "1e3", "1e999999999", "NaN", "£", "1,50", "1_000", "٣٤"],
)
def test_an_estimate_that_is_no_sum_is_said_to_be_none(case, estimate):
    client, place = at_the_practice("resilience"), f"/cases/{case.reference}/place/"
    answer = client.post(place, typed(client, place, estimate=estimate))
    assert f'value="{estimate}"' in answer.content.decode()
    page = words(answer)
    assert "Enter a sum in pounds, for example 12,500" in page
    assert not case.assessments.exists()


def test_a_safety_concern_that_was_passed_on_stands_on_the_case_for_those_who_decide(case):
    client, address = at_the_practice("resilience"), f"/cases/{case.reference}/safety/"
    assert "textarea" not in client.get(address).content.decode()
    sent = hidden(client.get(address)) | {"channel": "cqc", "day": "6 January 2019"}
    assert client.post(address, sent).status_code == 302
    told = "The Care Quality Commission, 6 January 2019"
    assert told in words(client.get(f"/cases/{case.reference}/"))
    assert told not in words(at_the_practice("lead").get(f"/cases/{case.reference}/"))


def test_earlier_help_is_reviewed_by_five_questions_and_frozen_with_the_next_assessment(case):
    client, address = at_the_practice("resilience"), f"/cases/{case.reference}/earlier-help/"
    asked = ("delivered", "achieved", "committed", "worth_less", "partners_continue")
    sent = dict.fromkeys(asked, "yes") | hidden(client.get(address))
    assert "Say what you base this on" in words(client.post(address, sent))
    sent["enquiry_words"] = "The report of the supplier, and a visit."
    assert client.post(address, sent).status_code == 302
    assert "The report of the supplier" in words(client.get(f"/cases/{case.reference}/place/"))
    first(case)
    sent |= hidden(client.get(address)) | {"enquiry_words": "Another visit."}
    client.post(address, sent)
    page = words(client.get(f"/cases/{case.reference}/assessments/1/"))
    assert "The report of the supplier" in page and "Another visit." not in page


def test_what_was_typed_is_there_after_signing_in_again(case):
    client, place = at_the_practice("resilience"), f"/cases/{case.reference}/place/"
    page = client.get(place).content.decode()
    typer = re.search(r'name="typed_by" value="([^"]+)"', page)
    client.logout()
    client.post(
        place, typed(at_the_practice("resilience"), place, typed_by=html.unescape(typer[1]))
    )
    page = at_the_practice("resilience").get(place).content.decode()
    assert JUSTIFICATION in page
    assert len(re.findall(r'name="criteria"[^>]*checked', page)) == 2
    assert not Placement.objects.exists()


@pytest.mark.parametrize("page", ["place", "place-second", "settle", "judge", "safety"])
def test_only_who_assesses_in_the_area_opens_the_pages(case, page):
    for who in ("lead", "officer", "commissioner", "other_resilience", "analyst", "national"):
        assert at_the_practice(who).get(f"/cases/{case.reference}/{page}/").status_code == 404
