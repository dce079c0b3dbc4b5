"""Which programme and year an address is of."""

from __future__ import annotations

from django.http import Http404

from resilience.funding.years import Year
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack


def funded(programme: str, year: str) -> tuple[Pack, Year]:
    """A programme as it is in force and a year of its money; else 404."""
    pack = in_force(programme) if programme in available() else None
    if pack is None or pack.funding is None or pack.funding.year(year) is None:
        raise Http404
    return pack, Year.called(year)
