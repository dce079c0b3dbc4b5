"""Finding organisations by code, name or postcode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, When

from resilience.organisations.models import Ancestor, Kind, Organisation, Record
from resilience.organisations.names import kind_word

LONGEST = 200
"""Characters of a text that are looked at."""


@dataclass(frozen=True)
class Found:
    """An organisation in a list of results: where it is, and how it stood on the day."""

    code: str
    name: str
    kind: str
    postcode: str
    area: str
    state: str


def with_code(text: str) -> Organisation | None:
    """The organisation with just this code, however it is typed."""
    code = "".join(_clean(text).split())
    return Organisation.objects.filter(code=code).first() if code else None


def find(text: str) -> QuerySet[Organisation]:
    """Organisations whose code, names or postcodes hold every word; areas first, then by name."""
    words = _clean(text).split()
    found = Organisation.objects.all() if words else Organisation.objects.none()
    for word in words:
        found = found.filter(search__contains=word)
    practices_last = Case(When(kind=Kind.PRACTICE, then=1), default=0, output_field=IntegerField())
    return found.order_by(practices_last, "name", "code")


def results(organisations: Iterable[Organisation], day: date) -> list[Found]:
    """What a list of results says of each; two queries, however many."""
    listed = list(organisations)
    ids = [organisation.pk for organisation in listed]
    on_the_day = {"starts__lte": day, "ends__gt": day}
    standing = dict(
        Record.objects.filter(organisation__in=ids, **on_the_day).values_list(
            "organisation_id", "state"
        )
    )
    above = Ancestor.objects.filter(
        descendant__in=ids, kind__in=(Kind.CCG, Kind.REGION), **on_the_day
    )
    areas: dict[int, str] = {}
    for pk, kind, name in above.values_list("descendant_id", "kind", "ancestor__name"):
        if kind == Kind.CCG or pk not in areas:
            areas[pk] = name
    return [
        Found(
            organisation.code,
            organisation.name,
            kind_word(organisation.kind, day),
            organisation.postcode,
            areas.get(organisation.pk, ""),
            state_words(standing.get(organisation.pk), organisation.kind),
        )
        for organisation in listed
    ]


def state_words(state: str | None, kind: str) -> str:
    """'open', 'dormant', or 'not open' for one that was not there on the day."""
    if state is None:
        return "not open" if kind == Kind.PRACTICE else "not in use"
    if kind == Kind.PRACTICE:
        return state
    return "in use"


def _clean(text: str) -> str:
    return text.replace("\0", " ").upper()[:LONGEST]
