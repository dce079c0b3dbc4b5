"""The list of cases: its order, what narrows it, as a file, and what it asks the database."""

from __future__ import annotations

import pytest
from django.test import Client

from resilience.cases.actions import take
from tests.cases.at_pages import DAY, NOW, rows, text
from tests.cases.conftest import at
from tests.cases.world import reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_the_list_has_what_is_due_first_and_says_what_is_late(referred, as_):
    late, today = referred(), referred("A81002", at(2018, 12, 24, 12), "second_lead")
    page = text(as_("resilience").get("/cases/"))
    assert page.index(late.reference) < page.index(today.reference)
    assert "2 open cases" in page
    assert "4 January 2019" in page and "Late" in page and "Due today" in page
    only = text(as_("resilience").get("/cases/?due=today"))
    assert today.reference in only and late.reference not in only
    assert late.reference in text(as_("resilience").get("/cases/?q=dene"))
    assert late.reference in text(as_("resilience").get(f"/cases/?q={late.reference.lower()}"))
    assert "No case is like this" in text(as_("resilience").get("/cases/?waits=practice"))
    assert "There are no cases yet" in text(as_("other_resilience").get("/cases/"))
    assert as_("resilience").get("/cases/?due=soon").status_code == 400


def test_the_list_has_open_cases_and_closed_ones_when_asked_for(referred, as_):
    case, other = referred(), referred("A81002", by="second_lead")
    assert "Closed cases are not among" not in text(as_("resilience").get("/cases/"))
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=1, at=NOW)
    browser = as_("resilience")
    page = text(browser.get("/cases/"))
    assert "1 open case" in page and case.reference not in page and other.reference in page
    assert "Closed cases are not among them" in page
    for waits, count in (("any", 2), ("closed", 1), ("open", 1)):
        page = text(browser.get(f"/cases/?waits={waits}"))
        assert (case.reference in page) == (waits != "open")
        assert len(rows(browser.get(f"/cases/?waits={waits}&format=csv"))) == count
    assert len(rows(browser.get("/cases/?format=csv"))) == 1
    assert "waits=any" in text(browser.get(f"/cases/?q={case.reference}"))
    shown = text(as_("lead").get("/cases/"))
    assert "No case is open" in shown and "Show closed cases too" in shown


def test_where_no_day_is_set_the_list_says_whose_turn_it_is(referred, as_):
    case = referred()
    by = reader("resilience", DAY)
    take(by=by, case=case, step="acknowledge", seen=1, at=NOW)
    take(by=by, case=case, step="tell", seen=2, at=NOW, text="A visit in March.")
    assert "It waits for the local team; no day is set" in text(as_("resilience").get("/cases/"))
    assert "It is the local team’s turn" in text(as_("lead").get("/cases/"))
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=3, at=NOW)
    assert "Nothing is owed" in text(as_("lead").get("/cases/?waits=closed"))


def test_the_list_as_a_file_is_the_list_as_it_is_narrowed(referred, as_):
    referred()
    other = referred("A81002", at(2018, 12, 24, 12), "second_lead")
    found = rows(as_("resilience").get("/cases/?due=today&format=csv"))
    assert [one["case"] for one in found] == [other.reference]
    (row,) = found
    assert row["practice"] == "A81002" and row["area"] == "Hartlepool"
    assert (row["due"], row["how_it_stands"]) == ("2019-01-07", "due today")
    assert row["began"] == "the practice asked" and row["team"] == "Cumbria and North East"


def test_what_began_after_midnight_in_summer_is_of_that_day_on_page_list_print_and_file(
    referred, as_
):
    case = referred(at=at(2018, 7, 3, 23, 30))
    browser = as_("resilience")
    for address in ("/cases/", f"/cases/{case.reference}/", f"/cases/{case.reference}/print/"):
        page = text(browser.get(address))
        assert "since 4 July 2018" in page and "3 July 2018" not in page, address
    (row,) = rows(browser.get("/cases/?format=csv"))
    assert (row["begun"], row["since"]) == ("2018-07-04", "2018-07-04")


@pytest.mark.parametrize("address", ["/cases/", "/cases/{reference}/"])
def test_pages_ask_the_database_as_often_however_many_cases_there_are(
    referred, as_, address, django_assert_max_num_queries
):
    case = referred("A81001", at(2018, 12, 21, 15), "lead", "A81002")
    browser, by = as_("resilience"), reader("resilience", DAY)
    take(by=by, case=case, step="acknowledge", seen=1, at=NOW)
    take(by=by, case=case, step="note", seen=2, at=NOW, text="A thought.")
    address = address.format(reference=case.reference)
    browser.get(address)
    first = _queries(browser, address, django_assert_max_num_queries)
    for day in range(3, 7):
        referred("A81002", at(2019, 1, day, 12), "second_lead")
    for number in range(3, 8):
        take(by=by, case=case, step="note", seen=number, at=NOW, text="A thought.")
    assert _queries(browser, address, django_assert_max_num_queries) == first


def _queries(browser: Client, address: str, at_most) -> int:
    with at_most(32) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
