"""What happened to the practices of an area between two days: openings, closures, ratings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from resilience.evidence.indicators import indicators
from resilience.evidence.opened import figures_at
from resilience.organisations.models import Kind, Record, Succession
from resilience.organisations.queries import OpenPractice
from resilience.profiles.across import EVER
from resilience.profiles.england import England

OPENED, CLOSED, MERGED = "opened", "closed", "merged"
DORMANT, AGAIN = "fell dormant", "open again"
JOINED, LEFT, RENAMED, TOLD = "joined the area", "left the area", "new name", "new word"


@dataclass(frozen=True, slots=True)
class Event:
    """`what` is one of the words above; `before` and `after` say from what to what."""

    what: str
    practice: str
    name: str
    before: str = ""
    after: str = ""
    indicator: str = ""
    day: date | None = None

    @property
    def title(self) -> str:
        """'Opened', or of a word: 'CQC overall rating'."""
        found = indicators().get(self.indicator)
        return found.title if found else self.what[:1].upper() + self.what[1:]


def events(since: England, now: England, area: str) -> list[Event]:
    """Everything that happened after `since`'s day and up to `now`'s, by kind and name."""
    found = [
        *_came(since, now, area),
        *_went(since, now, area),
        *_merged(since, now, area),
        *_renamed(since, now, area),
        *_told(since, now, area),
    ]
    order = (OPENED, CLOSED, MERGED, DORMANT, AGAIN, JOINED, LEFT, RENAMED, TOLD)
    return sorted(found, key=lambda e: (order.index(e.what), e.indicator, e.name, e.practice))


def _came(since: England, now: England, area: str) -> Iterator[Event]:
    came = _only(now, since, area)
    dormant = _dormant(since.day, came)
    for one in came:
        if one.code in since.practices:
            yield Event(JOINED, one.code, one.name, _where(since, one.code), _where(now, one.code))
        else:
            yield Event(AGAIN if one.code in dormant else OPENED, one.code, one.name)


def _went(since: England, now: England, area: str) -> Iterator[Event]:
    went = _only(since, now, area)
    dormant = _dormant(now.day, went)
    for one in went:
        if one.code in now.practices:
            yield Event(LEFT, one.code, one.name, _where(since, one.code), _where(now, one.code))
        else:
            yield Event(DORMANT if one.code in dormant else CLOSED, one.code, one.name)


def _merged(since: England, now: England, area: str) -> Iterator[Event]:
    """Who was taken over by whom, where either belonged to the area."""
    mine = {*since.within(area), *now.within(area)}
    found = Succession.objects.filter(
        day__gt=since.day, day__lte=now.day, predecessor__kind=Kind.PRACTICE
    ).select_related("predecessor", "successor")
    for one in found:
        old, new = one.predecessor, one.successor
        if mine & {old.code, new.code}:
            into = f"{new.name} ({new.code})"
            yield Event(MERGED, old.code, old.name, old.name, into, day=one.day)


def _renamed(since: England, now: England, area: str) -> Iterator[Event]:
    for code in now.within(area):
        before, after = since.practices.get(code), now.practices[code]
        if before and before.name != after.name:
            yield Event(RENAMED, code, after.name, before.name, after.name)


def _told(since: England, now: England, area: str) -> Iterator[Event]:
    """New ratings and other words: what counts now and did not then."""
    figures = figures_at(settings.RESILIENCE_HOME)
    for name, indicator in indicators().items():
        if not indicator.in_words:
            continue
        then, today = (
            figures.latest(name, as_at=on.day, max_age_months=EVER).figures for on in (since, now)
        )
        for code in now.within(area):
            before, after = then.get(code), today.get(code)
            if after is None or not after.value or (before and before.value == after.value):
                continue
            word = str(before.value or "") if before else ""
            practice = now.practices[code].name
            yield Event(TOLD, code, practice, word, str(after.value), name, after.period.ends)


def _only(one: England, other: England, area: str) -> list[OpenPractice]:
    """The practices that belonged to an area on one day and not on the other."""
    gone = set(other.within(area))
    return [one.practices[code] for code in one.within(area) if code not in gone]


def _dormant(day: date, practices: list[OpenPractice]) -> set[str]:
    """Which of these practices were registered on a day, but not in use."""
    found = Record.objects.filter(
        organisation__in=[one.id for one in practices],
        state=Record.State.DORMANT,
        starts__lte=day,
        ends__gt=day,
    )
    return set(found.values_list("organisation__code", flat=True))


def _where(england: England, code: str) -> str:
    """The commissioner, and the network where there is one."""
    areas = england.practices[code].areas
    codes = [areas[kind] for kind in (Kind.CCG, Kind.PCN) if kind in areas]
    return ", ".join(england.areas[code].name for code in codes)
