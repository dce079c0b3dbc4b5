"""The pages of milestones, and their files."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import time_machine

from resilience.funding.years import Year
from resilience.organisations.models import Kind, Organisation
from resilience.returns.figures.known import known
from resilience.returns.figures.rows import PracticeRow, TeamRow, plain
from resilience.returns.figures.sums import figure
from resilience.returns.milestones.compliance import compliance
from resilience.returns.milestones.ground import Ground
from resilience.returns.milestones.on_record import all_told
from resilience.returns.milestones.seeing import Sight, closed
from resilience.returns.models import Return, Submission, Upload
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME
from tests.funding.world import committed, invoiced, paid, pot
from tests.returns.milestones.test_compliance import PACK

ALL = f"/milestones/{PROGRAMME}/"
NORTH = f"{ALL}Y54/"


@pytest.fixture
def money(case):
    """£4,000 committed for a case and £1,500 of it paid, of £10,000."""
    made = committed(case, pot(10_000), 4_000)
    paid(invoiced(made, 2_000), 1_500)
    return case


@pytest.fixture
def february():
    with time_machine.travel(at(2019, 2, 6, 10), tick=False):
        yield


def table(answer) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_all_areas_stand_beside_each_other_with_the_weekday_as_it_was(money, february, as_):
    page = as_("national").get(ALL).content.decode()
    assert "North of England" in page
    assert "Greater Manchester" in page
    assert "Friday 5 April 2019 at 17:00" in page
    assert "was a Friday, not a Tuesday" in page


def test_an_area_is_told_with_its_figures_what_is_missing_and_who_can_supply_it(
    money, february, as_
):
    page = as_("regional").get(NORTH).content.decode()
    assert "£4,000 of £10,000 (40%)" in page
    assert "£6,000 of “Funding committed”" in page
    assert "Here: finance, resilience." in page
    assert "A delivery plan that is agreed with partners" in page
    assert "58 days to go" in page
    # what is spent is forecast from its pace and the parts of commitments that are expected
    assert "Not met at this pace" in page
    assert "£2,500 of commitments due by then" in page


def test_who_sees_counts_only_is_told_no_small_number_and_no_practice(money, february, as_):
    board = as_("board")
    assert board.get(NORTH).status_code == 404
    assert "No area that you see" in board.get(ALL).content.decode()


@pytest.fixture
def elsewhere(world):
    """An area works elsewhere: its return of October tells of two practices, one of which had its
    memorandum late."""
    area = Organisation.objects.get(code="Y54")
    sent = at(2018, 10, 5, 15)
    about = {"programme": PROGRAMME, "collection": "october-2018", "area": area}
    done = {"of": Return.objects.create(**about, since=sent), "at": sent, "by": "x"}
    upload = Upload.objects.create(**done, name="x.xlsx", sha256="", content=b"", stops=False)
    made = Submission.objects.create(
        **done, number=1, source="workbook", as_at=sent.date(), late=False, upload=upload
    )
    asked = {"asked": date(2018, 6, 1), "confirmed": date(2018, 7, 2)}
    for row in (
        TeamRow("Q74", "Cumbria", "Y54", 100, 0),
        PracticeRow("Q74", "A1", "", **asked, decided=date(2018, 7, 2), agreed=date(2018, 9, 4)),
        PracticeRow("Q74", "A2", "", **asked, decided=date(2018, 7, 31), agreed=date(2018, 8, 1)),
    ):
        made.rows.create(team="Q74", practice=getattr(row, "practice", ""), row=plain(row))


def test_an_area_that_works_elsewhere_is_judged_from_what_it_sent(elsewhere):
    """What its rows tell of July counts for July."""
    (area,) = compliance(Ground(PACK, at(2018, 11, 1, 9), ["Y54"]))
    found = {one.milestone.id: one for one in area}
    assert found["confirmed"].state == "met"
    assert found["memoranda"].state == "met_late"
    assert found["memoranda"].since == date(2018, 9, 4)
    assert found["committed"].state == "late"


def test_who_sees_counts_of_an_area_is_told_states_and_sums_but_no_number_of_practices(
    elsewhere, as_, django_user_model
):
    person = django_user_model.objects.create_user("b@example.nhs.uk", name="B")
    area = Organisation.objects.get(code="Y54")
    person.memberships.create(organisation=area, role="board_reader", starts=date(2013, 4, 1))
    with time_machine.travel(at(2018, 11, 1, 10), tick=False):
        browser = as_("regional")
        assert "2 of 2 (100%)" in browser.get(NORTH).content.decode()
        browser.force_login(person)
        page = browser.get(NORTH).content.decode()
        lines = table(browser.get(NORTH + "?format=csv"))
    assert "2 of 2 (100%)" not in page
    assert "Not shown: papers for boards have the numbers" in page
    assert "4 September 2018" not in page  # the day of one memorandum
    assert "£0 of £1 (0%)" in page
    assert "Met late" in page
    assert not any(one["since"] for one in lines if one["milestone"] == "memoranda")
    held = [one for one in lines if one["why_no_number"].startswith("numbers of practices")]
    assert {"confirmed", "memoranda", "direct"} <= {one["milestone"] for one in held}
    assert not any(one["reached"] or one["whole"] or one["missing"] for one in held)


def test_many_practices_are_not_counted_either_for_who_sees_no_cases(elsewhere):
    """From day to day, and set against a paper, large numbers would tell of one practice."""
    (area,) = compliance(Ground(PACK, at(2018, 11, 1, 9), ["Y54"]))
    counts = frozenset(each.unit.pk for one in area for each in one.units)
    of = {one.milestone.id: one for one in area}
    assert closed(Sight(counts, frozenset()), of["confirmed"]) == {0}
    assert closed(Sight(counts, frozenset()), of["committed"]) == set()
    assert closed(Sight(counts, counts), of["confirmed"]) == set()


def test_practices_are_told_once_also_those_are_who_have_nobody_here():
    first, second = at(2018, 7, 2, 9), at(2018, 7, 9, 9)
    here = (first, {"A1"}, {"A2"})
    assert all_told([]) is None
    assert all_told([(first, {"A1"}, set())]) == first
    assert all_told([here]) is None
    assert all_told([(second, {"A2"}, set()), here]) == second


def test_a_team_sees_what_it_owes_and_not_what_the_area_owes(money, february, as_):
    page = as_("resilience").get(NORTH).content.decode()
    assert "Memoranda agreed" in page
    assert "Second data return: three quarters" not in page
    assert as_("other_resilience").get(NORTH).status_code == 404


def test_as_at_an_earlier_day_nothing_of_later_counts(money, february, as_):
    then = table(as_("regional").get(NORTH + "?format=csv&as_at=2018-09-01"))
    states = {(row["milestone"], row["of"]): row["state"] for row in then}
    assert states["committed", "Q74"] == "not_yet"
    now = table(as_("regional").get(NORTH + "?format=csv"))
    assert {row["state"] for row in now if row["milestone"] == "committed"} == {"late"}


def test_the_file_has_the_very_figures_of_the_return(money, february, as_):
    (row,) = (
        row
        for row in table(as_("national").get(ALL + "?format=csv&area=Y54"))
        if row["milestone"] == "committed"
    )
    rows = known(PACK, Year.called("2018-19"), date(2019, 2, 6)).rows.of_area("Y54")
    assert int(row["reached"]) == figure(rows, "committed").value == 400_000
    assert int(row["whole"]) == figure(rows, "available").value
    assert row["unit"] == "pence"


def test_a_day_ahead_an_unknown_area_and_no_day_are_answered(world, february, as_):
    national = as_("national")
    assert national.get(ALL + "?as_at=2099-01-01").status_code == 400
    assert national.get(ALL + "?as_at=x").status_code == 400
    assert national.get(ALL + "?area=X").status_code == 400
    assert national.get(ALL + "XXX/").status_code == 404
    assert national.get("/milestones/nothing/").status_code == 404
    assert national.get(NORTH).status_code == 200


def test_an_england_without_teams_has_an_empty_page(db, february, client, django_user_model):
    nation = Organisation.objects.create(code="ENG", name="England", kind=Kind.NATION)
    person = django_user_model.objects.create_user("a@example.nhs.uk", name="A")
    person.memberships.create(organisation=nation, role="national_team", starts=date(2013, 4, 1))
    client.force_login(person)
    assert "No area that you see" in client.get(ALL).content.decode()
