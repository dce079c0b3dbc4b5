"""The rows of a return from the records, and what is counted from them."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.funding.years import Year
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.programmes.packs import load
from resilience.returns.figures.areas import areas
from resilience.returns.figures.known import known
from resilience.returns.figures.records import end_of, rows_from_records
from resilience.returns.figures.rows import TeamRow, plain, practice_row, team_row
from resilience.returns.figures.sums import Figure, figure
from resilience.returns.models import Return, Submission, Upload
from tests.cases.world import PROGRAMME
from tests.funding.world import DAY, committed, invoiced, paid, pot

YEAR = Year.called("2018-19")
PACK = load(PROGRAMME)


@pytest.fixture
def money(case):
    """£4,000 committed for a case and £1,500 of it paid, of £100,000."""
    made = committed(case, pot(), 4_000)
    paid(invoiced(made, 2_000), 1_500)
    return case


def test_a_team_reports_to_its_region_and_one_that_acts_as_a_region_to_itself(world):
    found = {area.code: [team.code for team in area.teams] for area in areas(PACK, DAY)}
    assert found == {"Q83": ["Q83"], "Y54": ["Q74"]}


def test_a_case_with_money_is_a_row_of_its_team(money):
    rows = rows_from_records(PACK, YEAR, DAY)
    (row,) = rows.practices
    assert (row.team, row.practice, row.references) == ("Q74", "A81001", (money.reference,))
    assert row.confirmed == date(2019, 1, 7)
    assert row.agreed == date(2019, 1, 21)
    assert (row.committed, row.paid, row.direct_paid) == (400_000, 150_000, 0)
    team = next(one for one in rows.teams if one.team == "Q74")
    assert (team.area, team.available) == ("Y54", 10_000_000)


def test_money_that_nobody_entered_is_unknown_and_no_zero(money):
    rows = rows_from_records(PACK, YEAR, DAY)
    assert figure(rows.of(["Q83"]), "available") == Figure(0, unknown=1)
    assert figure(rows.of(["Q83"]), "available").known is None
    assert figure(rows, "agreed") == Figure(1)


def test_as_at_an_earlier_day_nothing_of_later_is_counted(money):
    rows = rows_from_records(PACK, YEAR, date(2019, 1, 10))
    assert figure(rows, "confirmed") == Figure(1)
    assert figure(rows, "agreed") == Figure(0)
    assert figure(rows, "committed") == Figure(0)


def test_rows_go_through_plain_data_unchanged(money):
    rows = rows_from_records(PACK, YEAR, DAY)
    assert tuple(practice_row(plain(one)) for one in rows.practices) == rows.practices
    assert tuple(team_row(plain(one)) for one in rows.teams) == rows.teams


def test_what_is_known_is_what_the_records_say_where_nobody_works_elsewhere(money):
    assert known(PACK, YEAR, DAY).rows == rows_from_records(PACK, YEAR, DAY)


def test_a_team_that_came_to_an_area_that_works_here_counts_once(money):
    """What its old area sent from elsewhere is of the team no more."""
    old = Organisation.objects.get(code="Y54")
    at = end_of(date(2018, 10, 5))
    done = {"at": at, "by": "x"}
    of = Return.objects.create(
        programme=PROGRAMME, collection="october-2018", area=old, since=at, state="sent"
    )
    upload = Upload.objects.create(**done, of=of, name="x.xlsx", content=b"", stops=False)
    made = Submission.objects.create(
        **done, of=of, number=1, source="workbook", as_at=at.date(), late=False, upload=upload
    )
    row = TeamRow("Q74", "Cumbria", "Y54", 500, 3)
    made.rows.create(team="Q74", row=plain(row))
    assert [one.available for one in known(PACK, YEAR, DAY).rows.of(["Q74"]).teams] == [500]
    new = Organisation.objects.create(code="Y99", kind=Kind.REGION, name="A new region")
    link = Ancestor.objects.get(descendant__code="Q74", ancestor=old)
    Ancestor.objects.filter(pk=link.pk).update(ends=date(2018, 12, 1))
    moved = {"descendant": link.descendant, "kind": Kind.REGION, "direct": True}
    Ancestor.objects.create(**moved, ancestor=new, starts=date(2018, 12, 1))
    now = known(PACK, YEAR, DAY).rows
    assert [(one.area, one.available) for one in now.of(["Q74"]).teams] == [("Y99", 10_000_000)]


def test_the_rows_of_one_area_are_those_of_all_that_are_its(money, referred):
    referred("P81001", by="other_lead")
    every = rows_from_records(PACK, YEAR, DAY)
    assert {one.team for one in every.practices} == {"Q74", "Q83"}
    for area in ("Y54", "Q83"):
        assert rows_from_records(PACK, YEAR, DAY, [area]) == every.of_area(area)
