"""Reminders of what is due, and telling those above what is late. Run again and again: each is
told once for each due day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.roles import Right
from resilience.cases.models import CaseClock, Reminded
from resilience.cases.telling import of_the_team
from resilience.look import words
from resilience.notices.actions import tell
from resilience.programmes.working_days import working_days_before

LATE, TODAY = "late", "today"
LONGEST_AHEAD = timedelta(days=45)


def remind(now: datetime) -> int:
    """Remind those who owe something, and tell those above what is late; how many were new."""
    day = timezone.localdate(now)
    running = CaseClock.objects.filter(stopped=None, ended=None, due__lte=day + LONGEST_AHEAD)
    owed = running.select_related("case", "case__organisation", "case__team", "case__handler")
    return sum(_remind(clock, day, now) for clock in owed)


def _remind(clock: CaseClock, day: date, now: datetime) -> bool:
    due = clock.due
    why = _why(due, clock, day) if due else ""
    if due is None or not why or clock.reminded.filter(why=why, due=due).exists():
        return False
    with transaction.atomic():
        fresh = CaseClock.objects.select_for_update().get(pk=clock.pk)
        if fresh.stopped or fresh.ended or fresh.due != due:
            return False  # it was answered, or its day moved, a moment ago
        Reminded.objects.create(clock=clock, why=why, due=due, at=now)
        _tell(clock, why, day)
    return True


def _why(due: date, clock: CaseClock, day: date) -> str:
    """The reason for which somebody is to be reminded on a day, the most pressing one only."""
    if due < day:
        return LATE
    if due == day:
        return TODAY
    ahead = sorted(clock.rule.remind_before)
    return next((f"{n} ahead" for n in ahead if working_days_before(due, n) <= day), "")


def _tell(clock: CaseClock, why: str, day: date) -> None:
    case, rule = clock.case, clock.rule
    people = of_the_team(case, day)
    if why == LATE:
        people |= _those_above(clock, day)
    when = {LATE: "was due", TODAY: "is due today,"}.get(why, "is due")
    tell(
        people=people,
        subject=f"{case.reference}, {case.organisation.name}: {when} {words.day(clock.due)}",
        text=f"{rule.title}: {when} {words.day(clock.due)}.",
        address=reverse("cases:case", args=[case.reference]),
        once=f"clock {clock.pk} {why} {clock.due}",
    )


def _those_above(clock: CaseClock, day: date) -> set[User]:
    """The leads of the kinds of organisation that the programme names for what is late."""
    found = holders(Right.WORK_CASES, clock.case.organisation, day)
    levels = clock.rule.tell_late_to
    return {person for one, people in found.items() if one.kind in levels for person in people}
