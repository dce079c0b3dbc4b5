"""Statuses that are to be looked at again: the work of this room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.look.jinja import url
from resilience.screening.status import PracticeStatus

SOON = timedelta(days=28)


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """Statuses whose review is due within four weeks, the first due first; at most two queries."""
    scope = reader.may(Right.CONFIRM_STATUS)
    if not scope:
        return
    due = PracticeStatus.objects.in_force().visible_to(reader)
    due = due.filter(scope.within("organisation"), review_by__lte=reader.day + SOON)
    if total := due.count():
        found = due.select_related("organisation", "confirmed_for").order_by("review_by", "pk")
        first = tuple(_waiting(one, reader) for one in found[:most])
        yield Heading("statuses", "Statuses to review", True, total, first)


def _waiting(one: PracticeStatus, reader: Reader) -> Waiting:
    late = "Late" if one.is_late(reader.day) else ""
    return Waiting(
        title=f"Status of {one.organisation.name}",
        address=url("screening:status", one.programme, one.organisation.code),
        stands=f"{one.words}, confirmed for {one.confirmed_for.name}",
        since=localdate(one.written),
        owed=(Owed("Look at it again", one.review_by, late, "red" if late else "plain"),),
    )
