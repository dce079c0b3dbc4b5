"""What came of an offer: told by each practice, read by module for the area (Q12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.models import OfferPlace
from resilience.clusters.offers.filling import fill
from resilience.clusters.offers.publishing import locked
from resilience.clusters.offers.rules import why_not_for
from resilience.clusters.offers.standing import kind_of
from resilience.clusters.typed import plain
from resilience.look import words
from resilience.programmes.schema import Pack

State = OfferPlace.State
LONGEST_MEASURE, LONGEST_UNIT = 120, 40
MOST_MEASURES = 5
MEANWHILE = (
    "Somebody of the practice changed this after you opened the page, so nothing was done. Read "
    "what they wrote: your own words are still here."
)


@dataclass(frozen=True)
class Measure:
    """Something that was measured before an offer and after it."""

    what: str
    before: Decimal
    after: Decimal
    unit: str

    def kept(self) -> dict[str, str]:
        """As the place keeps it. Raises Refused for words that are not taken."""
        return {
            "what": plain(self.what, LONGEST_MEASURE),
            "before": format(self.before.normalize(), "f"),
            "after": format(self.after.normalize(), "f"),
            "unit": plain(self.unit, LONGEST_UNIT) if self.unit.strip() else "",
        }


@dataclass(frozen=True)
class OfModule:
    """How many practices with a place chose a module, and how many of them told what came of it."""

    title: str
    chose: int
    told: int


@transaction.atomic
def tell_result(
    *,
    by: Reader,
    place: OfferPlace,
    pack: Pack,
    seen: str,
    result: str,
    measures: Sequence[Measure],
    at: datetime,
) -> OfferPlace:
    """Keep what came of an offer for a practice, in its words and with what it measured; it may be
    told anew. `seen` is the version that was looked at. The practice is done with it then."""
    refuse(why_not_for(place.organisation, by, Right.FILL_IN))
    offer = locked(place.offer)
    place = offer.taken.select_related("organisation").get(pk=place.pk)
    if version(place) != seen:
        raise Refused(MEANWHILE)
    refuse(why_not_tell(place, by))
    if len(measures) > MOST_MEASURES:
        raise Refused(f"Give at most {MOST_MEASURES} measures.")
    place.result, place.measures = plain(result), [one.kept() for one in measures]
    place.state, place.changed = State.FINISHED, at
    place.save(update_fields=["result", "measures", "state", "changed"])
    record(
        by=by.actor,
        act="offers.result_told",
        subject=place,
        organisation=place.organisation.code,
        after={"area": offer.area.code, "offer": offer.number, "measures": len(measures)},
    )
    fill(offer, kind_of(offer, pack), day=by.day, at=at)
    return place


def why_not_tell(place: OfferPlace, by: Reader) -> str:
    """Why nothing is told of what came of a place yet, or ever."""
    if place.state not in (State.PLACED, State.FINISHED):
        return "Only a practice that has a place tells what came of it."
    if by.day < place.offer.starts:
        return f"It begins on {words.day(place.offer.starts)}: tell what came of it after that."
    return ""


def version(place: OfferPlace) -> str:
    """Which version of a place somebody looked at."""
    return place.changed.isoformat()


def by_module(
    places: Iterable[OfferPlace], modules: Sequence[str], titles: dict[str, str]
) -> list[OfModule]:
    """Each module with how many practices chose it; those who left or wait do not count."""
    done = [one for one in places if one.state in (State.PLACED, State.FINISHED)]
    return [
        OfModule(
            titles.get(module, module),
            sum(module in one.modules for one in done),
            sum(module in one.modules and one.state == State.FINISHED for one in done),
        )
        for module in modules
    ]
