"""Reads that pages and actions share: always of one person's own notices."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from resilience.accounts.reader import Reader
from resilience.notices.models import Notice, Preference


def notices_of(reader: Reader) -> QuerySet[Notice]:
    """What a reader was told, the newest first; nothing for a visitor."""
    return Notice.objects.filter(user=reader.user.pk)


def unread(reader: Reader) -> int:
    """How many of them are not read; without a query for a visitor."""
    return notices_of(reader).filter(read=None).count() if reader.signed_in else 0


def how_told(people: Collection[int]) -> dict[int, str]:
    """How people, by their ids, chose to be told; without those who chose nothing."""
    return dict(Preference.objects.filter(user__in=people).values_list("user", "how"))
