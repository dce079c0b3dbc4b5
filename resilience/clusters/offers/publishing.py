"""Offers of an area: published, changed, withdrawn (Q12, Q13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.bands import BANDS
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.filling import fill
from resilience.clusters.offers.rules import HELD, why_not_run, why_not_terms
from resilience.clusters.offers.standing import practices_of
from resilience.clusters.offers.told import tell_changed, tell_practices, tell_withdrawn
from resilience.clusters.typed import plain
from resilience.look import words
from resilience.notices.actions import one_line
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.response import OfferKind

State = OfferPlace.State
LONGEST_TITLE, LONGEST_WHERE, LONGEST_WHY = 120, 200, 300
MOST_PLACES = 10_000
CALLED = {
    "title": "title",
    "about": "description",
    "eligibility": "eligibility",
    "bands": "bands",
    "places": "places",
    "modules": "modules",
    "choose": "number of modules to choose",
    "opens": "days for asking",
    "closes": "days for asking",
    "starts": "dates",
    "ends": "dates",
    "where": "place",
}
"""What practices are told of a change."""
CHANGED = (
    "Somebody else changed this offer after you opened the page, so nothing was done. Read it as "
    "it is now: your own words are still here."
)


@dataclass(frozen=True)
class Terms:
    """What is offered: to practices of which bands and how many (none: no limit), which modules it
    has and how many of them each chooses, and its days."""

    title: str
    about: str
    eligibility: str
    bands: Sequence[str]
    places: int | None
    modules: Sequence[str]
    choose: int
    opens: date
    closes: date
    starts: date
    ends: date
    where: str

    def tidied(self) -> dict[str, Any]:
        """The fields of the offer. Raises Refused for words that are not taken."""
        return asdict(self) | {
            "title": one_line(plain(self.title, LONGEST_TITLE)),
            "about": plain(self.about),
            "eligibility": plain(self.eligibility) if self.eligibility.strip() else "",
            "where": plain(self.where, LONGEST_WHERE) if self.where.strip() else "",
            "bands": [one for one in BANDS if one in self.bands],
            "modules": list(self.modules),
            "choose": self.choose if self.modules else 0,
        }


@transaction.atomic
def publish(
    *, by: Reader, area: Organisation, pack: Pack, kind: str, terms: Terms, at: datetime, tell: bool
) -> Offer:
    """Offer help of a kind to the practices of an area; with `tell` all of them are told."""
    refuse(why_not_run(area, by))
    _fits(_kind(pack, kind), terms)
    Organisation.objects.select_for_update(no_key=True).get(pk=area.pk)
    last = Offer.objects.filter(programme=pack.id, area=area).order_by("number").last()
    made = Offer.objects.create(
        programme=pack.id,
        area=area,
        number=last.number + 1 if last else 1,
        kind=kind,
        **terms.tidied(),
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.RUN_LOCALLY, area.pk),
    )
    _record("offers.published", made, by)
    if tell:
        tell_practices(made, practices_of(area, by.day), by.day)
    return made


@transaction.atomic
def change(*, by: Reader, offer: Offer, pack: Pack, seen: int, terms: Terms, at: datetime) -> Offer:
    """Change an offer. Practices with a place and on the waiting list are told what; places that
    are more than before go to those next on the list."""
    refuse(why_not_run(offer.area, by))
    offer = locked(offer)
    _seen(offer, seen)
    kind = _kind(pack, offer.kind)
    _fits(kind, terms)
    fields = terms.tidied()
    refuse(_why_not_change(offer, fields, pack))
    changed = [name for name, value in fields.items() if getattr(offer, name) != value]
    if not changed:
        raise Refused("Nothing is changed: change something, or go back.")
    for name in changed:
        setattr(offer, name, fields[name])
    offer.version += 1
    offer.save(update_fields=[*changed, "version"])
    _record("offers.changed", offer, by, changed=sorted(changed))
    what = list(dict.fromkeys(CALLED[name] for name in fields if name in changed))
    for one in offer.taken.filter(state__in=HELD).select_related("organisation"):
        tell_changed(one, by.day, what)
    fill(offer, kind, day=by.day, at=at)
    return offer


@transaction.atomic
def withdraw(*, by: Reader, offer: Offer, seen: int, why: str, at: datetime) -> Offer:
    """Make an offer no more. Practices with a place or on the list lose it, and are told."""
    refuse(why_not_run(offer.area, by))
    offer = locked(offer)
    _seen(offer, seen)
    if offer.ends < by.day:
        raise Refused(f"It ended on {words.day(offer.ends)}: what is over is not withdrawn.")
    why = plain(why, LONGEST_WHY)
    offer.withdrawn, offer.version = at, offer.version + 1
    offer.save(update_fields=["withdrawn", "version"])
    held = list(offer.taken.filter(state__in=HELD).select_related("organisation"))
    for one in held:
        one.state, one.why, one.changed = State.WITHDRAWN, why, at
        one.save(update_fields=["state", "why", "changed"])
        tell_withdrawn(one, by.day)
    _record("offers.withdrawn", offer, by, practices=len(held))
    return offer


def locked(offer: Offer) -> Offer:
    """An offer whose places one at a time gives, until the transaction ends."""
    found = Offer.objects.select_related("area").select_for_update(of=("self",))
    return found.get(pk=offer.pk)


def _seen(offer: Offer, seen: int) -> None:
    if offer.version != seen:
        raise Refused(CHANGED)
    if offer.withdrawn:
        raise Refused("This offer was withdrawn.")


def _kind(pack: Pack, kind: str) -> OfferKind:
    try:
        return pack.offering.kind(kind)  # type: ignore[union-attr]
    except (AttributeError, KeyError):
        raise Refused("This programme has no such kind of offer.") from None


def _fits(kind: OfferKind, terms: Terms) -> None:
    names = ("places", "bands", "modules", "choose", "opens", "closes", "starts", "ends")
    refuse(why_not_terms(kind, **{name: getattr(terms, name) for name in names}))
    if terms.places is not None and not 0 < terms.places <= MOST_PLACES:
        raise Refused(f"Give a number of places from 1 to {words.number(MOST_PLACES)}.")


def _why_not_change(offer: Offer, fields: dict[str, Any], pack: Pack) -> str:
    """Why a change takes away what practices were given or chose."""
    held = list(offer.taken.filter(state__in=HELD).values_list("state", "modules"))
    placed = sum(state == State.PLACED for state, _ in held)
    if fields["places"] is not None and fields["places"] < placed:
        have = "practice has" if placed == 1 else "practices have"
        return f"{placed} {have} a place: offer at least as many."
    chosen = {one for _, modules in held for one in modules}
    if gone := [one for one in offer.modules if one in chosen and one not in fields["modules"]]:
        titles = pack.offering.module_titles if pack.offering else {}
        named = ", ".join(titles.get(one, one) for one in gone)
        return f"Practices chose what you left out ({named}): keep it."
    if held and fields["choose"] != offer.choose:
        return f"Practices chose {offer.choose} modules each already: leave that number."
    return ""


def _record(act: str, offer: Offer, by: Reader, **more: Any) -> None:
    record(
        by=by.actor,
        act=act,
        subject=offer,
        organisation=offer.area.code,
        after={"number": offer.number, "kind": offer.kind, "places": offer.places} | more,
    )
