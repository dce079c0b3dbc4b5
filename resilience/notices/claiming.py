"""Which e-mails are to go out, and who sends them. A worker claims what it sends for some minutes,
by one UPDATE: of two workers one gets it, and what a killed one held is free again afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from resilience.notices.models import How, Notice

LEASE = timedelta(minutes=10)
"""For how long a claim holds: longer than the slowest server may take over one e-mail."""


def next_single(now: datetime) -> list[int]:
    """The notice whose own e-mail waits longest, by its id; empty where none does."""
    waiting = _free(now).filter(how=How.AT_ONCE).order_by("due", "pk")
    return list(waiting.values_list("pk", flat=True)[:1])


def next_daily(now: datetime) -> list[int]:
    """All that one person waits to be told by the daily e-mail: told before its hour came last,
    and not where one went out since, or where a part of it is claimed or put off."""
    since = last_hour(now)
    same = Notice.objects.filter(user=OuterRef("user"), how=How.DAILY)
    had_it = same.filter(sent__gte=since)
    busy = same.filter(sent=None, given_up=None, due__gt=now)
    waiting = _free(now).filter(how=How.DAILY, at__lt=since)
    first = waiting.filter(~Exists(had_it), ~Exists(busy)).order_by("due", "pk").first()
    if first is None:
        return []
    theirs = waiting.filter(user=first.user_id)
    return list(theirs.values_list("pk", flat=True))


def claim(chosen: Sequence[int]) -> list[Notice]:
    """Claim these, all or none of them: empty where another worker was first."""
    now, token = timezone.now(), uuid.uuid4()
    free = Notice.objects.filter(pk__in=chosen, sent=None, given_up=None, due__lte=now)
    with transaction.atomic():
        if free.update(claim=token, due=now + LEASE) < len(chosen):
            transaction.set_rollback(True)
            return []
    mine = Notice.objects.filter(pk__in=chosen, claim=token)
    return list(mine.select_related("user").order_by("at", "pk"))


def last_hour(now: datetime) -> datetime:
    """When the hour of the daily e-mail came last in London, whatever the clocks did since."""
    london = timezone.get_default_timezone()
    today = now.astimezone(london).date()
    came, before = (
        datetime.combine(day, time(settings.DIGEST_HOUR), london).astimezone(UTC)
        for day in (today, today - timedelta(days=1))
    )
    return came if came <= now else before


def _free(now: datetime) -> QuerySet[Notice]:
    """Those to be sent that nobody holds, to people who may still sign in."""
    return Notice.objects.filter(sent=None, given_up=None, due__lte=now, user__is_active=True)
