"""Reminding those who owe an answer about a return: a working day before its day, on it, and once
after it. Run again and again: each is told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from resilience.look import words
from resilience.notices.models import Notice
from resilience.programmes.working_days import working_days_before
from resilience.returns.collecting.telling import at as address_of
from resilience.returns.collecting.telling import of_the_area, of_the_nation, tell_of_return
from resilience.returns.models import Query

AHEAD = 1
"""Working days before the day of an answer."""
LONGEST_AHEAD = timedelta(days=10)


@transaction.atomic
def remind_of_queries(now: datetime) -> int:
    """Tell those who owe an answer that it is due soon, today, or late; how many questions are
    newly told of."""
    day = timezone.localdate(now)
    owed = list(_owed(day))
    told = Notice.objects.filter(once__in=[once for _, _, once in owed])
    had = set(told.values_list("once", flat=True))
    fresh = [one for one in owed if one[2] not in had]
    for query, when, once in fresh:
        area = of_the_area(query.of, query.team, day)
        people = of_the_nation(query.of, day) if query.by_area else area
        tell_of_return(
            query.of,
            people,
            f"an answer to question {query.number} {when} {words.day(query.due)}",
            "Whoever asked waits for it. Sign in to read and answer the question.",
            once,
            address_of(query),
        )
    return len(fresh)


def _owed(day: date) -> Iterator[tuple[Query, str, str]]:
    waiting = Query.objects.filter(state=Query.State.ASKED, due__lte=day + LONGEST_AHEAD)
    for query in waiting.select_related("of__area"):
        if when := _when(query.due, day):
            yield query, when, f"query {query.pk} {query.due} {when}"


def _when(due: date, day: date) -> str:
    if due < day:
        return "was due by"
    if due == day:
        return "is due today,"
    return "is due by" if working_days_before(due, AHEAD) <= day else ""
