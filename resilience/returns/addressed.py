"""What an address of this room names: a programme with returns, one of its returns, an area."""

from __future__ import annotations

from django.http import Http404

from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, Returns


def returning_pack(programme: str) -> tuple[Pack, Returns]:
    """A programme whose areas send returns, as it is in force; else 404."""
    pack = in_force(programme) if programme in available() else None
    if pack is None or pack.returns is None or pack.funding is None:
        raise Http404
    return pack, pack.returns


def collection_called(returns: Returns, collection: str) -> Collection:
    """The return that an address names; 404 for what is none."""
    if found := returns.collection(collection):
        return found
    raise Http404
