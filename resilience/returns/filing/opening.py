"""Returns open by the calendar: each area that is there on the day owes one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.roles import Right
from resilience.audit.actions import record
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection
from resilience.returns.deadlines import moment
from resilience.returns.figures.areas import areas
from resilience.returns.filing.told import due_told
from resilience.returns.models import Return

LONG_OVER = timedelta(days=366)
"""After the last return of a programme was due for so long, nobody is told of it any more."""


def open_returns(now: datetime) -> int:
    """Open the returns whose day has come, and tell those who send them; how many are new. Two who
    do it at once open each once."""
    return sum(open_collection(pack, one, now) for pack, one in going_on(now))


def going_on(now: datetime) -> Iterator[tuple[Pack, Collection]]:
    """The returns of programmes that go on, or are not long over, with their programmes."""
    for programme in available():
        pack = in_force(programme)
        if pack.returns is None or pack.funding is None or not pack.returns.collections:
            continue
        if now - max(map(moment, pack.returns.collections)) <= LONG_OVER:
            yield from ((pack, one) for one in pack.returns.collections)


@transaction.atomic
def open_collection(pack: Pack, collection: Collection, at: datetime) -> int:
    """Open one return for the areas that are there on the day on which it opens and have none yet;
    how many are new. Nothing happens before that day."""
    if timezone.localdate(at) < collection.opens:
        return 0
    of = {"programme": pack.id, "collection": collection.id}
    have = set(Return.objects.filter(**of).values_list("area", flat=True))
    fresh = [one.pk for one in areas(pack, collection.opens) if one.pk and one.pk not in have]
    made = [Return(**of, area_id=pk, since=at) for pk in fresh]
    Return.objects.bulk_create(made, ignore_conflicts=True)
    opened = Return.objects.filter(**of, area__in=fresh, since=at).select_related("area")
    for one in opened:
        record(
            by="command work",
            act="returns.opened",
            subject=one,
            organisation=one.area.code,
            after={"collection": collection.id},
        )
        tell(
            people=filers(one.area, at),
            subject=f"{one.area.name}: {collection.title} is open",
            text=f"It is due by {due_told(collection)}. Its figures come from the records: you "
            "look at them, add words and sign it off.",
            address=reverse("returns:return", args=[pack.id, collection.id, one.area.code]),
            once=f"return {pack.id} {collection.id} {one.area_id} opened",
        )
    return len(opened)


def filers(area: Organisation, at: datetime) -> list[User]:
    """The nearest who send the returns of an area."""
    found = holders(Right.FILE_RETURNS, area, timezone.localdate(at))
    return next(iter(found.values()), [])
