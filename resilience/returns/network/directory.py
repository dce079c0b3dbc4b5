"""Who stands in the directory, area by area, and the local contact of each team (G8.13, G12.13)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.cases.contacts.queries import Team, teams
from resilience.organisations.models import Ancestor, Coverage, Kind
from resilience.programmes.schema import Pack
from resilience.returns.figures.areas import areas
from resilience.returns.models import Contact
from resilience.returns.network.addressed import members

GOOD_FOR = timedelta(days=365)
"""For so long what somebody said is right needs no second look."""
ABOVE, ELSEWHERE = "Across areas", "In no area"
TOP = (Kind.REGION, Kind.NATION)


@dataclass(frozen=True)
class Entry:
    """Somebody in the directory; `old` where nobody said for a year that it is right."""

    contact: Contact
    old: bool


@dataclass(frozen=True)
class Block:
    """An area: who is in the directory there, and its teams with whom practices ask there."""

    code: str
    name: str
    entries: tuple[Entry, ...]
    teams: tuple[Team, ...]


def in_it(programme: str, day: date) -> QuerySet[Contact]:
    """Those in the directory of a programme on a day: who added themselves stand in it for as long
    as they are of the network."""
    here = Q(user=None) | Q(user__in=members(day).values("user"))
    found = Contact.objects.filter(here, programme=programme).select_related("organisation")
    return found.order_by("organisation__name", "name", "pk")


def on_the_list(programme: str, day: date) -> QuerySet[Contact]:
    """Of these those who agreed to be on the distribution list."""
    return in_it(programme, day).exclude(mailed=None)


def own_entry(reader: Reader, programme: str) -> Contact | None:
    """Somebody's own entry, also one that was made for their address before they came."""
    if not isinstance(reader.user, User):
        return None
    own = Q(user=reader.user) | Q(user=None, email=reader.user.email)
    return Contact.objects.filter(own, programme=programme).select_related("organisation").first()


def is_old(contact: Contact, day: date) -> bool:
    """Whether nobody said for a year that an entry is right."""
    return contact.checked + GOOD_FOR < day


def directory(pack: Pack, day: date, text: str = "", area: str = "") -> list[Block]:
    """Every area with its entries and teams, by name; of a text those that have each of its words,
    and of an area, by code, only that. A dozen queries however many there are."""
    found = [one for one in in_it(pack.id, day) if _has(one, text)]
    asked = [] if text else teams(pack, day)
    ids = {one.organisation_id for one in found} | {one.organisation.pk for one in asked}
    known = areas(pack, day)
    where = _areas_of(ids, {one.pk for one in known if one.pk}, day)
    names = {one.pk: (one.code, one.name) for one in known if one.pk}
    every = [*names, 0]
    blocks = []
    for pk in every:
        of = [one for one in found if where.get(one.organisation_id, 0) == pk]
        own = [one for one in asked if where.get(one.organisation.pk, 0) == pk]
        blocks += _blocks(*names.get(pk, ("", ELSEWHERE)), of, own, day)
    return [one for one in blocks if not area or one.code == area]


def _blocks(
    code: str, name: str, of: Iterable[Contact], own: Iterable[Team], day: date
) -> list[Block]:
    """A block where there is something to show; of those in no area the ones who stand above areas
    have one of their own."""
    entries = [Entry(one, is_old(one, day)) for one in of]
    above = tuple(one for one in entries if not code and one.contact.organisation.kind in TOP)
    others = tuple(one for one in entries if one not in above)
    found = [Block("", ABOVE, above, ())] if above else []
    teams_of_it = tuple(own)
    return found + ([Block(code, name, others, teams_of_it)] if others or teams_of_it else [])


def _has(contact: Contact, text: str) -> bool:
    of = contact.organisation
    whole = f"{contact.name} {contact.post} {of.name} {of.code}".casefold()
    return all(word in whole for word in text.casefold().split())


def _areas_of(organisations: Collection[int], known: Collection[int], day: date) -> dict[int, int]:
    """By organisation the area that it is, or is in; of a committee or a group where it covers."""
    now = {"starts__lte": day, "ends__gt": day}
    covers: dict[int, list[int]] = {pk: [pk] for pk in organisations}
    covered = Coverage.objects.filter(organisation__in=organisations, **now)
    for pk, area in covered.order_by("area").values_list("organisation", "area"):
        covers[pk].append(area)
    every = {one for below in covers.values() for one in below}
    above: dict[int, int] = {}
    rows = Ancestor.objects.filter(descendant__in=every, ancestor__in=known, **now)
    # A team that acts as an area lies within one, so it is what counts.
    for below, upper, kind in rows.values_list("descendant", "ancestor", "kind"):
        if below not in above or kind != Kind.REGION:
            above[below] = upper
    above |= {pk: pk for pk in every if pk in known}
    return {
        pk: next(above[one] for one in below if one in above)
        for pk, below in covers.items()
        if any(one in above for one in below)
    }
