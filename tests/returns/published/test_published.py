"""The page, the file, the API and the return have the same number, from one query."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.cases.beginning import begin
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.funding.models import Pot
from resilience.funding.years import Year
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.returns.figures.sent import rows_sent
from resilience.returns.figures.sums import figure
from resilience.returns.published import kept
from resilience.returns.published.months import months_past
from tests.cases.conftest import at
from tests.cases.world import LONG_AGO, PROGRAMME, reader
from tests.funding.world import allocated, pot
from tests.returns.filing.world import APRIL, returned, sent, written

ADDRESS = "/published/gprp-2018-19/2018-19/"
API = "/api/v1/published/gprp-2018-19/2018-19"


@pytest.fixture(autouse=True)
def nothing_kept():
    kept._kept.clear()


@pytest.fixture
def six_asked(world):
    """In July 2018 six practices of the North ask for help, and £100,000 is there."""
    pot(100_000)
    for number in range(6):
        code = f"A8200{number}"
        made = Organisation.objects.create(code=code, kind=Kind.PRACTICE, name=f"Surgery {number}")
        for above in ("00K", "Q74", "Y54", "ENG"):
            area = Organisation.objects.get(code=above)
            Ancestor.objects.create(
                descendant=made,
                ancestor=area,
                kind=area.kind,
                direct=above == "00K",
                starts=LONG_AGO,
            )
        asks(made, at(2018, 7, 3, 10))


def asks(practice: Organisation, when) -> None:
    case = begin(
        programme=PROGRAMME,
        practices=[practice],
        route=Case.Route.SELF_REFERRAL,
        state="received",
        tier="commissioner",
        at=when,
    )
    by = reader("lead", when.date())
    happen(case, "received", by=by, at=when, acting_for=practice, to="received")


def the_file(client) -> dict[tuple[str, str, str], dict[str, str]]:
    text = b"".join(client.get(f"{ADDRESS}?format=csv").streaming_content).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    return {(one["month"], one["area"], one["measure"]): one for one in rows}


def test_return_page_file_and_api_have_the_same_number(six_asked, client):
    asked = str(figure(rows_sent([sent(written(returned()))]), "asked").value)
    with time_machine.travel(APRIL, tick=False):
        found = the_file(client)
        answer = client.get(f"{API}?limit=1000").json()
        told = client.get(f"{ADDRESS}?month=2019-03").content.decode()
    by_api = {(o["month"], o["area"], o["measure"]): o for o in answer["items"]}
    assert asked == found["2019-03", "Y54", "asked"]["value"] == "6"
    assert found.keys() == by_api.keys()
    for key, one in found.items():
        assert one["value"] == ("" if by_api[key]["value"] is None else str(by_api[key]["value"]))
        assert one["state"] == by_api[key]["state"]
    assert found["2019-03", "england", "available"]["state"] == "not known", "Q83 entered nothing"
    assert found["2019-03", "Y54", "available"]["value"] == "10000000"
    assert "Practices that asked: </span>6" in told
    assert "£100,000" in told


def test_a_seventh_practice_is_not_told_until_more_follow(six_asked, client):
    asks(Organisation.objects.get(code="A81001"), at(2018, 9, 3, 10))
    with time_machine.travel(APRIL, tick=False):
        found = the_file(client)
    assert found["2018-08", "england", "asked"]["value"] == "6"
    assert found["2018-09", "england", "asked"]["state"] == "held back"
    assert found["2018-09", "england", "asked"]["value"] == ""


def test_only_whole_months_that_have_passed_are_told(six_asked, client):
    assert months_past(Year.called("2018-19"), date(2018, 7, 31))[-1] == date(2018, 6, 30)
    assert len(months_past(Year.called("2018-19"), date(2020, 1, 1))) == 12
    with time_machine.travel(at(2018, 4, 20, 9), tick=False):
        assert "No figures yet" in client.get(ADDRESS).content.decode()
        assert client.get(API).json()["items"] == []


def test_what_is_kept_is_worked_out_anew_when_the_books_change(six_asked, client):
    with time_machine.travel(APRIL, tick=False):
        assert the_file(client)["2019-03", "Y54", "available"]["value"] == "10000000"
        with CaptureQueriesContext(
            connection,
        ) as queries:
            the_file(client)
        assert len(queries) < 15
        allocated(Pot.objects.get(), 5)
        assert the_file(client)["2019-03", "Y54", "available"]["value"] == "10000500"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (ADDRESS, 200),
        ("/published/none/2018-19/", 404),
        ("/published/gprp-2018-19/1918-19/", 404),
        ("/published/gprp-2018-19/2018-20/", 404),
        (f"{ADDRESS}?month=2030-01", 400),
        (f"{ADDRESS}?format=pdf", 400),
        ("/api/v1/published/gprp-2018-19/2030-31", 404),
        ("/api/v1/published/none/2018-19", 404),
        (f"{API}?month=1", 400),
    ],
)
def test_what_makes_no_sense_is_answered(world, client, address, status):
    with time_machine.travel(APRIL, tick=False):
        assert client.get(address).status_code == status


def test_an_empty_england_has_figures_of_nothing(db, client):
    with time_machine.travel(APRIL, tick=False):
        assert the_file(client)["2019-03", "england", "asked"]["value"] == "0"
