"""The pages on which returns are collected, for the national team and for areas."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
import time_machine

from resilience.returns.collecting.freezing import consolidate, state_of
from resilience.returns.models import Change, Consolidation, Query, Return
from tests.cases.world import PROGRAMME, reader
from tests.funding.formulas import Recalculated
from tests.returns.collecting.sending import COLLECTION, NOW, helped, of_area, sent

NATIONAL = f"/returns/{PROGRAMME}/national/{COLLECTION}/"
AREA = f"{NATIONAL}Y54/"
QUERIES = f"/returns/{PROGRAMME}/{COLLECTION}/Y54/queries/"


@pytest.fixture(autouse=True)
def monday():
    """The Monday after the first return was due."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def of(world) -> Return:
    of = sent("Y54", of_area("Y54", helped("A81001", "Q74"), available=90_000))
    sent("Q83", of_area("Q83", helped("P81001", "Q83"), helped("A81001", "Q83")))
    return of


@pytest.fixture
def frozen(of) -> Consolidation:
    return consolidate(
        by=reader("national", NOW.date()),
        programme=PROGRAMME,
        collection=COLLECTION,
        seen=state_of(PROGRAMME, COLLECTION),
        at=NOW,
    )


def lines(answer) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_national_team_sees_where_each_return_stands(of, as_):
    page = as_("national").get(NATIONAL).content.decode()
    assert "2 of 2 areas sent" in page
    assert "Sent in time" in page
    assert as_("regional").get(NATIONAL).status_code == 404


def test_before_anything_is_sent_each_page_says_so(world, as_):
    browser = as_("national")
    for address in (
        f"/returns/{PROGRAMME}/national/",
        f"/returns/{PROGRAMME}/national/external/",
        NATIONAL,
        *(f"{NATIONAL}{one}/" for one in ("checks", "changes", "questions", "consolidate")),
    ):
        assert browser.get(address).status_code == 200, address
    assert browser.get(AREA).status_code == 404
    assert browser.get(f"/returns/{PROGRAMME}/national/october-1918/").status_code == 404
    refused = browser.post(f"{NATIONAL}consolidate/", {"why": "So.", "seen": "x"})
    assert "changed after you opened the page" in refused.content.decode()


def test_a_suggestion_becomes_a_question_and_the_area_answers(of, as_):
    browser = as_("national")
    page = browser.get(f"{NATIONAL}checks/").content.decode()
    assert "£100 more than the £900 that it has" in page
    place = f"{AREA}ask/?team=Q74&practice=&field=committed&check=committed_too_much"
    form = browser.get(place).content.decode()
    assert "Cumbria and North East has committed £1,000" in form
    answer = browser.post(place, {"text": "Is it so much?", "seen": of.version}, follow=True)
    assert "The question is with the area." in answer.content.decode()
    query = Query.objects.get()
    assert (query.team, query.field) == ("Q74", "committed")
    team = as_("resilience")
    assert "Waits" in team.get(QUERIES).content.decode()
    said = {"text": "Yes: the board agreed it.", "seen": query.version, "act": "answer"}
    page = team.post(f"{QUERIES}1/", said, follow=True).content.decode()
    assert "Your answer is sent." in page
    assert "After 0 working days, in time." in page
    assert as_("other_resilience").get(QUERIES).status_code == 404
    assert as_("lead").get(QUERIES).status_code == 404


def test_a_value_is_changed_and_the_area_sees_from_what_to_what(of, as_):
    place = f"{AREA}change/?team=Q74&practice=A81001&field=committed"
    typed = {"value": "800", "why": "The plan says so.", "seen": of.version}
    page = as_("national").post(place, typed, follow=True).content.decode()
    assert "The value is changed, and the area is told." in page
    assert Change.objects.get().after == 80_000
    page = as_("regional").get(QUERIES).content.decode()
    assert "£1,000" in page and "£800" in page and "The plan says so." in page
    asked = {"about": "Committed, A81001", "text": "The plan was varied. Is it seen?"}
    as_("regional").post(f"{QUERIES}new/?team=Q74", asked)
    query = Query.objects.get()
    assert (query.by_area, query.team) == (True, "Q74")
    (row,) = lines(as_("national").get(f"{NATIONAL}changes/?format=csv"))
    assert (row["before"], row["after"], row["practice"]) == ("100000", "80000", "A81001")


@pytest.mark.parametrize("field", ["agreed", "business_case", "categories", "paid"])
def test_each_kind_of_value_has_a_form_that_refuses_nonsense(of, as_, field):
    place = f"{AREA}change/?team=Q74&practice=A81001&field={field}"
    assert as_("national").get(place).status_code == 200
    answer = as_("national").post(place, {"value": "x", "why": "So.", "seen": of.version})
    assert "There is a problem" in answer.content.decode()
    assert not Change.objects.exists()


