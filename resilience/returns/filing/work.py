"""Whose turn it is with data returns: those who send them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.look.jinja import url
from resilience.programmes.local import in_force
from resilience.programmes.schema.returns import Collection
from resilience.returns.deadlines import moment
from resilience.returns.filing.opening import LONG_OVER
from resilience.returns.filing.told import due_told, stands
from resilience.returns.models import Query, Return


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """Returns that a reader is to send, what is due first leading, and questions about them that
    wait for an answer."""
    if not reader.may(Right.FILE_RETURNS):
        return
    now = timezone.now()
    own = reader.may(Right.FILE_RETURNS).within("area")
    opened = Return.objects.filter(own, state=Return.State.OPEN).select_related("area")
    to_send = sorted(
        ((collection, one) for one in opened if (collection := _collection(one, now))),
        key=lambda found: (found[0].due, found[1].area.name),
    )
    if to_send:
        first = tuple(_to_send(collection, one, now) for collection, one in to_send[:most])
        yield Heading("returns", "Data returns to send", True, len(to_send), first)
    asked = Query.objects.filter(
        reader.may(Right.FILE_RETURNS).within("of__area"), state=Query.State.ASKED
    ).select_related("of__area")
    found = list(asked.order_by("due", "pk"))
    if found:
        questions = tuple(_question(one) for one in found[:most])
        title = "Questions about your data returns"
        yield Heading("return_queries", title, True, len(found), questions)


def _collection(one: Return, now: datetime) -> Collection | None:
    """What the programme asks for; nothing where that is long over."""
    returns = in_force(one.programme).returns
    found = returns.collection(one.collection) if returns else None
    return found if found and now - moment(found) <= LONG_OVER else None


def _to_send(collection: Collection, one: Return, now: datetime) -> Waiting:
    stood = stands(collection, one, None, now)
    return Waiting(
        title=f"{one.area.name}: {collection.title}",
        address=url("returns:return", one.programme, one.collection, one.area.code),
        stands=stood.text,
        since=timezone.localdate(one.since),
        owed=(Owed(f"Due by {due_told(collection)}", collection.due.date()),),
    )


def _question(one: Query) -> Waiting:
    return Waiting(
        title=f"{one.of.area.name}: {one.about}",
        address=url("returns:return", one.of.programme, one.of.collection, one.of.area.code),
        stands=one.get_state_display(),
        since=one.due,
        owed=(Owed("An answer is due", one.due),),
    )
