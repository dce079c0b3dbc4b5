"""What an address of the money names: a programme that has money, and a financial year."""

from __future__ import annotations

from django.http import Http404

from resilience.funding.years import Year
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack


def funded_pack(programme: str) -> Pack:
    """A programme with money, as it is in force; else 404."""
    pack = in_force(programme) if programme in available() else None
    if pack is None or pack.funding is None:
        raise Http404
    return pack


def year_called(label: str) -> Year:
    """The financial year that an address names; 404 for what is none."""
    try:
        return Year.called(label)
    except ValueError:
        raise Http404 from None
