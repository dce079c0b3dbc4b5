"""The daily e-mail: one a day, from its hour in London on, with all that is new."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
import time_machine
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.reader import Reader
from resilience.notices.actions import choose, tell
from resilience.notices.claiming import claim, last_hour, next_daily
from resilience.notices.models import How, Notice
from resilience.notices.sending import send_dailies
from tests.notices.post import words_of

WINTER = datetime(2026, 1, 12, 12, tzinfo=UTC)


@pytest.fixture
def daily(ada):
    choose(by=Reader(ada, date(2026, 1, 12)), how=How.DAILY)
    return ada


def at(moment: datetime, *subjects: str, to=()) -> None:
    """Something is told at a moment."""
    with time_machine.travel(moment, tick=False):
        for subject in subjects:
            tell(people=to, subject=subject, text=f"About {subject}.", address="/cases/1/")


def send(moment: datetime) -> str:
    with time_machine.travel(moment, tick=False):
        return send_dailies()


@pytest.mark.django_db
def test_one_e_mail_after_the_hour_has_all_that_is_new(by_post, daily, ben):
    at(WINTER, "One", "Two", to=[daily, ben])
    send(datetime(2026, 1, 13, 6, 59, tzinfo=UTC))
    assert not by_post.taken
    send(datetime(2026, 1, 13, 7, 0, tzinfo=UTC))
    send(datetime(2026, 1, 13, 7, 1, tzinfo=UTC))
    (mail,) = by_post.taken
    assert (mail["To"], mail["Subject"]) == (daily.email, "GP resilience: 2 new notices")
    words = words_of(mail)
    assert words.index("* One\n  12 January 2026 at 12:00") < words.index("* Two")
    assert words.count("https://resilience.example.nhs.uk/cases/1/") == 2
    assert mail["Message-ID"].strip().startswith(f"<daily-{daily.notices.get(subject='One').key}@")


@pytest.mark.django_db
def test_what_comes_later_waits_for_the_next_day(by_post, daily):
    at(WINTER, "One", to=[daily])
    send(datetime(2026, 1, 13, 9, tzinfo=UTC))  # no worker ran before
    at(datetime(2026, 1, 13, 9, 30, tzinfo=UTC), "Two", to=[daily])
    send(datetime(2026, 1, 13, 23, tzinfo=UTC))
    assert len(by_post.taken) == 1
    send(datetime(2026, 1, 14, 8, tzinfo=UTC))
    assert [mail["Subject"] for mail in by_post.taken] == ["GP resilience: 1 new notice"] * 2


@pytest.mark.django_db
def test_what_was_told_before_the_hour_but_seen_after_does_not_make_a_second(by_post, daily):
    at(WINTER, "One", to=[daily])
    send(datetime(2026, 1, 13, 7, tzinfo=UTC))
    at(datetime(2026, 1, 13, 6, 59, tzinfo=UTC), "Late", to=[daily])
    send(datetime(2026, 1, 13, 7, 5, tzinfo=UTC))
    assert len(by_post.taken) == 1
    send(datetime(2026, 1, 14, 7, tzinfo=UTC))
    assert "* Late" in words_of(by_post.taken[1])


@pytest.mark.django_db
def test_where_nothing_is_new_nothing_is_sent(by_post, daily):
    send(datetime(2026, 1, 13, 8, tzinfo=UTC))
    assert not by_post.taken


@pytest.mark.django_db
def test_one_that_was_not_taken_comes_the_same_day_whole(by_post, daily):
    at(WINTER, "One", "Two", to=[daily])
    by_post.answers[daily.email] = "450 Later"
    assert send(datetime(2026, 1, 13, 7, tzinfo=UTC)) == "1 e-mail not taken: put off with 450 (1)."
    by_post.answers.clear()
    send(datetime(2026, 1, 13, 7, 2, tzinfo=UTC))
    (mail,) = by_post.taken
    assert mail["Subject"] == "GP resilience: 2 new notices"


@pytest.mark.django_db
def test_of_two_workers_one_gets_the_whole_of_it(daily):
    at(WINTER, "One", to=[daily])
    with time_machine.travel(datetime(2026, 1, 13, 8, tzinfo=UTC), tick=False):
        first = next_daily(datetime.now(UTC))
        at(datetime(2026, 1, 13, 6, 59, tzinfo=UTC), "Two", to=[daily])  # committed in between
        second = next_daily(datetime.now(UTC))
        assert (len(first), len(second)) == (1, 2)
        assert claim(first)
        assert not claim(second)
        assert not next_daily(datetime.now(UTC))
        assert Notice.objects.get(subject="Two").claim is None


@pytest.mark.django_db
def test_a_worker_asked_to_stop_sends_no_other(by_post, daily):
    at(WINTER, "One", to=[daily])
    stopping = Event()
    stopping.set()
    with time_machine.travel(datetime(2026, 1, 13, 8, tzinfo=UTC), tick=False):
        send_dailies(stopping.is_set)
    assert not by_post.taken


def test_the_hour_follows_the_clocks_of_london():
    assert last_hour(datetime(2026, 1, 13, 7, tzinfo=UTC)) == datetime(2026, 1, 13, 7, tzinfo=UTC)
    assert last_hour(datetime(2026, 6, 13, 6, tzinfo=UTC)) == datetime(2026, 6, 13, 6, tzinfo=UTC)
    assert last_hour(datetime(2026, 6, 13, 5, tzinfo=UTC)) == datetime(2026, 6, 12, 6, tzinfo=UTC)


@given(st.timedeltas(timedelta(0), timedelta(days=1500)), st.integers(0, 23))
def test_the_hour_comes_once_a_day_whatever_the_clocks_do(later, hour):
    now = WINTER + later
    with override_settings(DIGEST_HOUR=hour):
        came = last_hour(now)
        assert timedelta(0) <= now - came < timedelta(hours=25)
        assert last_hour(came) == came
        before = last_hour(came - timedelta(microseconds=1))
        assert timedelta(hours=23) <= came - before <= timedelta(hours=25)
