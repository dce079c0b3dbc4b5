"""The money of a year against all practices that somebody reads counts of: by deprivation, list
size and area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.tiers import Tier
from resilience.cases.openness.numbers import last_day
from resilience.cases.prioritising.equity import Group
from resilience.cases.prioritising.reach_of_help import DEPRIVATION, fifths, period, sizes
from resilience.funding.fairness.grouped import Line, View, line, view, without_few
from resilience.funding.fairness.practices import money_of_practices
from resilience.funding.years import Year
from resilience.organisations.models import Kind, Organisation
from resilience.profiles.england import England, england_on
from resilience.profiles.everyone import everyone
from resilience.profiles.likeness import LIST_SIZE
from resilience.programmes.schema import Pack


@dataclass(frozen=True)
class Shown:
    """What is shown of a year, as at the end of `day`; the practices are those of `practices_on`.
    `all_of_it`: to somebody who sees the cases; others are told nothing of few practices, and it
    moves for them once a month."""

    day: date
    practices_on: date
    whole: Line
    views: list[View]
    all_of_it: bool


def shown_to(reader: Reader, pack: Pack, year: str) -> Shown:
    """The money of a year for the practices of which a reader reads counts; a few queries."""
    scope = reader.sees(Tier.COUNTS)
    all_of_it = sees_the_cases(reader)
    day = reader.day if all_of_it else last_day(reader.day)
    england = england_on(min(day, Year.called(year).ends))
    codes = _practices(scope, england)
    money = money_of_practices(pack.id, year, scope, day)
    known = everyone(england)
    patients = known.by_practice(LIST_SIZE)
    grouped: list[tuple[str, str, Mapping[str, Group | None], str]] = [
        (
            "deprivation",
            "Deprivation, in fifths of England’s practices",
            fifths(known, codes),
            period(known, DEPRIVATION),
        ),
        ("list-size", "List size", sizes(known, codes), period(known, LIST_SIZE)),
    ]
    for kind in kinds_shown(pack, england, codes, nested=all_of_it):
        grouped.append((kind, Kind(kind).label, _areas(england, codes, kind), ""))
    views = [
        view(id_, title, groups, patients, money, source) for id_, title, groups, source in grouped
    ]
    whole = line("All practices", {*codes, *money}, patients, money)
    if not all_of_it:
        whole, views = without_few(whole, views)
    return Shown(day, england.day, whole, views, all_of_it)


def sees_the_cases(reader: Reader) -> bool:
    """Whether a reader sees the cases of all of whose counts they read."""
    counts, cases = reader.sees(Tier.COUNTS), reader.sees(Tier.COMMISSIONER)
    return cases.everywhere or counts.organisations <= cases.organisations


def kinds_shown(pack: Pack, england: England, codes: list[str], *, nested: bool) -> Sequence[str]:
    """The kinds of area by which practices are told apart, of those that hold or share the money:
    those of which there are several. To who sees no cases but one, so that nothing follows from
    taking the numbers of areas from those of the area around them."""
    levels = pack.structure.levels
    holder = pack.funding.holder if pack.funding else levels[0]
    several = [
        kind
        for kind in dict.fromkeys((levels[0], holder))
        if len({england.practices[code].areas.get(kind) for code in codes}) > 1
    ]
    return several if nested else several[:1]


def _practices(scope: Scope, england: England) -> list[str]:
    """The codes of the open practices within a scope."""
    if scope.everywhere:
        return list(england.practices)
    within = Organisation.objects.filter(scope.within("pk"), kind=Kind.PRACTICE)
    return [code for code in within.values_list("code", flat=True) if code in england.practices]


def _areas(england: England, codes: list[str], kind: str) -> dict[str, Group | None]:
    areas = {code: england.practices[code].areas.get(kind) for code in codes}
    return {code: (0, england.areas[area].name) if area else None for code, area in areas.items()}
