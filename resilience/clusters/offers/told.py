"""What practices are told of offers: in the product and by e-mail, so never more than was done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import in_force
from resilience.clusters.models import Offer, OfferPlace
from resilience.look import words
from resilience.notices.actions import tell


def tell_placed(place: OfferPlace, day: date) -> None:
    """That a practice has a place."""
    offer = place.offer
    starts = f"It begins on {words.day(offer.starts)}{f', at {offer.where}' if offer.where else ''}"
    _tell(place, day, "has a place", f"There is a place for you. {starts}.")


def tell_declined(place: OfferPlace, day: date) -> None:
    """That the area gave no place; why stands in the product."""
    _tell(place, day, "no place", "The area gave you no place. Sign in to read why.")


def tell_changed(place: OfferPlace, day: date, what: Collection[str]) -> None:
    """That something of an offer was changed."""
    _tell(place, day, "changed", f"The area changed its {' and '.join(what)}. Sign in to read it.")


def tell_withdrawn(place: OfferPlace, day: date) -> None:
    """That an offer is made no more."""
    _tell(place, day, "withdrawn", "The area withdrew this offer. Sign in to read why.")


def tell_practices(offer: Offer, practices: Collection[int], day: date) -> int:
    """Tell the people of practices that there is an offer; how many people. One query finds them,
    however many practices there are."""
    held = in_force(day).filter(organisation__in=practices, role__in=roles_with(Right.FILL_IN))
    people = {one.user for one in held.select_related("user")}
    return tell(
        people=people,
        subject=f"On offer in {offer.area.name}: {offer.title}",
        text=f"{offer.title} is on offer. Ask for a place until {words.day(offer.closes)}.",
        address=reverse("clusters:offer", args=[offer.programme, offer.area.code, offer.number]),
        once=f"offer {offer.pk}",
    )


def _tell(place: OfferPlace, day: date, what: str, text: str) -> None:
    """What is meant for the amber and the red only is not named: it would tell how one stands."""
    practice, offer = place.organisation, place.offer
    own = holders(Right.FILL_IN, practice, day)
    title = offer.title if "green" in offer.bands else "An offer you asked for"
    tell(
        people={one for people in own.values() for one in people},
        subject=f"{title}: {what}",
        text=f"{practice.name}, {title}. {text}",
        address=reverse("clusters:own_offers", args=[practice.code, offer.programme]),
    )
