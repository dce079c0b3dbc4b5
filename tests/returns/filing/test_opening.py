"""Returns open by the calendar, once, for the areas that are there on the day."""

from __future__ import annotations

from datetime import date

from resilience.notices.models import Notice
from resilience.organisations.models import Record
from resilience.returns.filing.opening import open_returns
from resilience.returns.models import Return
from tests.cases.conftest import at


def opened() -> list[tuple[str, str]]:
    return sorted(Return.objects.values_list("collection", "area__code"))


def test_a_return_opens_on_its_day_for_each_area_and_not_before(world):
    assert open_returns(at(2018, 9, 16, 22)) == 0
    assert open_returns(at(2018, 9, 16, 23, minute=30)) == 2, "it is the 17th in London"
    assert opened() == [("october-2018", "Q83"), ("october-2018", "Y54")]


def test_it_opens_once_and_those_who_send_it_are_told_once(world):
    for _ in range(2):
        open_returns(at(2018, 9, 17, 9))
    told = Notice.objects.filter(once__contains="opened")
    assert sorted(told.values_list("user__email", flat=True)) == [
        "other_resilience@example.nhs.uk",
        "regional@example.nhs.uk",
    ]
    assert "Friday 5 October 2018 at 17:00" in told.first().text


def test_an_area_that_is_gone_on_the_day_owes_nothing(world):
    Record.objects.filter(organisation__code="Q83").update(ends=date(2018, 12, 1))
    open_returns(at(2018, 12, 10, 9))
    assert opened() == [
        ("january-2019", "Y54"),
        ("october-2018", "Q83"),
        ("october-2018", "Y54"),
    ]


def test_nobody_is_told_of_a_programme_that_is_long_over(world):
    assert open_returns(at(2026, 4, 1, 9)) == 0
