"""The footprint of a team: the practices over which it prioritises, across and between the areas of
commissioners (G8.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.cases.models import Case
from resilience.cases.models.case import CaseQuerySet
from resilience.look import asked
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack
from resilience.programmes.schema.matrix import Matrix


@dataclass(frozen=True)
class Footprint:
    """What an organisation of the reader's own reaches on the reader's day, in a programme."""

    organisation: Organisation
    reader: Reader
    pack: Pack
    others: tuple[Organisation, ...] = ()
    """The reader's own organisations that deliberate besides."""

    @property
    def scope(self) -> Scope:
        own = self.organisation
        return Scope({own.pk: own.code}, own.kind == Kind.NATION, self.reader.day)

    @property
    def decides(self) -> bool:
        """Whether the reader decides over all of it, and so proposes and reviews."""
        return self.reader.may(Right.DECIDE).holds(self.organisation)

    @property
    def matrix(self) -> Matrix:
        return cast(Matrix, self.pack.matrix)

    @property
    def cases(self) -> CaseQuerySet:
        """Those led by a practice in it."""
        return Case.objects.filter(self.scope.within("organisation"), programme=self.pack.id)

    @property
    def areas(self) -> QuerySet[Organisation]:
        """The areas of commissioners in it, by name."""
        level = self.pack.asking.commissioner_level if self.pack.asking else ""
        within = Organisation.objects.filter(self.scope.within("pk"), kind=level)
        return within.order_by("name", "code")


def footprint_of(request: HttpRequest, reader: Reader, programme: str) -> Footprint:
    """The footprint that an address asks for, the first of the reader's own without `?team=`; 404
    for a programme without a matrix."""
    codes = reader.sees(Tier.DELIBERATION).codes
    own = list(Organisation.objects.filter(pk__in=codes).order_by("name", "code"))
    code = asked.one_of(request, "team", [one.code for one in own])
    chosen = next(one for one in own if code in ("", one.code))
    others = tuple(one for one in own if one != chosen)
    return Footprint(chosen, reader, placing_pack(programme), others)


def placing_pack(programme: str) -> Pack:
    """A programme that places practices on a matrix, as it is in force; else 404."""
    pack = in_force(programme) if programme in available() else None
    if pack is None or pack.matrix is None or pack.deciding is None:
        raise Http404
    return pack
