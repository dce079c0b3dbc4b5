"""What an address of this room names: a programme and an area, or a programme and a practice."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.clusters.models.shared import of_areas_seen
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack

AREAS = (Kind.ICB, Kind.CCG)
"""Who runs a local programme."""


@dataclass(frozen=True)
class At:
    """A programme as it is in force, and the area or the practice that an address names."""

    pack: Pack
    organisation: Organisation

    @property
    def here(self) -> tuple[str, str]:
        """What its addresses begin with: the programme and the code."""
        return self.pack.id, self.organisation.code


def pack_called(programme: str) -> Pack:
    """A programme as it is in force; 404 for what is none."""
    if programme not in available():
        raise Http404
    return in_force(programme)


def area_at(reader: Reader, programme: str, code: str) -> At:
    """An area that a reader sees something of: its counts, its practices, or a practice of it that
    is the reader's own. Else 404."""
    found = _area(Q(pk__in=_seen(reader)), code)
    return At(pack_called(programme), found)


def area_run(reader: Reader, programme: str, code: str) -> At:
    """An area whose local programme a reader runs; else 404."""
    return At(pack_called(programme), _area(reader.may(Right.RUN_LOCALLY).within("pk"), code))


def practice_at(reader: Reader, programme: str, code: str, tier: Tier) -> At:
    """A practice of which a reader sees records of a tier; else 404."""
    seen = Organisation.objects.filter(
        reader.sees(tier).within("pk"), code=code, kind=Kind.PRACTICE
    )
    found = seen.first()
    if found is None:
        raise Http404
    return At(pack_called(programme), found)


def _seen(reader: Reader) -> object:
    return Organisation.objects.filter(of_areas_seen(reader, "pk"), kind__in=AREAS).values("pk")


def _area(seen: Q, code: str) -> Organisation:
    found = Organisation.objects.filter(seen, code=code, kind__in=AREAS).first()
    if found is None:
        raise Http404
    return found
