"""`resilience due`: how every clock stood at the end of a day, whatever was learned later."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.cases.actions import take
from resilience.cases.due import COLUMNS, due
from resilience.cases.happening import happen
from resilience.cases.models import Case
from tests.cases.conftest import RECEIVED, at
from tests.cases.world import PROGRAMME, practice, reader

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def listed(day: date, clock: str = "acknowledge") -> list[tuple[str | None, str | None]]:
    """When it was due and how it stood."""
    return [(one["due"], one["state"]) for one in due(day) if one["clock"] == clock]


def step(case: Case, name: str, moment: datetime, by: str = "resilience", text: str = "") -> None:
    case.refresh_from_db()
    who = reader(by, moment.date())
    take(by=who, case=case, step=name, seen=case.version, at=moment, text=text)


def test_received_on_friday_21_december_2018_is_due_on_9_january_2019(referred, capsys):
    case = referred()
    with time_machine.travel(at(2019, 1, 9, 23, 30)):
        call_command("due", format="json")
    found = json.loads(capsys.readouterr().out)
    assert [list(one)[:4] for one in found] == [["case", "clock", "due", "state"]] * 2
    assert found[1] == {
        "case": case.reference,
        "clock": "acknowledge",
        "due": "2019-01-09",
        "state": "due",
        "practice": "A81001",
        "programme": PROGRAMME,
        "started": "2018-12-21",
        "stopped": None,
    }
    assert (found[0]["clock"], found[0]["due"], found[0]["state"]) == (
        *("respond", "2019-01-04"),
        "late",
    )


def test_a_day_that_is_not_named_is_today_in_london(referred, capsys):
    referred()
    with time_machine.travel(at(2018, 12, 20, 12)):
        call_command("due", format="json")
    assert json.loads(capsys.readouterr().out) == []
    with time_machine.travel(at(2019, 5, 31, 23, 30)):  # half past midnight on 1 June in London
        call_command("due", format="csv")
    assert capsys.readouterr().out.count("late") == 2


def test_received_late_in_the_evening_counts_that_day(referred):
    referred(at=at(2018, 12, 21, 23, 59))
    assert listed(date(2018, 12, 21)) == [("2019-01-09", "open")]
    assert listed(date(2018, 12, 20)) == []


def test_what_was_done_on_its_last_day_is_met_and_a_day_later_stays_late(referred):
    on_time, late = referred(), referred("A81002", RECEIVED, "second_lead")
    step(on_time, "acknowledge", at(2019, 1, 9, 23, 50))
    step(late, "acknowledge", at(2019, 1, 10, 0, 10))
    assert listed(date(2019, 1, 9)) == [("2019-01-09", "met"), ("2019-01-09", "due")]
    assert listed(date(2019, 1, 10)) == [("2019-01-09", "met"), ("2019-01-09", "late")]
    assert listed(date(2019, 3, 1)) == [("2019-01-09", "met"), ("2019-01-09", "late")]


def test_what_waits_is_paused_and_its_day_moves_once_it_goes_on(referred):
    case = referred(at=at(2019, 1, 2, 12))
    step(case, "acknowledge", at(2019, 1, 7, 9))
    step(case, "ask", at(2019, 1, 7, 10), text="How many sessions?")
    step(case, "answer", at(2019, 1, 10, 9), by="member", text="Eleven.")
    assert listed(date(2019, 1, 6), "respond") == [("2019-01-16", "open")]
    assert listed(date(2019, 1, 8), "respond") == [(None, "paused")]
    assert listed(date(2019, 1, 10), "respond") == [("2019-01-19", "open")]


def test_who_is_answered_while_the_team_waits_was_answered_in_time(referred):
    case = referred(at=at(2019, 1, 2, 12))
    step(case, "acknowledge", at(2019, 1, 7, 9))
    step(case, "ask", at(2019, 1, 7, 10), text="How many sessions?")
    step(case, "tell", at(2019, 2, 7, 10), text="We need no more of you.")
    assert listed(date(2019, 2, 6), "respond") == [(None, "paused")]
    assert listed(date(2019, 2, 7), "respond") == [(None, "met")]


def test_a_request_that_was_withdrawn_is_owed_nothing_from_then_on(referred):
    case = referred()
    step(case, "withdraw", at(2018, 12, 27, 9), by="lead")
    assert listed(date(2018, 12, 26)) == [("2019-01-09", "open")]
    assert listed(date(2018, 12, 27)) == []


def test_of_one_programme_only_and_in_order(referred, capsys):
    second = referred(at=at(2018, 12, 28, 9))
    first = referred("A81002", RECEIVED, "second_lead")
    call_command("due", "--as-at", "2018-12-31", "--programme", PROGRAMME, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == list(COLUMNS)
    assert [(one["case"], one["due"]) for one in rows] == [
        (first.reference, "2019-01-04"),
        (first.reference, "2019-01-09"),
        (second.reference, "2019-01-11"),
        (second.reference, "2019-01-14"),
    ]
    call_command("due", "--as-at", "2018-12-31", "--programme", "icb-support-2026-27")
    assert capsys.readouterr().out.split() == list(COLUMNS[:5])


def test_a_programme_that_there_is_not_is_said(world, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("due", "--programme", "gprp-2019-20")
    told = capsys.readouterr()
    assert (end.value.code, told.out) == (2, "")
    assert told.err == (
        "resilience: --programme gprp-2019-20: there is no such programme. "
        "There are: gprp-2018-19, icb-support-2026-27.\n"
    )


def test_the_list_takes_two_queries(referred, django_assert_num_queries):
    referred()
    referred("A81002", RECEIVED, "second_lead")
    with django_assert_num_queries(2):
        due(date(2019, 1, 1))


# --- whatever happens later, an earlier day stays as it was

KINDS = (
    *("acknowledged", "information_requested", "information_given", "paused", "resumed"),
    *("next_steps_told", "withdrawn"),
)
HAPPENINGS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(KINDS)), max_size=7)
HOLIDAYS = {date(2018, 12, 25), date(2018, 12, 26), date(2019, 1, 1)}


@given(HAPPENINGS)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_happens_later_changes_no_earlier_day(referred: Callable[..., Case], happenings):
    with transaction.atomic():
        case, moment = referred(), RECEIVED
        by, told, before = reader("resilience", RECEIVED.date()), [], {}
        for days, kind in happenings:
            for _ in range(days):  # every day that passes is listed as it is known on that day
                before[moment.date()] = due(moment.date())
                moment += DAY
            happen(case, kind, by=by, at=moment, acting_for=practice("Q74"), text="Said.")
            told.append((moment.date(), kind))
        for day, then in before.items():
            assert due(day) == then
            for one in then:
                assert (one["due"], one["state"]) == as_people_count(str(one["clock"]), told, day)
        transaction.set_rollback(True)


def as_people_count(clock: str, told: list[tuple[date, str]], day: date) -> tuple[str | None, str]:
    """An oracle: the calendar gone through day by day, with what was told by the day."""
    start, done, waits = RECEIVED.date(), None, dict[str, list[list[date | None]]]()
    stop = {"acknowledge": "acknowledged", "respond": "next_steps_told"}[clock]
    ends = {"information_given": "information_requested", "resumed": "paused"}
    for when, kind in told:
        if when > day or done is not None:
            continue
        if kind == stop:
            done = when
        elif clock == "respond" and kind in ends.values():
            waits.setdefault(kind, []).append([when, None])
        elif clock == "respond" and kind in ends:
            for wait in waits.get(ends[kind], []):
                wait[1] = wait[1] or when
    left, last = (10 if clock == "acknowledge" else 14), start
    while left and (last - start).days < 500:
        last += DAY
        idle = any(
            a < last and (b is None or last <= b) for spans in waits.values() for a, b in spans
        )
        closed = clock == "acknowledge" and (last.weekday() > 4 or last in HOLIDAYS)
        left -= not idle and not closed
    when_due = None if left else last
    if done:
        met = when_due is None or done <= when_due
        return when_due and when_due.isoformat(), "met" if met else "late"
    if when_due is None:
        return None, "paused"
    state = "late" if when_due < day else "due" if when_due == day else "open"
    return when_due.isoformat(), state
