"""A practice fills in its request on the pages, and sends it."""

from __future__ import annotations

import pytest
import time_machine

from resilience.cases.models import Case
from tests.cases.conftest import RECEIVED
from tests.cases.practice_pages import HELP, REFERRAL, at_the_practice, begun, fill_in, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel(RECEIVED, tick=False):
        yield


def test_from_the_list_of_parts_to_the_confirmation(world):
    lead = at_the_practice()
    assert "Ask for help" in words(lead.get(HELP))
    begun(lead)
    assert "1 of 6 parts are filled in" in words(lead.get(REFERRAL))  # files are for who has some
    fill_in(lead)
    tasks = words(lead.get(REFERRAL))
    assert "All parts are filled in" in tasks
    assert "Saved 21 December 2018 at 15:30 by lead" in tasks
    check = words(lead.get(f"{REFERRAL}answers/"))
    assert "you will hear the next steps or the outcome by 4 January 2019" in check
    sent = send(lead)
    case = Case.objects.get()
    assert sent.url == f"/cases/{case.reference}/sent/"
    told = words(lead.get(sent.url))
    assert case.reference in told
    assert "Cumbria and North East" in told
    assert "by 9 January 2019" in told
