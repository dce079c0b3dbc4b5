"""Pages and files of the register: who opens them, what they tell, what stays when somebody was
faster."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from resilience.clusters.models import Risk
from resilience.clusters.register.reading import heat, open_risks
from resilience.clusters.work import work
from tests.clusters.register.registering import (
    FIELDS,
    ONE,
    RISKS,
    SAID,
    SOON,
    added,
    changed,
    closed,
    confirmed,
    forward,
    of,
    screened,
)
from tests.clusters.world import PEOPLE, PRACTICES, PROGRAMME, TODAY, reader

pytestmark = pytest.mark.usefixtures("area", "today")

DECIDE = ["commissioner", "resilience", "regional"]


def test_those_who_decide_in_the_area_read_its_register_and_nobody_else(as_):
    confirmed(ONE, "red")
    added()
    for name in PEOPLE:
        for page in ("", "committee/", "1/", "?format=csv", "?format=xlsx"):
            answer = as_(name).get(f"{RISKS}{page}")
            assert answer.status_code == (200 if name in DECIDE else 404), (name, page)
        own = as_(name).get(f"/local/{PROGRAMME}/15C/risks/")
        assert own.status_code == (200 if name in (*DECIDE, "locality") else 404), name
        assert as_(name).get(f"{RISKS}2/").status_code == 404


def test_a_manager_takes_a_risk_in_by_the_pages(as_):
    confirmed(ONE, "red")
    browser, key = as_("commissioner"), forward()[0].key
    page = browser.get(RISKS).content.decode()
    assert "0 open risks; 1 put forward" in page.replace("\n", "")
    begun = browser.get(f"{RISKS}put-forward/{key}/").content.decode()
    assert "Its status was confirmed as red. Confirmed as red on 11 May 2026." in begun
    assert "11 June 2026" in begun, "a very high score is looked at again in a month"
    missing = browser.post(f"{RISKS}put-forward/{key}/", FIELDS | {"owner": ""})
    assert "Write whose it is" in missing.content.decode()
    assert browser.post(f"{RISKS}put-forward/{key}/", FIELDS).status_code == 302
    assert Risk.objects.get().score == 20
    gone = browser.get(f"{RISKS}put-forward/{key}/").content.decode()
    assert "no longer put forward" in gone
    assert browser.post(f"{RISKS}1/close/", {"seen": 1, "outcome": "Solved."}).status_code == 302
    assert "Closed on 11 May 2026" in browser.get(f"{RISKS}1/").content.decode()


def test_what_was_typed_stays_where_somebody_was_faster(as_):
    risk = added()
    changed(risk)
    answer = as_("commissioner").post(f"{RISKS}1/change/", FIELDS | {"seen": 1}).content.decode()
    assert "since you opened the page" in answer and "Two partners retire" in answer
    assert as_("commissioner").post(f"{RISKS}1/change/", FIELDS | {"seen": 2}).status_code == 302


def test_the_map_has_each_open_risk_in_its_cell():
    added(said=replace(SAID, likelihood=5, impact=1))
    added(said=replace(SAID, likelihood=2, impact=3))
    closed(added())
    lines = open_risks(of(), reader("commissioner"))
    rows = heat(of().register, lines)
    assert [degree.value for degree, _ in rows] == [5, 4, 3, 2, 1]
    found = {
        (degree.value, place): [line.risk.number for line in cell.lines]
        for degree, cells in rows
        for place, cell in enumerate(cells, 1)
        if cell.lines
    }
    assert found == {(5, 1): [1], (2, 3): [2]}
    assert [one.band.title for one in lines] == ["Moderate", "Moderate"]


def test_the_workbook_holds_numbers_days_and_no_formula(as_):
    added(said=replace(SAID, title="=1+1"), practice=ONE)
    content = as_("commissioner").get(f"{RISKS}?format=xlsx").content
    sheet = load_workbook(io.BytesIO(content))["Risks"]
    head, line = [[cell.value for cell in row] for row in list(sheet.rows)[2:4]]
    told = dict(zip(head, line, strict=True))
    assert (told["Title"], told["Score"], told["Practice code"]) == ("=1+1", 16, ONE)
    assert told["Review by"].date() == SOON and told["Closed"] is None
    text = b"".join(as_("commissioner").get(f"{RISKS}?format=csv").streaming_content).decode()
    assert "'=1+1" in text


def test_a_risk_that_is_due_waits_for_those_who_run_the_area():
    added(said=replace(SAID, review_by=TODAY + timedelta(days=29)))
    assert not [one for one in work(reader("commissioner"), 5) if one.id == "risks"]
    added(said=replace(SAID, review_by=TODAY + timedelta(days=28)))
    (found,) = [one for one in work(reader("commissioner"), 5) if one.id == "risks"]
    assert found.total == 1 and found.first[0].owed[0].tag == ""
    (late,) = [one for one in work(reader("commissioner", SOON), 5) if one.id == "risks"]
    assert late.total == 2 and late.first[0].owed[0].tag == "Late"
    for name in ("locality", "finance", "lead1", "board", "other_resilience"):
        assert not list(work(reader(name), 5))


def test_the_register_takes_the_same_queries_however_many_risks_there_are(
    as_, django_assert_num_queries
):
    screened(TODAY - timedelta(days=9), {})
    screened(TODAY, {ONE: "amber"}, met=6)
    added(practice=ONE)
    browser = as_("commissioner")
    browser.get(RISKS)
    with CaptureQueriesContext(connection) as few:
        browser.get(RISKS)
    for code in PRACTICES[2:9]:
        added(practice=code)
        confirmed(code, "red")
    with django_assert_num_queries(len(few)):
        browser.get(RISKS)
    assert len(few) < 40
