"""Places in an offer: asked for, given up, declined. Whoever asks joins the list, and every free
place goes to the first of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.bands import band_of
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.filling import fill
from resilience.clusters.offers.publishing import LONGEST_WHY, locked
from resilience.clusters.offers.rules import (
    HELD,
    why_asked,
    why_closed,
    why_not_for,
    why_not_modules,
    why_not_run,
)
from resilience.clusters.offers.standing import kind_of, offers_to
from resilience.clusters.offers.told import tell_declined
from resilience.clusters.typed import plain
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack

State = OfferPlace.State


@transaction.atomic
def ask(
    *,
    by: Reader,
    practice: Organisation,
    offer: Offer,
    pack: Pack,
    modules: Sequence[str],
    at: datetime,
) -> OfferPlace:
    """Ask for a place for a practice, with the modules that it chose; it has a place, or waits. A
    practice outside the bands of the offer may ask too: people see it, and decide."""
    refuse(why_not_for(practice, by))
    offer = locked(offer)
    kind = kind_of(offer, pack)
    if offer not in offers_to(practice, offer.programme, by.day):
        raise Refused(f"{offer.area.name} does not offer this to {practice.name}.")
    refuse(why_closed(offer, kind, by.day))
    refuse(why_asked(offer, practice))
    titles = pack.offering.module_titles if pack.offering else {}
    refuse(why_not_modules(offer, modules, titles))
    made = OfferPlace.objects.create(
        organisation=practice,
        tier=Tier.COMMISSIONER,
        offer=offer,
        state=State.WAITING,
        modules=[one for one in offer.modules if one in modules],
        asked=at,
        asked_by=by.actor,
        changed=at,
    )
    fill(offer, kind, day=by.day, at=at)
    made.refresh_from_db()
    in_band = band_of(offer.programme, practice.pk) in offer.bands
    _record("offers.place_asked", made, by, state=made.state, in_band=in_band)
    return made


@transaction.atomic
def give_up(*, by: Reader, place: OfferPlace, pack: Pack, why: str, at: datetime) -> OfferPlace:
    """Give up a practice's place, or leave the list; the next on the list has the place at once."""
    refuse(why_not_for(place.organisation, by))
    return _left(by, place, pack, State.WITHDRAWN, why, at)


@transaction.atomic
def decline(*, by: Reader, place: OfferPlace, pack: Pack, why: str, at: datetime) -> OfferPlace:
    """Give a practice no place, or take it back, as it is not eligible; with a reason that it
    reads. Its place goes to the next on the list."""
    refuse(why_not_run(place.offer.area, by))
    if not why.strip():
        raise Refused("Write why it is not eligible: the practice reads it.")
    done = _left(by, place, pack, State.DECLINED, why, at)
    tell_declined(done, by.day)
    return done


def _left(
    by: Reader, place: OfferPlace, pack: Pack, state: str, why: str, at: datetime
) -> OfferPlace:
    offer = locked(place.offer)
    place = offer.taken.select_related("organisation").get(pk=place.pk)
    if place.state not in HELD:
        raise Refused(f"This was settled meanwhile: {place.get_state_display().lower()}.")
    place.state, place.changed = state, at
    place.why = plain(why, LONGEST_WHY) if why.strip() else ""
    place.save(update_fields=["state", "changed", "why"])
    right = Right.REFER if state == State.WITHDRAWN else Right.RUN_LOCALLY
    _record(f"offers.place_{state}", place, by, right=right)
    fill(offer, kind_of(offer, pack), day=by.day, at=at)
    return place


def _record(act: str, place: OfferPlace, by: Reader, **more: object) -> None:
    record(
        by=by.actor,
        act=act,
        subject=place,
        organisation=place.organisation.code,
        after={"area": place.offer.area.code, "offer": place.offer.number, **more},
    )
