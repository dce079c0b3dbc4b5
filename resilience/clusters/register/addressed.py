"""What an address of the register names: the register of an area in a programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At, area_at
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.programmes.schema.toolkit import Register


@dataclass(frozen=True)
class Of(At):
    """A programme, an area, and how it keeps its register."""

    register: Register


def shared_at(reader: Reader, programme: str, area: str) -> Of:
    """An area that a reader sees something of, in a programme with such a section; else 404."""
    of = area_at(reader, programme, area)
    if of.pack.risks is None:
        raise Http404
    return Of(of.pack, of.organisation, of.pack.risks)


def register_at(reader: Reader, programme: str, area: str) -> Of:
    """The same for those who decide in the area, who alone read its register; else 404."""
    of = shared_at(reader, programme, area)
    if not reader.sees(Tier.DELIBERATION).holds(of.organisation):
        raise Http404
    return of


def practices_in(area: Organisation, day: date) -> QuerySet[Organisation]:
    """The practices of an area on a day, by name."""
    within = Ancestor.objects.filter(ancestor=area, starts__lte=day, ends__gt=day)
    found = Organisation.objects.filter(kind=Kind.PRACTICE, pk__in=within.values("descendant"))
    return found.order_by("name", "code")
