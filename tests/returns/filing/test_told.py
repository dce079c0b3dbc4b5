"""Reminders, and what waits for those who send returns."""

from __future__ import annotations

from datetime import UTC, timedelta

from resilience.notices.models import Notice
from resilience.returns.deadlines import moment
from resilience.returns.filing.opening import open_returns
from resilience.returns.filing.reminding import remind_of_returns
from resilience.returns.filing.told import late_by, span, stands
from resilience.returns.filing.work import work
from resilience.returns.models import Return
from tests.cases.conftest import at
from tests.cases.world import reader
from tests.returns.filing.world import APRIL, PACK, returned, sent, written

OCTOBER, JANUARY, APRIL_RETURN = PACK.returns.collections


def test_lateness_is_told_to_the_second():
    due = moment(OCTOBER)
    assert late_by(OCTOBER, due + timedelta(milliseconds=900)) == 0
    assert span(late_by(OCTOBER, due + timedelta(seconds=61))) == "1 minute 1 second"
    later = due.astimezone(UTC) + timedelta(days=40)
    assert span(late_by(OCTOBER, later)) == "40 days", "though the clocks went back"
    assert stands(OCTOBER, None, None, due).text == "Not open yet"


def test_who_sends_a_return_is_reminded_before_it_is_due_and_when_it_is_overdue(world):
    open_returns(at(2018, 9, 17, 9))
    days = [at(2018, 9, 20, 9), at(2018, 9, 21, 9), at(2018, 10, 1, 9), at(2018, 10, 2, 9)]
    assert [remind_of_returns(day) for day in days] == [0, 2, 0, 2]
    assert [remind_of_returns(at(2018, 10, 5, 16, second=one)) for one in (0, 1, 2)] == [0, 2, 0]
    assert Notice.objects.filter(subject__endswith="is overdue").count() == 2


def test_nobody_is_reminded_of_what_is_sent(money):
    sent(written(returned()))
    remind_of_returns(at(2019, 4, 5, 17))
    assert not Notice.objects.filter(subject__startswith="North", subject__contains="overdue")


def test_a_return_waits_for_those_who_send_it_until_it_is_sent(money, time_machine_at_april):
    one = returned()
    (heading,) = work(reader("regional", APRIL.date()), 5)
    assert (heading.total, heading.first[0].stands) == (2, "Not sent yet")
    assert not list(work(reader("resilience", APRIL.date()), 5))
    sent(written(one))
    (heading,) = work(reader("regional", APRIL.date()), 5)
    assert heading.first[0].title.startswith("Greater Manchester")


def test_a_return_that_was_handed_back_waits_again_and_is_not_called_overdue(
    money, time_machine_at_april
):
    made = sent(written(returned()))
    Return.objects.filter(pk=made.of_id).update(state=Return.State.OPEN)
    (heading,) = work(reader("regional", APRIL.date()), 5)
    assert "Handed back, sent in time" in {one.stands for one in heading.first}
    remind_of_returns(at(2019, 4, 5, 17))
    assert not Notice.objects.filter(subject__startswith="North", subject__contains="overdue")
