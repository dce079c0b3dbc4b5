"""One organisation as its page shows it on a day: where it belongs, its history, what is in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from resilience.organisations.models import Ancestor, Kind, Organisation, Record, Succession
from resilience.organisations.names import kind_word
from resilience.organisations.queries import Place

ORDER = list(Kind.values)
"""From the top of the house down."""


@dataclass(frozen=True)
class Child:
    """What belongs directly to an area on a day, with how many open practices."""

    place: Place
    practices: int


class Profile:
    """What is known of one organisation, each thing asked for as the page needs it."""

    def __init__(self, organisation: Organisation, day: date) -> None:
        self.organisation = organisation
        self.day = day

    @property
    def is_practice(self) -> bool:
        return self.organisation.kind == Kind.PRACTICE

    @property
    def kind(self) -> str:
        """What it was called on the day: 'CCG' in 2018."""
        return kind_word(self.organisation.kind, self.day)

    @cached_property
    def records(self) -> list[Record]:
        """How it stood, earliest first."""
        return list(self.organisation.records.select_related("source").order_by("starts"))

    @cached_property
    def record(self) -> Record | None:
        """How it stood on the day; None when it was not there."""
        return next((r for r in self.records if r.starts <= self.day < r.ends), None)

    @property
    def name(self) -> str:
        return self.record.name if self.record else self.organisation.name

    @cached_property
    def memberships(self) -> list[Ancestor]:
        """Whatever it belonged to, directly or not, earliest first."""
        found = self.organisation.ancestors.select_related("ancestor", "source")
        return list(found.order_by("starts", "ends", "ancestor__code"))

    @property
    def direct(self) -> list[Ancestor]:
        return [one for one in self.memberships if one.direct]

    @cached_property
    def above(self) -> list[Place]:
        """The areas it belonged to on the day, from the top down, as they were called then."""
        ancestors = [m for m in self.memberships if m.starts <= self.day < m.ends]
        ids = [one.ancestor_id for one in ancestors]
        names = _names_on(self.day).filter(organisation__in=ids)
        named = dict(names.values_list("organisation_id", "name"))
        places = [
            Place(a.code, named.get(a.pk, a.name), a.kind, a.pk)
            for a in (one.ancestor for one in ancestors)
        ]
        return sorted(places, key=lambda place: ORDER.index(place.kind))

    @property
    def belongs(self) -> list[tuple[str, Place]]:
        """The same from the bottom up, each with the word for its kind, the nation left out."""
        return [
            (kind_word(place.kind, self.day), place)
            for place in reversed(self.above)
            if place.kind != Kind.NATION
        ]

    @cached_property
    def successions(self) -> list[Succession]:
        """Whom it took over from, and who took over from it."""
        mine = Q(predecessor=self.organisation) | Q(successor=self.organisation)
        found = Succession.objects.filter(mine)
        return list(
            found.select_related("predecessor", "successor", "source").order_by("day", "pk")
        )

    def children(self) -> dict[str, list[Child]]:
        """What belonged directly to it on the day, practices apart, by the word for the kind."""
        below = list(
            _on(Ancestor.objects.filter(ancestor=self.organisation, direct=True), self.day)
            .exclude(descendant__kind=Kind.PRACTICE)
            .filter(_alive("descendant__records__", self.day))
            .values_list(
                "descendant__code", "descendant__records__name", "descendant__kind", "descendant_id"
            )
        )
        counts = dict(
            _on(_practices_below(self.day), self.day)
            .filter(ancestor__in=[pk for *_, pk in below])
            .values_list("ancestor")
            .annotate(Count("pk"))
        )
        grouped: dict[str, list[Child]] = defaultdict(list)
        for code, name, kind, pk in sorted(below, key=lambda b: (ORDER.index(b[2]), b[1])):
            child = Child(Place(code, name, kind, pk), counts.get(pk, 0))
            grouped[kind_word(kind, self.day, many=True)].append(child)
        return dict(grouped)

    def practices(self) -> QuerySet[Ancestor, dict[str, Any]]:
        """The open practices that belonged to it on the day: code, name and postcode."""
        # Asked from the ancestors' side, whose index knows the area.
        found = _on(_practices_below(self.day), self.day).filter(ancestor=self.organisation)
        return found.order_by("descendant__records__name", "descendant__code").values(
            code=F("descendant__code"),
            name=F("descendant__records__name"),
            postcode=F("descendant__records__postcode"),
        )


def _on(rows: QuerySet, day: date) -> QuerySet:
    return rows.filter(starts__lte=day, ends__gt=day)


def _alive(path: str, day: date) -> Q:
    return Q(**{f"{path}starts__lte": day, f"{path}ends__gt": day})


def _names_on(day: date) -> QuerySet[Record]:
    return Record.objects.filter(starts__lte=day, ends__gt=day)


def _practices_below(day: date) -> QuerySet[Ancestor]:
    return Ancestor.objects.filter(
        _alive("descendant__records__", day),
        descendant__kind=Kind.PRACTICE,
        descendant__records__state=Record.State.OPEN,
    )
