"""What pages show a practice of the offers that are made to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.accounts.reader import Reader
from resilience.clusters.addressed import At
from resilience.clusters.models import OfferPlace
from resilience.clusters.offers.filling import waiting_list
from resilience.clusters.offers.rules import HELD, why_closed
from resilience.clusters.offers.standing import Standing, offers_to, standings
from resilience.programmes.schema.response import OfferKind

State = OfferPlace.State


@dataclass(frozen=True)
class ForPractice:
    """An offer as a practice sees it: whether it is meant for its band, its place if it asked, its
    turn on the waiting list, and why it may not ask."""

    stands: Standing
    fits: bool
    place: OfferPlace | None
    turn: int
    why_not: str
    may_tell: bool

    @property
    def room(self) -> str:
        """What is left: counted where that tells nothing of who is amber or red."""
        return self.stands.room if self.stands.for_the_strained_only else self.stands.room_counted


@dataclass(frozen=True)
class Menu:
    """All that is offered to a practice."""

    places: Sequence[ForPractice]
    for_it: Sequence[ForPractice]
    others: Sequence[ForPractice]


def menu_of(of: At, band: str, reader: Reader) -> Menu:
    """What a practice of a band is offered: what it has asked for, what is meant for it, and what
    else there is; what is over and was not asked for is left out."""
    stood = standings(offers_to(of.organisation, of.pack.id, reader.day), of.pack, reader.day)
    own = OfferPlace.objects.visible_to(reader).filter(
        organisation=of.organisation, offer__in=[one.offer for one in stood]
    )
    places = {one.offer_id: one for one in own.select_related("offer").order_by("asked", "pk")}
    seen = [_seen(one, band, places.get(one.offer.pk), reader) for one in stood]
    open_ones = [
        one
        for one in seen
        if one.stands.phase not in ("over", "withdrawn")
        and not (one.place and one.place.state in (*HELD, State.FINISHED))
    ]
    return Menu(
        places=[one for one in seen if one.place],
        for_it=[one for one in open_ones if one.fits],
        others=[one for one in open_ones if not one.fits],
    )


def turn_of(place: OfferPlace, kind: OfferKind | None) -> int:
    """The turn of a practice on the waiting list, from 1; 0 where it does not wait."""
    every = [one.pk for one in waiting_list(place.offer, kind)]
    return every.index(place.pk) + 1 if place.pk in every else 0


def _seen(stands: Standing, band: str, place: OfferPlace | None, reader: Reader) -> ForPractice:
    waits = place is not None and place.state == State.WAITING
    begun = reader.day >= stands.offer.starts
    return ForPractice(
        stands=stands,
        fits=band in stands.offer.bands,
        place=place,
        turn=turn_of(place, stands.kind) if place and waits else 0,
        why_not=why_closed(stands.offer, stands.kind, reader.day),
        may_tell=bool(place and place.state in (State.PLACED, State.FINISHED) and begun),
    )
