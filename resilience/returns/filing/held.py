"""A return that is being written: held while an act is done, and what the programme asks of it."""

from __future__ import annotations

from resilience.accounts.rules import Refused
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, Returns
from resilience.returns.models import Return

ACCEPTED = "This return is accepted, so it changes no more."
CHANGED = (
    "Somebody changed this return after you opened the page, so nothing was done. Look at it again "
    "before you go on: what you wrote is still here."
)


def locked(of: Return, seen: int) -> Return:
    """A return that nobody else changes until the transaction ends. Raises Refused where somebody
    changed it since it was `seen`, and where it is accepted."""
    found = (
        Return.objects.select_for_update(of=("self",))
        .select_related("area", "upload")
        .get(pk=of.pk)
    )
    if found.version != seen:
        raise Refused(CHANGED)
    if found.state == Return.State.ACCEPTED:
        raise Refused(ACCEPTED)
    return found


def asked_by(of: Return) -> tuple[Pack, Returns, Collection]:
    """The programme that asks for a return, and what it asks. Raises Refused where it asks for it
    no more."""
    pack = in_force(of.programme)
    collection = pack.returns.collection(of.collection) if pack.returns else None
    if pack.returns is None or collection is None:
        raise Refused("The programme does not ask for this return any more.")
    return pack, pack.returns, collection
