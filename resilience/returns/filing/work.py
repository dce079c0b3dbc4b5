"""Whose turn it is with data returns: those who send them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.look.jinja import url
from resilience.programmes.schema.returns import Collection
from resilience.returns.filing.opening import going_on
from resilience.returns.filing.told import due_told, stands
from resilience.returns.models import Return


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """Returns that a reader is to send, or to send again as they were handed back; what is due
    first leads."""
    if not reader.may(Right.FILE_RETURNS):
        return
    now = timezone.now()
    own = reader.may(Right.FILE_RETURNS).within("area")
    opened = Return.objects.filter(own, state=Return.State.OPEN).annotate(
        first=Min("submissions__at")
    )
    going_on_now = {(pack.id, one.id): one for pack, one in going_on(now)}
    to_send = sorted(
        (
            (collection, one)
            for one in opened.select_related("area")
            if (collection := going_on_now.get((one.programme, one.collection)))
        ),
        key=lambda found: (found[0].due, found[1].area.name),
    )
    if to_send:
        first = tuple(_to_send(collection, one, now) for collection, one in to_send[:most])
        yield Heading("returns", "Data returns to send", True, len(to_send), first)


def _to_send(collection: Collection, one: Return, now: datetime) -> Waiting:
    stood = stands(collection, one, one.first, now)  # type: ignore[attr-defined]
    return Waiting(
        title=f"{one.area.name}: {collection.title}",
        address=url("returns:return", one.programme, one.collection, one.area.code),
        stands=stood.text,
        since=timezone.localdate(one.since),
        owed=(Owed(f"Due by {due_told(collection)}", collection.due.date()),),
    )
