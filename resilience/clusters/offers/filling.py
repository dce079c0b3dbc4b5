"""Who comes next: a free place goes to the first of the waiting list, and never more practices have
a place than there are places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from resilience.clusters.bands import bands_of
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.standing import joining
from resilience.clusters.offers.told import tell_placed
from resilience.programmes.schema.response import OfferKind

State = OfferPlace.State


def waiting_list(offer: Offer, kind: OfferKind | None) -> Sequence[OfferPlace]:
    """The practices that wait: those in a band that comes first leading (Q13), each in the order of
    asking; two queries. What counts is how a practice stands now."""
    every = offer.taken.filter(state=State.WAITING).select_related("organisation")
    waiting = list(every.order_by("asked", "pk"))
    leading = kind.priority_bands if kind else ()
    if not leading:
        return waiting
    bands = bands_of(offer.programme, [one.organisation_id for one in waiting])
    return sorted(waiting, key=lambda one: bands.get(one.organisation_id) not in leading)


def fill(offer: Offer, kind: OfferKind | None, *, day: date, at: datetime) -> Sequence[OfferPlace]:
    """Give every free place of a locked offer to those next on its list, and tell them at once;
    who got one. None is given once it has begun, unless practices may join late."""
    if not joining(offer, kind, day):
        return []
    placed = offer.taken.filter(state=State.PLACED).count()
    free = None if offer.places is None else max(0, offer.places - placed)
    next_ones = waiting_list(offer, kind)[:free]
    for one in next_ones:
        one.state, one.changed = State.PLACED, at
        one.save(update_fields=["state", "changed"])
        tell_placed(one, day)
    return next_ones
