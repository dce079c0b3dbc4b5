"""The returns of a programme: which there are, and how each area's stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, Returns
from resilience.returns.filing.opening import open_collection
from resilience.returns.filing.told import Stands, stands
from resilience.returns.models import Return


@dataclass(frozen=True)
class Line:
    """The return of one area. `shown`: the reader may open it, for they see its cases."""

    of: Return
    stands: Stands
    first: datetime | None
    last: datetime | None
    shown: bool


@dataclass(frozen=True)
class Owed:
    """A return that areas owe, and those areas' that a reader sees."""

    collection: Collection
    lines: tuple[Line, ...]


def overview(pack: Pack, returns: Returns, reader: Reader, now: datetime) -> list[Owed]:
    """All returns of a programme, the first due leading; opened where their day has come."""
    begun = set(Return.objects.filter(programme=pack.id).values_list("collection", flat=True))
    for one in returns.collections:
        if one.id not in begun:
            open_collection(pack, one, now)
    here = Return.objects.filter(reader.sees(Tier.COUNTS).within("area"), programme=pack.id)
    shown = set(Return.objects.visible_to(reader).order_by().values_list("pk", flat=True))
    sent = here.select_related("area").annotate(
        first=Min("submissions__at"), last=Max("submissions__at")
    )
    by_id: dict[str, list[Line]] = {}
    for row in sent.order_by("area__name", "area__code"):
        collection = returns.collection(row.collection)
        if collection:
            line = Line(
                row, stands(collection, row, row.first, now), row.first, row.last, row.pk in shown
            )
            by_id.setdefault(row.collection, []).append(line)
    ordered = sorted(returns.collections, key=lambda one: one.due)
    return [Owed(one, tuple(by_id.get(one.id, ()))) for one in ordered]
