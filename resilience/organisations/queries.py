"""England as at a day: who was open, and who belonged to whom. Other rooms read it here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from resilience.organisations.models import Ancestor, Kind, Organisation, Record


@dataclass(frozen=True)
class Place:
    """An organisation as pages show it: its code, the name it had on the day, its kind."""

    code: str
    name: str
    kind: str
    id: int = 0


@dataclass(frozen=True)
class OpenPractice(Place):
    """A practice open on a day, with the code of the area of each kind that it belongs to."""

    postcode: str = ""
    areas: dict[str, str] = field(default_factory=dict)


def open_practices(day: date, area: str | None = None) -> list[OpenPractice]:
    """Practices opened, not closed and not dormant on the day, by code; two queries.

    `area` narrows them to those that belonged to an organisation on that day.
    """
    records = Record.objects.filter(
        organisation__kind=Kind.PRACTICE, state=Record.State.OPEN, starts__lte=day, ends__gt=day
    )
    above = Ancestor.objects.filter(descendant__kind=Kind.PRACTICE, starts__lte=day, ends__gt=day)
    if area is not None:
        within = members_of(area, day)
        records = records.filter(organisation__in=within)
        above = above.filter(descendant__in=within)
    areas: dict[int, dict[str, str]] = defaultdict(dict)
    for practice, kind, code in above.values_list("descendant_id", "kind", "ancestor__code"):
        areas[practice][kind] = code
    rows = records.order_by("organisation__code").values_list(
        "organisation__code", "name", "organisation_id", "postcode"
    )
    return [
        OpenPractice(code, name, Kind.PRACTICE, pk, postcode, areas.get(pk, {}))
        for code, name, pk, postcode in rows
    ]


def members_of(area: str, day: date) -> QuerySet[Ancestor, int]:
    """The ids of all that belonged to an area on a day, as a subquery."""
    return Ancestor.objects.filter(ancestor__code=area, starts__lte=day, ends__gt=day).values_list(
        "descendant_id", flat=True
    )


def places(codes: Iterable[str], day: date) -> dict[str, Place]:
    """Organisations by code with the names they had on a day, or their latest; two queries."""
    wanted = set(codes)
    found = {
        code: Place(code, name, kind, pk)
        for code, name, kind, pk in Organisation.objects.filter(code__in=wanted).values_list(
            "code", "name", "kind", "pk"
        )
    }
    named = Record.objects.filter(
        organisation__code__in=wanted, starts__lte=day, ends__gt=day
    ).values_list("organisation__code", "name")
    for code, name in named:
        found[code] = Place(code, name, found[code].kind, found[code].id)
    return found
