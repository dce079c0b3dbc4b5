"""The pages of milestones, and their files."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import time_machine

from resilience.funding.years import Year
from resilience.returns.figures.known import known
from resilience.returns.figures.sums import figure
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
    from resilience.organisations.models import Kind, Organisation

    nation = Organisation.objects.create(code="ENG", name="England", kind=Kind.NATION)
    person = django_user_model.objects.create_user("a@example.nhs.uk", name="A")
    person.memberships.create(organisation=nation, role="national_team", starts=date(2013, 4, 1))
    client.force_login(person)
    assert "No area that you see" in client.get(ALL).content.decode()
