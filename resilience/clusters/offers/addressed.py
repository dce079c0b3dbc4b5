"""What an address of offers names: an offer of an area, or a practice's place in one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At, area_at, practice_at
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.standing import Standing, offers_to, standing
from resilience.programmes.schema.response import Offering


@dataclass(frozen=True)
class AtOffer(At):
    """An offer of an area, as it stands on the reader's day."""

    stands: Standing

    @property
    def offer(self) -> Offer:
        return self.stands.offer


@dataclass(frozen=True)
class AtPlace(At):
    """A practice's place in an offer."""

    place: OfferPlace


def offering_of(at: At) -> Offering:
    """What the programme says of offers; 404 where it says nothing."""
    if at.pack.offering is None:
        raise Http404
    return at.pack.offering


def offer_at(reader: Reader, programme: str, area: str, number: int) -> AtOffer:
    """The offer of an area that an address names, of those a reader reads; else 404."""
    at = area_at(reader, programme, area)
    offering_of(at)
    every = Offer.objects.visible_to(reader).filter(programme=programme, area=at.organisation)
    found = get_object_or_404(every.select_related("area"), number=number)
    return AtOffer(at.pack, at.organisation, standing(found, at.pack, reader.day))


def practice_offer_at(
    reader: Reader, programme: str, code: str, area: str, number: int
) -> tuple[At, Offer]:
    """A practice a reader sees, and what is offered to it by an area under a number; else 404."""
    at = practice_of(reader, programme, code)
    every = offers_to(at.organisation, programme, reader.day)
    found = next((one for one in every if (one.area.code, one.number) == (area, number)), None)
    if found is None:
        raise Http404
    return at, found


def place_at(reader: Reader, programme: str, code: str, place: int) -> AtPlace:
    """The place of a practice that an address names; else 404."""
    at = practice_of(reader, programme, code)
    every = OfferPlace.objects.visible_to(reader).filter(
        organisation=at.organisation, offer__programme=programme
    )
    found = get_object_or_404(every.select_related("offer__area", "organisation"), pk=place)
    return AtPlace(at.pack, at.organisation, found)


def practice_of(reader: Reader, programme: str, code: str) -> At:
    """A practice a reader sees, in a programme with offers; else 404."""
    at = practice_at(reader, programme, code, Tier.COMMISSIONER)
    offering_of(at)
    return at
