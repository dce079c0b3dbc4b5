"""What is published is worked out once and kept until something that it rests on changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from resilience.cases.models import CaseEvent, CasePractice
from resilience.funding.models import Entry
from resilience.funding.years import Year
from resilience.organisations.models import Ancestor, Record
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Returns
from resilience.returns.figures.records import end_of
from resilience.returns.models import Change, Submission
from resilience.returns.published.figures import Published, published
from resilience.returns.published.months import months_past

MOST = 16
"""Programmes and years that are kept."""
LONGEST = timedelta(days=1)

_kept: dict[tuple[str, int], tuple[Any, datetime, Published]] = {}
_lock = Lock()


def published_now(pack: Pack, returns: Returns, year: Year, now: datetime) -> Published:
    """What is published of a year at a moment; a handful of queries where it is kept."""
    days = months_past(year, timezone.localdate(now))
    resting_on = (pack.hash, tuple(days), _stamp(pack, year, end_of(days[-1])) if days else None)
    key = pack.id, year.first
    with _lock:  # of many who ask at once one works it out
        if kept := _kept.get(key):
            known, at, found = kept
            if known == resting_on and timedelta() <= now - at < LONGEST:
                return found
        found = published(pack, returns, year, days)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = resting_on, now, found
        return found


def _stamp(pack: Pack, year: Year, end: datetime) -> tuple[Any, ...]:
    """Changes with whatever the figures of the months before a moment rest on: what happened until
    then, what stands in the books, what areas sent and what was mended of it, and who belonged to
    whom. Each of them is only ever added to, or made anew."""
    day = timezone.localdate(end)
    counted = Count("pk"), Max("pk")
    events = CaseEvent.objects.filter(case__programme=pack.id, at__lt=end)
    entries = Entry.objects.filter(pot__programme=pack.id, pot__year=year.label, day__lt=day)
    sent = Submission.objects.filter(of__programme=pack.id)
    changes = Change.objects.filter(of__programme=pack.id)
    practices = CasePractice.objects.filter(case__programme=pack.id, case__begun__lt=end)
    return tuple(
        tuple(found.order_by().aggregate(many=counted[0], last=counted[1]).values())
        for found in (
            events,
            entries,
            sent,
            changes,
            practices,
            Record.objects.all(),
            Ancestor.objects.all(),
        )
    )
