"""Who may do what with an offer, and why not: a sentence, or nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.standing import joining
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.schema.response import OfferKind

HELD = (OfferPlace.State.PLACED, OfferPlace.State.WAITING)


def why_not_run(area: Organisation, by: Reader) -> str:
    """Why somebody may not publish, change or withdraw the offers of an area."""
    if by.may(Right.RUN_LOCALLY).holds(area):
        return ""
    return f"Only those who {Right.RUN_LOCALLY.label} do this."


def why_not_for(practice: Organisation, by: Reader, right: Right = Right.REFER) -> str:
    """Why somebody may not ask, or answer, for a practice."""
    return "" if by.may(right).holds(practice) else f"You do not do this for {practice.name}."


def why_closed(offer: Offer, kind: OfferKind | None, day: date) -> str:
    """Why nobody may ask for a place on a day."""
    if offer.withdrawn:
        return "The area has withdrawn this offer."
    if kind is not None and kind.by_request:
        return "This is money, which is asked for on the page of the response to your status."
    if day < offer.opens:
        return f"Places may be asked for from {words.day(offer.opens)} on."
    if day > offer.closes or not joining(offer, kind, day):
        return f"Places could be asked for until {words.day(offer.closes)}."
    return ""


def why_asked(offer: Offer, practice: Organisation) -> str:
    """Why a practice may not ask again: it has a place, waits for one, or is done with it."""
    states = (*HELD, OfferPlace.State.FINISHED)
    if offer.taken.filter(organisation=practice, state__in=states).exists():
        return f"{practice.name} has asked for this already."
    return ""


def why_not_modules(offer: Offer, chosen: Collection[str], titles: dict[str, str]) -> str:
    """Why a choice of modules does not fit an offer."""
    if any(one not in offer.modules for one in chosen) or len(set(chosen)) != len(chosen):
        named = ", ".join(titles.get(one, one) for one in offer.modules)
        return f"Choose among the modules of this offer: {named}."
    if len(chosen) != offer.choose:
        return f"Choose exactly {words.plural(offer.choose, 'module')}: you chose {len(chosen)}."
    return ""


def why_not_terms(
    kind: OfferKind,
    *,
    places: int | None,
    bands: Collection[str],
    modules: Collection[str],
    choose: int,
    opens: date,
    closes: date,
    starts: date,
    ends: date,
) -> str:
    """Why the terms of an offer do not fit its kind or each other."""
    if not bands:
        return "Say for which practices it is: green, amber or red."
    if kind.most_places and (places is None or places > kind.most_places):
        most = words.plural(kind.most_places, "practice")
        return f"{kind.title} takes at most {most} at a time: give that many places or fewer."
    if kind.by_request and places is not None:
        return f"{kind.title} is asked for by request, so it has no places: leave them empty."
    if set(modules) - set(kind.modules):
        return f"Choose among the modules of {kind.title}."
    if choose > len(modules):
        return f"Each practice is to choose {choose}, but there are only {len(modules)} modules."
    if modules and choose < 1:
        return "Say how many of the modules each practice chooses."
    if opens > closes:
        return "The last day for asking is before the first: correct one of them."
    if starts > ends:
        return "It ends before it begins: correct one of the days."
    if kind.joins_late and closes > ends:
        return "The last day for asking is after it ends: correct one of the days."
    if not kind.joins_late and closes >= starts:
        return "Places are asked for until the day before it begins: correct one of the days."
    return ""
