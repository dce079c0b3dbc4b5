"""Days from asking to the first payment, against days counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median_low

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from resilience.agreements.timing.times import Times
from resilience.cases.models import Case
from resilience.funding.actions.correcting import reverse
from resilience.funding.fairness import speed
from resilience.funding.fairness.areas import Waited, speed_for
from resilience.funding.fairness.spans import SPANS, Way, ways
from resilience.funding.years import Year
from resilience.programmes.packs import load
from tests.agreements.world import NOW as DECIDED
from tests.agreements.world import SIGNED
from tests.cases.at_pages import rows, text
from tests.cases.conftest import RECEIVED, at
from tests.cases.world import PROGRAMME, reader
from tests.funding.world import DAY, NOW, YEAR, committed, invoiced, paid, pot

pytestmark = pytest.mark.django_db
PAGE = f"/money/{PROGRAMME}/{YEAR}/speed/"
ASKED, AGREED = RECEIVED.date(), SIGNED.date()
LATER = at(2019, 2, 20, 10)


def days(day: date) -> dict[str, tuple[int, bool] | None]:
    (way,) = ways(Case.objects.all(), day).values()
    return {span.id: way.days(span, day) for span in SPANS}


def spans(name: str, day: date) -> dict[str, list]:
    found = speed_for(reader(name, day), load(PROGRAMME), Year.called(YEAR))
    return {span.id: listed for span, listed in found.spans}


def test_each_part_of_the_way_is_counted_from_the_one_before(case):
    paid(invoiced(committed(case, pot(), 1_000), 500), 500, when=LATER)
    assert days(LATER.date()) == {
        "decision": ((DECIDED.date() - ASKED).days, True),
        "agreement": ((AGREED - DECIDED.date()).days, True),
        "payment": ((LATER.date() - AGREED).days, True),
        "whole": ((LATER.date() - ASKED).days, True),
    }


def test_who_has_no_payment_yet_waits_for_it_once_money_is_committed(case):
    assert days(DAY)["payment"] is None, "nobody waits for money that nobody committed"
    committed(case, pot(), 1_000)
    assert days(DAY)["payment"] == ((DAY - AGREED).days, False)


def test_a_payment_that_was_taken_back_is_none(case):
    payment = paid(invoiced(committed(case, pot(), 1_000), 500), 500)
    case.refresh_from_db()
    reverse(by=reader("finance", DAY), entry=payment, seen=case.version, at=LATER, why="Not ours.")
    assert days(DAY)["payment"] == ((DAY - AGREED).days, True), "on that day it stood"
    assert days(LATER.date())["payment"] == ((LATER.date() - AGREED).days, False)


def test_an_area_stands_beside_all_others_and_those_who_wait_count(case, referred):
    for number in range(5):
        referred("P81001", RECEIVED - timedelta(days=number), "other_lead")
    found = {row.code: row for row in spans("national", DAY)["decision"]}
    assert (found["Q74"].here.waits.happened, found["Q74"].here.waits.waiting) == (1, 0)
    assert (found["Q83"].here.waits.happened, found["Q83"].here.waits.waiting) == (0, 5)
    assert found["Q74"].elsewhere == found["Q83"].here
    assert found["Q83"].elsewhere is None, "one request is too few to tell others of"
    assert found[""].here.waits.waiting == 5


def test_the_middle_is_that_of_the_days_when_nobody_waits(world, monkeypatch):
    every = {}
    for number, took in enumerate([3, 9, 14, 20, 31, 44, 8]):
        reached = {"decided": ASKED + timedelta(days=took)}
        every[number] = Way(Times(number, ASKED, reached, True, None), funded=False)
    monkeypatch.setattr("resilience.funding.fairness.areas.ways", lambda cases, day: every)
    monkeypatch.setattr("resilience.funding.fairness.areas._own", lambda *_: set(every))
    (whole, *_) = spans("national", DAY)["decision"]
    assert whole.here.waits.half == median_low([3, 9, 14, 20, 31, 44, 8])
    assert whole.here.low <= whole.here.waits.half <= whole.here.high


def test_longer_is_said_only_where_intervals_do_not_meet():
    def one(low, high):
        return Waited(None, low, high)

    assert one(30, 40).clear_of(one(10, 20)) == "longer"
    assert one(10, 20).clear_of(one(30, 40)) == "shorter"
    assert one(10, 30).clear_of(one(30, None)) == one(None, None).clear_of(one(1, 2)) == ""


def test_who_sees_no_cases_reads_nothing_of_few(case, as_):
    committed(case, pot(), 1_000)
    with time_machine.travel(LATER):
        for row in rows(as_("board").get(PAGE, {"format": "csv"})):
            told = {name for name, value in row.items() if value}
            assert told <= {"span", "name", "beside_elsewhere"}
        page = text(as_("board").get(PAGE))
    assert "None, or too few to show" in page and "reached it" not in page


def test_the_page_says_what_it_shows_and_not_why(case, as_):
    paid(invoiced(committed(case, pot(), 1_000), 500), 500)
    with time_machine.travel(NOW):
        page = text(as_("resilience").get(PAGE))
        found = rows(as_("resilience").get(PAGE, {"format": "csv"}))
    took = (DAY - ASKED).days
    assert f"had a first payment within {took} days of asking" in page and "not why" in page
    assert [row["half_within_days"] for row in found][-1] == str(took)


@pytest.mark.parametrize("name", ["lead", "supplier", "administrator"])
def test_it_is_not_for_who_reads_no_counts(world, as_, name):
    assert as_(name).get(PAGE).status_code == 404


def test_the_way_of_one_case(case, referred):
    committed(case, pot(), 1_000)
    told = [(one.span.id, one.reached) for one in speed.of(case, reader("lead", DAY))]
    assert told == [
        ("decision", True),
        ("agreement", True),
        ("payment", False),
        ("whole", False),
    ]
    parts = speed.of(case, reader("lead", DAY))
    page = render_to_string("funding/_case_speed.html", {"parts": parts})
    assert f"Not reached: {(DAY - AGREED).days} days so far" in page


def test_more_cases_need_no_more_queries(referred, django_assert_max_num_queries):
    referred()
    with CaptureQueriesContext(connection) as few:
        spans("regional", DAY)
    for number in range(3):
        referred(by="lead", at=RECEIVED + timedelta(minutes=number))
    with django_assert_max_num_queries(len(few)):
        spans("regional", DAY)
