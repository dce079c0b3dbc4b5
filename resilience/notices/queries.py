"""Reads that pages and actions share: always of one person's own notices."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.notices.models import How, Notice, Preference


def notices_of(reader: Reader) -> QuerySet[Notice]:
    """What a reader was told, the newest first; nothing for a visitor."""
    return Notice.objects.filter(user=reader.user.pk)


def unread(reader: Reader) -> int:
    """How many of them are not read; without a query for a visitor."""
    return notices_of(reader).filter(read=None).count() if reader.signed_in else 0


def last_given_up(reader: Reader) -> bool:
    """Whether the last of their e-mails that came to an end was given up."""
    ended = notices_of(reader).exclude(sent=None, given_up=None).first()
    return bool(ended and ended.given_up)


def how_of(reader: Reader) -> How:
    """How a reader is told."""
    chosen = Preference.objects.filter(user=reader.user.pk).first()
    return How(chosen.how) if chosen else How.AT_ONCE


def how_told(people: Iterable[User]) -> dict[int, How]:
    """How people are told, by their ids."""
    told = {user.pk: How.AT_ONCE for user in people}
    chosen = Preference.objects.filter(user__in=told).values_list("user", "how")
    return told | {pk: How(how) for pk, how in chosen}
