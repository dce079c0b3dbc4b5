"""Practices beside one that closes or closed its list, and what its patients would mean for them.

The domino view of `profiles.neighbours`: an illustration, no forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max

from resilience.accounts.reader import Reader
from resilience.cases.finding.listed import facts_of
from resilience.cases.finding.queries import answers_for
from resilience.look import words
from resilience.organisations.models import FOREVER, Kind, Organisation, Record
from resilience.organisations.profile import Profile
from resilience.profiles.citing import cited
from resilience.profiles.england import england_on
from resilience.profiles.everyone import counting
from resilience.profiles.neighbours import Effect, Neighbourhood, effects, neighbourhood
from resilience.profiles.places import ground
from resilience.profiles.subject import Subject
from resilience.screening.models import Snapshot
from resilience.screening.sight import Sight
from resilience.screening.thresholds import indicators_of

LIST_CLOSED, PATIENTS = "list_closed", "registered_patients"
LATELY = timedelta(days=365)
"""Patients of a practice that closed longer ago have found another by now."""


@dataclass(frozen=True)
class Origin:
    """A practice whose patients may look elsewhere, why (a sentence without its subject), and what
    that is known from, if not from the register."""

    code: str
    name: str
    why: str
    known_from: str = ""


@dataclass(frozen=True)
class Domino:
    """Where the patients of a practice might go. `patients` is None where its list is unknown."""

    origin: Origin
    patients: int | None
    found: Neighbourhood
    effects: Sequence[Effect]
    sources: tuple[str, ...]

    def fact(self, effect: Effect) -> str:
        """What it would mean for one neighbour, in a sentence or two, with the sources."""
        near = effect.neighbour
        away = "" if near.kilometres is None else f", {words.number(near.kilometres, 1)} km away"
        told = f"{self.origin.name} ({self.origin.code}){away}, {self.origin.why}."
        if self.origin.known_from:
            told = f"{told} {self.origin.known_from}"
        if self.patients is None or near.patients is None:
            return f"{told} How many patients it has is not known."
        growth = "" if effect.growth is None else f", {words.percent(effect.growth)} of its list"
        return (
            f"{told} If its {words.plural(self.patients, 'patient')} went to the "
            f"{len(self.effects)} practices nearby, this one would receive "
            f"{words.number(near.patients)}{growth}: an illustration, no forecast "
            f"({'; '.join(self.sources)})."
        )


def origins(reader: Reader, snapshot: Snapshot | None) -> list[Origin]:
    """Practices that closed within a year, are known to close, or have a closed list, by name."""
    return sorted(
        [*_closing(reader), *(_closed_lists(snapshot, reader) if snapshot else ())],
        key=lambda one: (one.name, one.code),
    )


def domino(origin: Origin, reader: Reader) -> Domino:
    """The neighbours of a practice on the reader's day, and its patients shared out."""
    england = england_on(reader.day)
    practice = Organisation.objects.get(code=origin.code)
    subject = Subject(Profile(practice, england.day), england)
    own = subject.rows.get(PATIENTS)
    patients = round(own["value"]) if own and own["value"] is not None else None
    found = neighbourhood(subject, ground(), patients)
    rows = counting([one.practice.code for one in found.neighbours], england.day)
    shown = [*([own] if own else []), *(r for (_, name), r in rows.items() if name == PATIENTS)]
    sources = tuple(f"{release.title}, {period}" for period, release in cited(shown))
    return Domino(origin, patients, found, effects(found, rows), sources)


def _closing(reader: Reader) -> list[Origin]:
    mine = Record.objects.filter(
        answers_for(reader).within("organisation"), organisation__kind=Kind.PRACTICE
    )
    ends = mine.values("organisation__code", "organisation__name").annotate(last=Max("ends"))
    found = ends.filter(last__gt=reader.day - LATELY, last__lt=FOREVER).values_list(
        "organisation__code", "organisation__name", "last"
    )
    return [
        Origin(
            code, name, f"{'closed' if last <= reader.day else 'is to close'} on {words.day(last)}"
        )
        for code, name, last in found.order_by()
    ]


def _closed_lists(snapshot: Snapshot, reader: Reader) -> list[Origin]:
    """Those whose list is closed by what the screen found, which people may have entered."""
    asked = [
        (place, one["id"])
        for place, one in enumerate(snapshot.pack["criteria"])
        if LIST_CLOSED in indicators_of(one["rule"]) and not one["restricted"]
    ]
    found = []
    for place, criterion in asked:
        met = Sight(snapshot, reader).practices.filter(
            answers_for(reader).coded("code"), results__regex=rf"^.{{{place}}}m"
        )
        for practice in met:
            lines = facts_of(snapshot, [practice])[practice.code]
            told = next(one for one in lines if one.startswith(f"{criterion}: "))
            told = told.removeprefix(f"{criterion}: ")
            found.append(Origin(practice.code, practice.name, "has a closed list", told))
    return found