@pytest.mark.parametrize("query", ["team=Q99", "practice=A81001", "team=Q74&field=name", "field=x"])
def test_what_there_is_not_is_not_asked_about(of, as_, query):
    for page in ("ask", "change", "row"):
        assert as_("national").get(f"{AREA}{page}/?{query}").status_code == 404


@pytest.mark.parametrize("area", ["%00", "Y%0054", "%F0%9F%98%80"])
def test_an_address_of_no_text_is_not_found(of, as_, area):
    for page in (f"{NATIONAL}{area}/", f"/returns/{PROGRAMME}/october-2018/{area}/queries/"):
        assert as_("national").get(page).status_code == 404
    assert as_("national").get(f"/delivery-plans/{PROGRAMME}/2018-19/{area}/").status_code == 404


def test_what_nobody_knows_is_no_zero_in_the_file(world, as_):
    sent("Y54", of_area("Y54", helped("A81001", "Q74", paid=None), available=None))
    consolidate(
        by=reader("national", NOW.date()), programme=PROGRAMME, collection="october-2018",
        seen=state_of(PROGRAMME, "october-2018"), at=NOW, why="The other is late.",
    )  # fmt: skip
    rows = lines(as_("national").get(f"{NATIONAL}consolidated/1/?format=csv"))
    found = {(one["level"], one["measure"]): one for one in rows if one["state"] == "sent"}
    for measure in ("available", "paid"):
        assert found["all", measure]["value"] == ""
        assert found["all", measure]["rows_not_known"] == "1"
    assert found["all", "committed"]["value"] == "100000"


def test_a_return_is_accepted_or_handed_back_from_its_page(of, as_):
    browser = as_("national")
    browser.post(f"{AREA}accept/", {"seen": of.version})
    assert Return.objects.get(pk=of.pk).state == "accepted"
    page = browser.post(f"{AREA}hand-back/", {"seen": of.version, "why": "Look at Q74."})
    assert "changed after you opened the page" in page.content.decode()
    browser.post(f"{AREA}hand-back/", {"seen": of.version + 1, "why": "Look at Q74."})
    assert "Handed back" in browser.get(NATIONAL).content.decode()


def test_a_return_is_frozen_sent_back_and_read_by_those_of_the_areas(of, as_):
    browser = as_("national")
    page = browser.get(f"{NATIONAL}consolidate/").content.decode()
    assert "Not accepted yet: Greater Manchester, North of England." in page
    typed = {"seen": state_of(PROGRAMME, COLLECTION), "words": "Thank you all."}
    page = browser.post(f"{NATIONAL}consolidate/", typed, follow=True).content.decode()
    assert "every figure is what its sources come to" in page
    one = f"{NATIONAL}consolidated/1/"
    assert "resilience" in browser.get(f"{one}send/").content.decode()
    assert "It went back to 6 people." in browser.post(f"{one}send/", follow=True).content.decode()
    page = as_("commissioner").get(one).content.decode()
    assert "Thank you all." in page
    again = as_("national").get(f"{NATIONAL}consolidate/").content.decode()
    assert "Nothing has changed since number 1 was frozen" in again
    assert "A81001" not in page
    assert "ask the national team" not in page.lower()
    assert "Ask the national team" in as_("regional").get(one).content.decode()
    for name in ("lead", "officer", "board", "supplier", "administrator"):
        assert as_(name).get(one).status_code == 404, name


def test_the_files_have_the_figures_that_were_frozen(frozen, as_):
    one = f"{NATIONAL}consolidated/1/"
    rows = lines(as_("regional").get(f"{one}?format=csv"))
    figures = {
        (row["level"], row["area"], row["team"], row["measure"]): row["value"] for row in rows
    }
    assert figures["all", "", "", "agreed"] == "2"
    assert figures["area", "Q83", "", "agreed"] == "2"
    content = as_("regional").get(f"{one}?format=xlsx").content
    kept = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Figures"]
    anew = Recalculated(openpyxl.load_workbook(io.BytesIO(content)))
    heads = [cell.value for cell in kept[3]]
    last = kept.max_row
    for column, title in enumerate(heads[4:], start=5):
        measure = next(one for one in frozen.content["measures"] if one["title"] == title)
        value = frozen.content["all"]["figures"][measure["id"]]["value"]
        value = value / 100 if measure["unit"] == "pence" else value
        cell = kept.cell(last, column)
        assert cell.value == value, title
        assert float(anew.value("Figures", cell.coordinate)) == value, title


def test_external_figures_name_the_return_that_they_are_of(frozen, as_):
    place = f"/returns/{PROGRAMME}/national/external/"
    page = as_("board").get(place).content.decode()
    assert "fewer than 5" in page
    assert "£1,500" not in page  # what two practices had
    assert "consolidated return 1, frozen 8 October 2018" in page
    (row,) = lines(as_("national").get(f"{place}?format=csv"))
    assert (row["practices_supported"], row["spent_pence"]) == ("fewer than 5", "not shown")
