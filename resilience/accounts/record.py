"""What an administrator reads of the record of who did what.

Of the organisations within reach: who did what, when and from where. What a value was and became is
for the administrators of the very organisation whose value it is, since reach alone does not open
what its people see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from resilience.accounts.models import User
from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import AREAS, Right
from resilience.audit.actions import record
from resilience.audit.models import Event
from resilience.audit.queries import VALUES, Asked, rows
from resilience.organisations.models import FOREVER, Kind

PERSON = "person "
OPAQUE = re.compile(PERSON + r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FOR_FEW = (
    *("restricted.read", "intelligence.entered", "intelligence.withdrawn"),
    *("case.flagged", "case.noted", "case.dropped"),
    *("questionnaire.begun", "questionnaire.sent", "questionnaire.thrown_away"),
    *("clusters.answers_shared", "clusters.answers_shared_ended", "clusters.shared_answers_read"),
    "toolkit.worked",
)
"""Acts that would tell that something restricted or deliberated is there, who answers in a
stocktake, or who works with the toolkit for its own eyes."""
TOGETHER = 500
HIDDEN: dict[str, Any] = {"before": None, "after": None, "details": {}}


def seen_by(reader: Reader) -> QuerySet[Event]:
    """The events of the very organisations whose record somebody reads and, where those are areas,
    of who belongs to them; of all, and what concerns no organisation, for the nation's. What is for
    fewer eyes is an event of the organisation that entered it, and shows to that one only."""
    held = list(reader.may_at(Right.READ_RECORD))
    own = Q(organisation__in=[one.code for one in held])
    areas = {one.pk: one.code for one in held if one.kind in AREAS}
    everywhere = any(one.kind == Kind.NATION for one in held)
    reached = Scope(areas, everywhere, reader.day).coded("organisation")
    return Event.objects.filter(own | (reached & ~Q(act__in=FOR_FEW)) if areas else own)


def acts_of(reader: Reader) -> list[str]:
    """The acts there are among these events."""
    return list(seen_by(reader).order_by("act").values_list("act", flat=True).distinct())


def rows_for(reader: Reader, events: QuerySet[Event]) -> Iterator[dict[str, Any]]:
    """Events as plain data, each with the `name` of who did it while that person is known, and with
    values only where they are of the reader's own organisation."""
    own = set(reader.may_at(Right.READ_RECORD).values_list("code", flat=True))
    found = rows(events)
    while some := list(islice(found, TOGETHER)):
        names = _names(row["actor"] for row in some)
        for row in some:
            hidden = {} if row["organisation"] in own else HIDDEN
            yield row | hidden | {"name": names.get(row["actor"], "")}


@transaction.atomic
def note_reading(*, by: Reader, act: str, asked: Asked) -> None:
    """That somebody read the record, or took a file of it: in the record of each organisation
    whose administrator they are."""
    for code in by.may_at(Right.READ_RECORD).order_by("code").values_list("code", flat=True):
        record(
            by=by.actor,
            act=act,
            subject=("record", "events"),
            organisation=code,
            asked=asked.words,
        )


def describe(row: dict[str, Any]) -> dict[str, Any]:
    """A row in words for a page: the moment, who, and each value by its name."""
    return row | {
        "at": parse_datetime(row["at"]),
        "values": [
            (name, _told(row[name])) for name in VALUES if row[name] not in (None, "", {}, [])
        ],
    }


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')}: {_told(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    if value in (None, "", FOREVER.isoformat()):
        return "none"
    return str(value)


def _names(actors: Iterable[str]) -> dict[str, str]:
    keys = {actor.removeprefix(PERSON) for actor in actors if OPAQUE.fullmatch(actor)}
    return {user.actor: str(user) for user in User.objects.filter(key__in=keys)}
