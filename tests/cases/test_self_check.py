"""A practice looks at its own figures beside the criteria, and begins to ask from there."""

from __future__ import annotations

import pytest
import time_machine

from resilience.cases.models import Draft
from tests.cases.conftest import at
from tests.cases.practice_pages import at_the_practice, words
from tests.conftest import cookies_of
from tests.screening.conftest import england_to_show, snapshot  # noqa: F401

pytestmark = pytest.mark.django_db
HELP = "/practices/A81001/help/gprp-2018-19/"


@pytest.fixture(autouse=True)
def summer():
    """A Monday in July 2018, after the screen."""
    with time_machine.travel(at(2018, 7, 2, 9), tick=False):
        yield


def group(page: str, title: str, until: str) -> str:
    return page[page.index(title) : page.index(until)]


def test_a_practice_sees_its_figures_in_three_groups(snapshot, client, signed_in):  # noqa: F811
    signed_in(practice_lead="A81001")
    page = words(client.get(HELP))
    met = group(page, "Criteria that your figures meet", "Criteria that your figures do not meet")
    assert "CQC rating – inadequate" in met
    assert "Inadequate in May 2018" in met
    not_met = group(page, "Criteria that your figures do not meet", "Not known, and what would")
    assert "CQC rating – requires improvement" in not_met
    assert "You need meet none of them to ask for help" in page
    unknown = page[page.index("Not known, and what would make it known") :]
    assert "What would make it known:" in unknown
    assert "failing" not in page and "worst" not in page
    client.post(f"{HELP}one_sheet/")
    assert Draft.objects.get().form == "one_sheet"
    page = words(client.get(HELP))
    assert "Go on with “Business plan on one sheet”" in page
    assert "Write a one-sheet business plan" not in page


def test_others_who_see_the_practice_look_and_have_no_buttons(snapshot, client, signed_in):  # noqa: F811
    signed_in(commissioner="00K")
    page = words(client.get(HELP))
    assert "CQC rating – inadequate" in page
    assert "Ask for help" not in page
    assert client.post(f"{HELP}referral/").status_code == 404


def test_without_a_screen_one_may_ask_all_the_same(world, client):

    page = words(at_the_practice().get(HELP))
    assert "No figures were compared" in page
    assert "You can ask for help all the same" in page


def test_a_programme_that_is_over_leads_to_the_one_that_runs(snapshot, client, signed_in):  # noqa: F811
    with time_machine.travel(at(2026, 5, 1), tick=False):
        signed_in(practice_lead="A81001")
        answer = client.get(HELP)
        assert "takes requests from 1 April 2018 to 31 March 2019" in words(answer)
        assert "/practices/A81001/help/icb-support-2026-27/" in answer.content.decode()
        assert "Ask for help" not in words(answer)
        assert client.post(f"{HELP}referral/").url == HELP
        assert "takes requests from" in words(client.get(HELP))


def test_the_way_from_a_programme_to_ones_own_practice(world, client):

    start = "/help/gprp-2018-19/start/"
    assert client.get(start).url.startswith("/sign-in/")
    assert at_the_practice().get(start).url == HELP
    assert "How somebody of a practice gets an account" in words(
        at_the_practice("analyst").get(start)
    )
    assert start in client.get("/help/gprp-2018-19/").content.decode()


def test_a_practices_page_has_the_way_for_its_own_people_only(snapshot, client, signed_in):  # noqa: F811
    address = "/organisations/A81001/"
    assert "Ask for help" not in words(client.get(address))
    signed_in(practice_member="A81001")
    assert "Ask for help" in words(client.get(address))
    assert client.get("/practices/A81001/help/").url == HELP
    assert "Ask for help" not in words(client.get("/organisations/A81002/"))
    screened = "/screening/gprp-2018-19/practices/A81001/"
    assert f'href="{HELP}"' in client.get(screened).content.decode()
    client.logout()
    signed_in(commissioner="00K")
    assert f'href="{HELP}"' not in client.get(screened).content.decode()
    assert "Ask for help" not in words(client.get(address))


@pytest.mark.django_db(transaction=True)
def test_the_self_check_is_accessible(snapshot, client, signed_in, live_server, page, axe):  # noqa: F811
    signed_in(practice_lead="A81001")
    page.context.add_cookies(cookies_of(client, live_server.url))
    for address in (HELP, "/help/gprp-2018-19/"):
        page.goto(address)
        for width, height in ((390, 844), (1280, 900)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            axe(page)
