"""Finding organisations by code, name or postcode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Case, IntegerField, When

from resilience.organisations.models import Ancestor, Build, Kind, Organisation, Record
from resilience.organisations.names import kind_word

LONGEST = 200
"""Characters of a text that are looked at."""


Named = tuple[str, str, str, str, str]
"""An organisation as it is looked for: all that it can be found by, its code, name, kind and
postcode. Plain, so that the garbage collector leaves thousands of them alone."""


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


def find(text: str) -> list[Named]:
    """Organisations whose code, names or postcodes hold every word; areas first, then by name.
    One small query while their names are kept."""
    words = _clean(text).split()
    stamp = Build.objects.values_list("stamp", flat=True).first() if words else None
    found = _all_named(str(settings.RESILIENCE_HOME), stamp) if stamp else []
    for word in sorted(words, key=str.isalpha):  # few have the same code or postcode
        found = [one for one in found if word in one[0]]
    return found


def results(listed: Sequence[Named], day: date) -> list[Found]:
    """What a list of results says of each; two queries, however many."""
    codes = [code for _, code, *_ in listed]
    on_the_day = {"starts__lte": day, "ends__gt": day}
    standing = dict(
        Record.objects.filter(organisation__code__in=codes, **on_the_day).values_list(
            "organisation__code", "state"
        )
    )
    above = Ancestor.objects.filter(
        descendant__code__in=codes, kind__in=(Kind.CCG, Kind.REGION), **on_the_day
    )
    areas: dict[str, str] = {}
    for code, kind, area in above.values_list("descendant__code", "kind", "ancestor__name"):
        if kind == Kind.CCG or code not in areas:
            areas[code] = area
    return [
        Found(
            code,
            name,
            kind_word(kind, day),
            postcode,
            areas.get(code, ""),
            state_words(standing.get(code), kind),
        )
        for _, code, name, kind, postcode in listed
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


@lru_cache(2)
def _all_named(home: str, stamp: str) -> list[Named]:
    """All organisations derived from the evidence of that stamp, areas first, then by name. Kept,
    because a database cannot find a part of a word by an index; a few megabytes for England."""
    practices_last = Case(When(kind=Kind.PRACTICE, then=1), default=0, output_field=IntegerField())
    found = Organisation.objects.exclude(search="").order_by(practices_last, "name", "code")
    return list(found.values_list("search", "code", "name", "kind", "postcode"))
