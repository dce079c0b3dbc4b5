"""Reminding those who send a return: some working days before it is due, and when it is overdue.
Each of it once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.notices.actions import tell
from resilience.notices.models import Notice
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection
from resilience.returns.deadlines import is_late, reminded_on
from resilience.returns.filing.opening import filers, going_on
from resilience.returns.filing.told import due_told
from resilience.returns.models import Return


@transaction.atomic
def remind_of_returns(now: datetime) -> int:
    """Tell those who send each return that is due soon or overdue and not sent; how many returns
    were told of anew."""
    return sum(_remind(pack, one, now) for pack, one in going_on(now))


def _remind(pack: Pack, collection: Collection, now: datetime) -> int:
    reason = _reason(pack, collection, now)
    if not reason:
        return 0
    waiting = {
        f"return {one.pk} {reason}": one
        for one in Return.objects.filter(
            programme=pack.id, collection=collection.id, submissions=None
        ).select_related("area")
    }
    told = set(Notice.objects.filter(once__in=waiting).values_list("once", flat=True))
    fresh = {once: one for once, one in waiting.items() if once not in told}
    for once, one in fresh.items():
        overdue = reason == "overdue"
        tell(
            people=filers(one.area, now),
            subject=f"{one.area.name}: {collection.title} is "
            + ("overdue" if overdue else f"due by {due_told(collection)}"),
            text=f"It was due by {due_told(collection)} and is not sent."
            if overdue
            else "It is not sent yet. Its figures come from the records.",
            address=reverse("returns:return", args=[pack.id, collection.id, one.area.code]),
            once=once,
        )
    return len(fresh)


def _reason(pack: Pack, collection: Collection, now: datetime) -> str:
    """Why people are told now: the latest of the days of the pack that came, or that it is
    overdue; empty before the first of them."""
    if is_late(collection, now):
        return "overdue"
    ahead = pack.returns.remind_days if pack.returns else ()
    today = timezone.localdate(now)
    came = [days for days in ahead if reminded_on(collection, days) <= today]
    return f"{min(came)} working days before" if came else ""
