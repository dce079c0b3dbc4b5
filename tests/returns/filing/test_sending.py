"""A return is sent as it was shown; the first decides whether it was in time, to the second."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.funding.years import Year
from resilience.notices.models import Notice
from resilience.returns.deadlines import moment
from resilience.returns.figures.known import known
from resilience.returns.figures.sent import rows_sent
from resilience.returns.figures.sums import figures
from resilience.returns.filing.acts import send
from resilience.returns.models import Return
from tests.cases.world import reader
from tests.returns.filing.world import APRIL, PACK, WORDS, returned, sent, written

DUE = moment(PACK.returns.collection("april-2019"))
SECOND = timedelta(seconds=1)


def test_at_the_time_stated_is_in_time_and_a_second_later_is_late(money):
    region, team = written(returned()), written(returned(area="Q83"), by="other_resilience")
    assert not sent(region, when=DUE).late
    assert sent(team, by="other_resilience", when=DUE + SECOND).late
    assert Notice.objects.filter(subject__endswith="was sent 1 second late").exists()


def test_what_was_sent_first_decides_whether_it_was_in_time(money):
    one = written(returned())
    first, again = sent(one, when=DUE), sent(one, when=DUE + timedelta(days=2))
    assert (first.number, again.number) == (1, 2)
    assert not again.late


def test_what_is_sent_says_what_the_records_say(money):
    one = sent(written(returned()))
    now = known(PACK, Year.called("2018-19"), one.as_at, ["Y54"]).rows
    measures = tuple(measure.id for measure in PACK.returns.measures)
    assert figures(rows_sent([one]), measures) == figures(now, measures)
    assert figures(rows_sent([one]), measures)["paid"].value == 150_000


def test_before_the_last_day_that_counts_the_figures_are_of_the_day_it_is_sent(money):
    one = written(returned(when=APRIL.replace(month=3, day=20)))
    made = sent(one, when=APRIL.replace(month=3, day=20))
    assert made.as_at.isoformat() == "2019-03-20"
    assert sent(one).as_at.isoformat() == "2019-03-31"


def test_figures_that_changed_since_they_were_shown_are_not_sent(money, referred):
    one = written(returned())
    with pytest.raises(Refused, match="figures changed"):
        send(
            by=reader("regional", APRIL.date()),
            of=one,
            seen=one.version,
            at=APRIL,
            signed="Kim Lee",
            shown="0" * 64,
        )


def test_it_is_not_sent_with_a_question_unanswered(money):
    with pytest.raises(Refused, match="What puts the programme at risk"):
        sent(written(returned(), risks=""))


def test_only_who_sends_returns_of_the_very_area_sends_them(money):
    one = written(returned())
    for name in ("resilience", "national", "analyst", "finance", "other_resilience"):
        with pytest.raises(Refused, match="Only those who"):
            sent(one, by=name)


def test_two_who_write_at_once_do_not_overwrite_each_other(money):
    one = returned()
    written(one)
    with pytest.raises(Refused, match="Somebody changed this return"):
        written(one)
    assert Return.objects.get(pk=one.pk).words == WORDS


def test_an_accepted_return_is_not_sent_again(money):
    one = written(returned())
    sent(one)
    Return.objects.filter(pk=one.pk).update(state=Return.State.ACCEPTED)
    with pytest.raises(Refused, match="is accepted"):
        sent(one)
