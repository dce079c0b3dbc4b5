"""Practices on the list for review of the latest screen, one by one and by their groups (G8.3b)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from resilience.accounts.reader import Reader
from resilience.cases.finding.queries import answers_for, cases_of, with_open_case
from resilience.cases.models import Case
from resilience.look import words
from resilience.organisations.models import Coverage, Kind
from resilience.profiles.england import england_on
from resilience.screening.models import ScreenedPractice, Snapshot
from resilience.screening.practices import Practices
from resilience.screening.presenting import SIGNALS, reasons
from resilience.screening.queries import for_review
from resilience.screening.sight import Sight

FEWEST = 2
"""Practices of a group on the list, from which need may be one of the place."""


def listed(snapshot: Snapshot, reader: Reader) -> Practices:
    """Those on the list for review that somebody may find, to look at first leading."""
    return for_review(Sight(snapshot, reader)).filter(answers_for(reader).coded("code"))


def to_find(snapshot: Snapshot, reader: Reader, programme: str) -> Practices:
    """Those of them that have no open case."""
    return listed(snapshot, reader).filter(~with_open_case(programme, reader))


def facts_of(
    snapshot: Snapshot, practices: Iterable[ScreenedPractice]
) -> dict[str, tuple[str, ...]]:
    """What the screen says of each practice, with the sources, by code."""
    told = {}
    for practice, met in reasons(snapshot, practices):
        lines = [
            f"{criterion}: {reason}{_source(snapshot, practice, criterion)}"
            for criterion, reason in met
        ]
        on_it = "On the list for review" if practice.for_review else "Screened"
        first = (
            f"{on_it} as at {words.day(snapshot.as_at)}: signal {SIGNALS[practice.signal].lower()},"
            f" {practice.met} of {practice.met + practice.not_met} known criteria met."
        )
        told[practice.code] = (first, *lines)
    return told


def _source(snapshot: Snapshot, practice: ScreenedPractice, criterion: str) -> str:
    found = practice.finding(criterion)
    release = snapshot.releases.get(found.get("release", ""), {})
    if release:
        return f" ({release['title']}.)"
    return f" ({found['source']}.)" if found.get("source") else ""


@dataclass
class Group:
    """A network or a group, how many open practices it has, and those on the list for review with
    the case of each that has one."""

    code: str
    name: str
    kind: str
    members: list[str]
    listed: list[ScreenedPractice] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)

    @property
    def free(self) -> list[ScreenedPractice]:
        """Those that could go in one case."""
        taken = {code for code, case in self.cases.items() if case.is_open}
        return [one for one in self.listed if one.code not in taken]


def groups(snapshot: Snapshot, reader: Reader, programme: str) -> list[Group]:
    """Groups with several practices on the list, those with most leading; six queries or so."""
    practices = {one.code: one for one in listed(snapshot, reader).slim()}
    cases = cases_of(practices, programme, reader)
    found = []
    for one in _members(reader, practices).values():
        one.listed = [practices[code] for code in one.members if code in practices]
        one.cases = {p.code: cases[p.code] for p in one.listed if p.code in cases}
        if len(one.listed) >= FEWEST:
            found.append(one)
    return sorted(found, key=lambda one: (-len(one.listed), one.name, one.code))


def group_of(code: str, reader: Reader) -> Group | None:
    """A group by its code, with its open practices on the reader's day."""
    england = england_on(reader.day)
    place = england.areas.get(code)
    if place and place.kind == Kind.PCN:
        return Group(code, place.name, place.kind, england.within(code))
    return _covered(reader, organisation__code=code).get(code)


def _members(reader: Reader, practices: Iterable[str]) -> dict[str, Group]:
    """The groups of some practices, by code, with all their open practices."""
    england = england_on(reader.day)
    wanted = list(practices)
    open_ = [england.practices[code] for code in wanted if code in england.practices]
    networks = {one.areas[Kind.PCN] for one in open_ if Kind.PCN in one.areas}
    found = {
        code: Group(code, england.areas[code].name, Kind.PCN, england.within(code))
        for code in networks
    }
    around = Coverage.objects.filter(
        area__code__in=wanted, starts__lte=reader.day, ends__gt=reader.day
    )
    return found | _covered(reader, organisation__in=around.values("organisation"))


def _covered(reader: Reader, **which: Any) -> dict[str, Group]:
    """Groups that people entered, with the open practices that each covers."""
    england = england_on(reader.day)
    rows = Coverage.objects.filter(
        organisation__kind=Kind.GROUP,
        area__kind=Kind.PRACTICE,
        starts__lte=reader.day,
        ends__gt=reader.day,
        **which,
    )
    by_group: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, name, practice in rows.values_list(
        "organisation__code", "organisation__name", "area__code"
    ):
        by_group[code, name].add(practice)
    return {
        code: Group(code, name, Kind.GROUP, sorted(covered & england.practices.keys()))
        for (code, name), covered in by_group.items()
    }
