"""What of the money waits for somebody, as one row of their work; found with a fixed number of
queries however much there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db.models import QuerySet

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.models import Case
from resilience.funding.models import Commitment, Pot
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack

CASE = ("case__reference", "case__organisation__name")
"""What a row of a case is called by."""


@dataclass(frozen=True)
class Item:
    """Something to do: what it is of, the page where it is done, what its address names and what
    narrows it, since when, how it stands after a sum in pence that leads, and what is or was due by
    when; where no day is set, `what` says since what it waits. Words are put together for those
    rows only that are shown."""

    title: str
    page: str
    address: tuple[object, ...]
    since: date
    pence: int | None
    stands: str
    what: str
    due: date | None = None
    query: Mapping[str, str] = field(default_factory=dict)


class Desk:
    """Somebody with the money that they may have to do with."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.day = reader, reader.day
        self.pack = cache(_pack)

    def paid_for(self, programme: str) -> set[str]:
        """The routes of a programme by which somebody outside is paid for help."""
        pack = self.pack(programme)
        routes = pack.planning.routes if pack and pack.planning else ()
        return {one.id for one in routes if one.by_supplier or one.by_sender or one.by_assistance}

    def commitments(self, right: Right) -> QuerySet[Commitment]:
        """Those of the cases that they see and over which they have a right."""
        cases = Case.objects.visible_to(self.reader)
        within = cases.filter(self.reader.may(right).within("organisation")).order_by()
        return Commitment.objects.filter(case__in=within.values("pk")).order_by()

    def kept(self) -> QuerySet[Commitment]:
        """Those of the pots whose books they keep, of the cases that they see."""
        seen = Case.objects.visible_to(self.reader).order_by()
        return Commitment.objects.filter(
            self.reader.may(Right.KEEP_BOOKS).within("pot__holder"), case__in=seen.values("pk")
        ).order_by()

    def pots(self) -> QuerySet[Pot]:
        """Those whose books they keep."""
        return Pot.objects.filter(self.reader.may(Right.KEEP_BOOKS).within("holder"))


def _pack(programme: str) -> Pack | None:
    """A programme as it is in force; none for one that is no more."""
    return in_force(programme) if programme in available() else None
