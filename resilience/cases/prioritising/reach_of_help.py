"""What is known of the practices of a footprint, and how far each came in a programme."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from resilience.cases.models import Case, CasePractice
from resilience.cases.prioritising.equity import Group, Line, View, by_number, line, view
from resilience.cases.prioritising.footprint import Footprint
from resilience.cases.prioritising.helped import outcomes_that_help
from resilience.evidence.indicators import indicators
from resilience.look import words
from resilience.organisations.models import Kind, Organisation
from resilience.profiles.england import England, england_on
from resilience.profiles.everyone import Everyone, everyone
from resilience.profiles.likeness import LIST_SIZE, SETTINGS, settings_on

SIZES = (0, 3_000, 6_000, 9_000, 12_000, inf)
"""Edges of the groups by registered patients."""
DEPRIVATION = "deprivation_score"
FIFTHS = {
    1: "1, least deprived",
    2: "2",
    3: "3",
    4: "4",
    5: "5, most deprived",
}


def equity_of(footprint: Footprint) -> tuple[Line, list[View]]:
    """All open practices of a footprint, and the views of them; a few queries, however many."""
    england = england_on(footprint.reader.day)
    codes = _practices(footprint, england)
    reached = _reached(footprint)
    known = everyone(england)
    groups = {
        "List size": (sizes(known, codes), period(known, LIST_SIZE)),
        "Deprivation, in fifths of England’s practices": (
            fifths(known, codes),
            period(known, DEPRIVATION),
        ),
        "Urban or rural": (_settings(footprint, codes), ""),
        "Area": (_areas(footprint, england, codes), ""),
    }
    views = [view(title, found, reached, source) for title, (found, source) in groups.items()]
    of_several = [one for one in views if len(one.lines) > 1]
    return line("All practices", set(codes), reached), of_several


def _practices(footprint: Footprint, england: England) -> list[str]:
    """The codes of the practices of a footprint that are open on the day."""
    within = Organisation.objects.filter(footprint.scope.within("pk"), kind=Kind.PRACTICE)
    return [code for code in within.values_list("code", flat=True) if code in england.practices]


def _reached(footprint: Footprint) -> dict[str, set[str]]:
    """The codes of the practices that asked for help, were placed, and were offered help, in any
    case of the programme; three queries."""
    every = CasePractice.objects.filter(case__programme=footprint.pack.id)
    every = every.filter(footprint.scope.within("organisation"))
    stages = {
        "asked": every.filter(case__route=Case.Route.SELF_REFERRAL),
        "placed": every.filter(case__placement__isnull=False),
        "offered": every.filter(case__decisions__outcome__in=outcomes_that_help()),
    }
    return {
        stage: set(found.values_list("organisation__code", flat=True))
        for stage, found in stages.items()
    }


def sizes(known: Everyone, codes: Iterable[str]) -> dict[str, Group | None]:
    """By list size, in the bands of SIZES."""

    def title(low: float, high: float) -> str:
        if high == inf:
            return f"{words.number(low)} patients and more"
        if low == 0:
            return f"Fewer than {words.number(high)} patients"
        return f"{words.number(low)} to {words.number(high - 1)} patients"

    values = known.by_practice(LIST_SIZE)
    return by_number({code: values.get(code) for code in codes}, SIZES, title)


def fifths(known: Everyone, codes: Iterable[str]) -> dict[str, Group | None]:
    """By fifths of the scores of England's practices, the most deprived in the fifth one."""
    ordered = known.ordered(DEPRIVATION)
    values = known.by_practice(DEPRIVATION)
    found: dict[str, Group | None] = {}
    for code in codes:
        value = values.get(code)
        if value is None:
            found[code] = None
            continue
        below = int(ordered.searchsorted(value))
        fifth = below * 5 // ordered.size + 1
        found[code] = fifth, FIFTHS[fifth]
    return found


def _settings(footprint: Footprint, codes: list[str]) -> dict[str, Group | None]:
    rural = settings_on(footprint.reader.day)
    return {
        code: (int(rural[code]), words.begin(SETTINGS[rural[code]])) if code in rural else None
        for code in codes
    }


def _areas(footprint: Footprint, england: England, codes: list[str]) -> dict[str, Group | None]:
    asking = footprint.pack.asking
    level = asking.commissioner_level if asking else ""
    above = {code: england.practices[code].areas.get(level) for code in codes}
    return {code: (0, england.areas[area].name) if area else None for code, area in above.items()}


def period(known: Everyone, indicator: str) -> str:
    """Of which period the figures of an indicator are; empty where none are known."""
    found = known.periods.get(indicator)
    return f"{indicators()[indicator].title}, {found.label}" if found else ""
