"""What waits about offers: results to tell for a practice, and for an area practices that asked
from outside the bands."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.clusters.bands import bands_of
from resilience.clusters.models import OfferPlace
from resilience.clusters.offers.rules import HELD
from resilience.look.jinja import url

State = OfferPlace.State


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """Of offers; at most two queries of each kind."""
    if reader.may(Right.FILL_IN):
        yield from _to_tell(reader, most)
    if reader.may(Right.RUN_LOCALLY):
        yield from _to_look_at(reader, most)


def _to_tell(reader: Reader, most: int) -> Iterator[Heading]:
    """Places in what is over, of which nobody told what came of it."""
    own = reader.may(Right.FILL_IN).within("organisation")
    over = OfferPlace.objects.filter(own, state=State.PLACED, offer__ends__lt=reader.day)
    found = list(over.select_related("offer", "organisation").order_by("offer__ends", "pk"))
    first = tuple(
        Waiting(
            title=f"{one.offer.title}: {one.organisation.name}",
            address=url("clusters:tell_result", one.organisation.code, one.offer.programme, one.pk),
            stands="It is over.",
            since=one.offer.ends,
            owed=(Owed("Tell what came of it", None),),
        )
        for one in found[:most]
    )
    yield Heading("offers_to_tell", "Offers to tell the results of", True, len(found), first)


def _to_look_at(reader: Reader, most: int) -> Iterator[Heading]:
    """Practices in what has not begun that asked from outside its bands, as they stand now."""
    run = reader.may(Right.RUN_LOCALLY).within("offer__area")
    to_come = OfferPlace.objects.visible_to(reader).filter(
        run, state__in=HELD, offer__starts__gt=reader.day, offer__withdrawn=None
    )
    asked = list(to_come.select_related("offer__area", "organisation").order_by("asked", "pk"))
    found = []
    for programme in {one.offer.programme for one in asked}:
        mine = [one for one in asked if one.offer.programme == programme]
        bands = bands_of(programme, [one.organisation_id for one in mine])
        found += [one for one in mine if bands.get(one.organisation_id) not in one.offer.bands]
    first = tuple(
        Waiting(
            title=f"{one.organisation.name}: {one.offer.title}",
            address=url(
                "clusters:offer", one.offer.programme, one.offer.area.code, one.offer.number
            ),
            stands=f"{one.get_state_display()}.",
            since=localdate(one.asked),
            owed=(Owed("Look whether it is eligible", one.offer.starts),),
        )
        for one in found[:most]
    )
    yield Heading("offers_outside", "Asked from outside the bands", True, len(found), first)
