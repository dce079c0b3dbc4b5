"""The pages of shares, allocations and what the money is meant for."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
import time_machine

from resilience.funding.books.proof import faults
from resilience.funding.models import IndicativeShare, Pot
from tests.cases.conftest import at
from tests.funding.world import committed, pot
from tests.look.reading import check
from tests.screening.england import figures, loaded

AREA = "/money/gprp-2018-19/2018-19/"
SHARES = f"{AREA}shares/"
MAY = at(2018, 6, 1, 10)
WHY = "As the letter has it."


@pytest.fixture
def listed(world, settings, tmp_path: Path) -> None:
    """The small England with lists of patients: 7,500 in Q74, 2,500 in Q83."""
    people = {"A81001": 5_000, "A81002": 2_500, "P81001": 2_500}
    path = figures(tmp_path / "lists.csv", "registered_patients", "2017-18", dict(people))
    loaded(tmp_path, path)


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel(MAY):
        yield


def text(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    check(answer.text)
    return unescape(answer.text)


def test_anyone_reads_the_shares_of_a_year_on_a_day(listed, client):
    page = text(client, SHARES)
    assert "£8,000,000 as at 1 April 2018" in page
    assert "£6,000,000" in page
    assert "75.00%" in page
    assert "Final after audit" not in page
    assert "£600.02" in text(client, f"{SHARES}?by=ccg&as_at=2018-05-01&amount=800.03")


def test_what_makes_no_sense_and_what_is_not_there_are_told(listed, client):
    assert "It takes pounds" in text(client, f"{SHARES}?amount=much", 400)
    assert "It takes: region" in text(client, f"{SHARES}?by=planet", 400)
    assert "No practice belonged to" in text(client, f"{SHARES}?by=icb")
    assert "No open practice is known" in text(client, f"{SHARES}?as_at=2010-04-01")
    for missing in ("2031-32", "soon"):
        assert client.get(f"/money/gprp-2018-19/{missing}/shares/").status_code == 404
    assert "states no sum" in text(client, "/money/icb-support-2026-27/2026-27/shares/")


def test_what_was_published_of_areas_that_are_not_there_on_the_day_is_told(listed, client):
    page = text(client, "/money/gprp-2018-19/2016-17/shares/?as_at=2018-04-01")
    assert "£626,000 was published" in page
    assert "were not there on 1 April 2018, so nothing is computed for them" in page


def test_entered_allocations_stand_beside_the_computed_ones_for_who_sees_the_pots(listed, as_):
    browser = as_("finance")
    at_ = f"{AREA}Q74/allocate/"
    assert "Nothing is allocated yet" in text(browser, at_)
    sent = {"pence": "5,900,000", "standing": "provisional", "day": "31 May 2018", "why": WHY}
    assert browser.post(at_, sent | {"seen": "0"}).status_code == 302
    sent |= {"pence": "£5,950,000", "standing": "final"}
    assert "changed after you opened the page" in browser.post(at_, sent | {"seen": "0"}).text
    assert browser.post(at_, sent | {"seen": "1"}).status_code == 302
    page = text(browser, SHARES)
    assert all(sum_ in page for sum_ in ("£6,000,000", "£5,900,000", "£5,950,000"))
    lines = browser.get(f"{SHARES}?format=csv").getvalue().decode().splitlines()
    assert lines[1].endswith(
        "Cumbria and North East,7500,600000000,,590000000,595000000,final,595000000"
    )
    assert "£5,950,000" not in text(as_("lead"), SHARES)
    assert as_("resilience").get(at_).status_code == 404
    assert as_("finance").get(f"{AREA}Q83/allocate/").status_code == 404


def test_computed_shares_are_allocated_in_one_go(listed, as_):
    pot(5_000_000)
    browser = as_("national")
    page = text(browser, f"{SHARES}take/")
    assert "£5,000,000, which stays" in page
    sent = {"day": "1 June 2018", "why": "By the lists of patients."}
    assert browser.post(f"{SHARES}take/", sent).status_code == 302
    assert {one.holder.code: one.allocated for one in Pot.objects.all()} == {
        "Q74": 500_000_000,
        "Q83": 200_000_000,
    }
    assert "Nothing changes" in browser.post(f"{SHARES}take/", sent).text
    assert list(faults()) == []


def test_money_that_comes_late_is_told(listed, as_):
    pot(1_000)
    browser = as_("finance")
    assert "£1,000 was not received by then, so it is late" in text(browser, f"{AREA}Q74/receive/")
    sent = {"pence": "1000", "day": "1 June 2018", "document": "TR-1", "why": "It came.", "seen": 1}
    assert browser.post(f"{AREA}Q74/receive/", sent).status_code == 302
    page = text(browser, f"{AREA}Q74/receive/")
    assert "All that was allocated was received" in page
    assert "late" not in page


def test_the_page_says_why_nothing_is_carried_over(listed, as_):
    pot(1_000)
    page = text(as_("finance"), f"{AREA}Q74/carry/")
    assert "cannot be used in the next one. (G4.1, E25)" in page
    assert "</form>" not in page.split("<h1")[1].split("</main>")[0]


# --- what the money is meant for


def test_shares_of_what_it_is_meant_for_make_up_the_money(listed, as_):
    pot(1_000)
    at_, browser = f"{AREA}Q74/intended/", as_("resilience")
    assert "No shares are said yet" in text(browser, at_)
    sent = {"continuing": "200", "new": "700.50", "at_scale": "99", "seen": 1}
    sent |= {"partners": "The CCGs and the LMC.", "reason": "Many ask for the first time."}
    assert "Together it is £0.50 less than the £1,000" in browser.post(at_, sent).text
    assert browser.post(at_, sent | {"at_scale": "99.50"}).status_code == 302
    made = IndicativeShare.objects.get()
    assert made.shares == {"continuing": 20_000, "new": 70_050, "at_scale": 9_950}
    assert "The CCGs and the LMC." in text(as_("analyst"), at_)
    assert as_("analyst").post(at_, sent).status_code == 404


def test_a_plan_of_another_sum_and_what_differs_are_told_and_explained(case, as_):
    with time_machine.travel(at(2019, 2, 4, 12)):
        of, browser = pot(10_000), as_("finance")
        at_ = f"{AREA}Q74/intended/"
        sent = {"continuing": "1000", "new": "9000", "at_scale": "0", "seen": 1}
        sent |= {"partners": "The LMC.", "reason": "By need."}
        assert browser.post(at_, sent).status_code == 302
        committed(case, of, 4_000)
        page = text(browser, at_)
        assert "−£5,000" in page
        assert "Nobody has said yet" in page
        assert browser.post(f"{at_}new/", {"reason": "Two began later."}).status_code == 302
        assert "Two began later." in text(browser, at_)
        assert browser.get(f"{at_}old/").status_code == 404
        more = {"pence": "12000", "standing": "final", "day": "1 February 2019", "why": WHY}
        assert browser.post(f"{AREA}Q74/allocate/", more | {"seen": 2}).status_code == 302
        assert "shares below are of £10,000: what there is has changed" in text(browser, at_)
