"""How an offer stands on a day: whether it may be asked for, and how many places are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from resilience.clusters.models import Offer, OfferPlace
from resilience.look import words
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.response import OfferKind

AREAS = (Kind.ICB, Kind.CCG)
State = OfferPlace.State
PHASES = {
    "open": "Open for asking",
    "to_come": "Opens later",
    "closed": "Closed for asking",
    "under_way": "Under way",
    "over": "Over",
    "withdrawn": "Withdrawn",
}
"""In the order in which pages list them."""


@dataclass(frozen=True)
class Standing:
    """An offer on a day, with how many practices are in each state. `kind` is none where the pack
    has it no more."""

    offer: Offer
    kind: OfferKind | None
    day: date
    counts: Counter[str]

    @property
    def placed(self) -> int:
        return self.counts[State.PLACED]

    @property
    def waiting(self) -> int:
        return self.counts[State.WAITING]

    @property
    def left(self) -> int | None:
        """How many places nobody has; none where there is no limit."""
        return None if self.offer.places is None else self.offer.places - self.placed

    @property
    def phase(self) -> str:
        """One of `PHASES`."""
        offer, day = self.offer, self.day
        if offer.withdrawn:
            return "withdrawn"
        if day > offer.ends:
            return "over"
        if day < offer.opens:
            return "to_come"
        if day <= offer.closes:
            return "open"
        return "under_way" if day >= offer.starts else "closed"

    @property
    def phase_words(self) -> str:
        return PHASES[self.phase]

    @property
    def for_the_strained_only(self) -> bool:
        """Whether it is not meant for green practices: then how many take it would tell how many
        are amber or red."""
        return "green" not in self.offer.bands

    @property
    def room(self) -> str:
        """Whether there are places, without a number."""
        return "There are places" if self.left is None or self.left else "Full: there is a list"

    @property
    def room_counted(self) -> str:
        """How many places are left, and how many wait."""
        if self.left is None:
            return "No limit"
        left = f"{self.left} of {words.plural(self.offer.places or 0, 'place')} left"
        return f"{left}, {self.waiting} waiting" if self.waiting else left


def joining(offer: Offer, kind: OfferKind | None, day: date) -> bool:
    """Whether practices are given places on a day."""
    if offer.withdrawn:
        return False
    late = kind is not None and kind.joins_late
    return day <= offer.ends if late else day < offer.starts


def kind_of(offer: Offer, pack: Pack) -> OfferKind | None:
    """The kind of an offer, while the pack has it."""
    kinds = pack.offering.kinds if pack.offering else ()
    return next((one for one in kinds if one.id == offer.kind), None)


def standings(offers: Iterable[Offer], pack: Pack, day: date) -> list[Standing]:
    """How offers stand on a day, those that may be asked for leading; one query."""
    offers = list(offers)
    counts: dict[int, Counter[str]] = {one.pk: Counter() for one in offers}
    rows = OfferPlace.objects.filter(offer__in=counts).order_by().values_list("offer", "state")
    for offer, state, practices in rows.annotate(practices=Count("pk")):
        counts[offer][state] = practices
    found = [Standing(one, kind_of(one, pack), day, counts[one.pk]) for one in offers]
    order = list(PHASES)
    return sorted(found, key=lambda one: (order.index(one.phase), one.offer.starts, one.offer.pk))


def standing(offer: Offer, pack: Pack, day: date) -> Standing:
    """How one offer stands on a day; one query."""
    return standings([offer], pack, day)[0]


def offers_to(organisation: Organisation, programme: str, day: date) -> list[Offer]:
    """What is offered to a practice, or in an area: by the area itself, and by those above it."""
    above = Ancestor.objects.filter(
        descendant=organisation, ancestor__kind__in=AREAS, starts__lte=day, ends__gt=day
    )
    areas = [*above.values_list("ancestor", flat=True), organisation.pk]
    found = Offer.objects.filter(programme=programme, area__in=areas)
    return list(found.select_related("area"))


def practices_of(area: Organisation, day: date) -> Collection[int]:
    """The practices of an area on a day, by id."""
    below = Ancestor.objects.filter(
        ancestor=area, descendant__kind=Kind.PRACTICE, starts__lte=day, ends__gt=day
    )
    return set(below.values_list("descendant", flat=True))
