"""A dashboard on paper: a front page, and one page for each practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from resilience.clusters.dashboard.counts import LATE, Counts, counts
from resilience.clusters.dashboard.domains import tallied
from resilience.clusters.dashboard.figures import OfFigure, figures_of
from resilience.clusters.dashboard.freshness import freshness
from resilience.clusters.dashboard.looking import Look
from resilience.clusters.dashboard.people import Line, lines, to_talk_about
from resilience.look.paper import typeset
from resilience.look.words import STATES, day, number, plural
from resilience.profiles.beside import Beside
from resilience.profiles.everyone import counting
from resilience.screening.presenting import SIGNALS
from resilience.screening.status_queries import KINDS

TEMPLATE = (Path(__file__).parent / "pack.typ").read_bytes()
FIRST = 12
Plain = dict[str, Any]
SAID = {"red": "Red", "amber": "Amber", "green": "Green", "not_enough_evidence": "Too little known"}
WHAT = (
    "The status is what a person confirmed, with a reason. The signal is what the machine makes of "
    "the criteria of the programme. The signals of the domains come from flags: figures far from "
    "most of England’s practices. A flag is a reason to ask. None of them decides anything."
)


def pdf(look: Look, at: datetime) -> bytes:
    """The pack of an area as an accessible PDF, for a reader who sees all of it."""
    return typeset(TEMPLATE, "pack", printed(look), at)


def printed(look: Look) -> Plain:
    """What the pack says, as plain data."""
    found = lines(look)
    rows = counting(look.codes, look.day)
    area = look.england.within(look.area.code)
    working = _working(look, found)
    practices = [
        _practice(one, figures_of(look.board, one.of, area, rows), working) for one in found
    ]
    return {
        "title": f"Quality and resilience in {look.name}",
        "programme": look.pack.title,
        "day": day(look.day),
        "what": WHAT,
        "footer": f"{look.name}, as at {day(look.day)}. For those who see every practice of it.",
        "area": look.name,
        "sources": _sources(look),
        "front": _front(look, found, counts(look, found)),
        "practices": practices,
        "fullest": max(range(len(practices)), key=lambda at: len(practices[at]["reason"])),
    }


def _front(look: Look, found: list[Line], told: Counts) -> Plain:
    first = to_talk_about(found)
    return {
        "practices": plural(len(look.codes), "practice"),
        "statuses": [[KINDS[name], number(count)] for name, count in told.statuses.items()],
        LATE: number(told.late),
        "signals": [[SIGNALS[name], number(count)] for name, count in told.signals.items()],
        "screen": day(look.snapshot.as_at) if look.snapshot else "",
        "domains": [
            [
                one.domain.title,
                *(number(one.signals[name]) for name in SIGNALS),
                ", ".join(f"{title} ({count})" for title, count in one.most_raised[:2]),
            ]
            for one in tallied(look.board.dashboard, (one.of for one in found))
        ],
        "first": [
            [f"{one.line.of.name} {one.line.of.code}", ". ".join(one.why)] for one in first[:FIRST]
        ],
        "more": max(len(first) - FIRST, 0),
        "sources": [
            [
                f"{one.dataset.title}, {one.release.publisher}",
                one.period.words,
                plural(one.dataset.months_old, "month") + (", old" if one.old else ""),
                f"{number(one.known)} of {number(one.practices)}",
            ]
            for one in freshness(look.board, look.area.code)
        ],
    }


def _practice(
    one: Line, figures: Mapping[str, list[OfFigure]], working: Mapping[str, str]
) -> Plain:
    status = one.status
    return {
        "name": one.of.name,
        "code": one.of.code,
        "status": KINDS[one.kind] if one.kind else "Not confirmed",
        "kind": one.kind,
        "reason": status.reason if status else "Nobody has confirmed a status.",
        "review": _review(one),
        "signal": SIGNALS.get(one.signal, "Not screened"),
        "signal_kind": one.signal,
        "working": working.get(one.of.code, ""),
        "differs": one.differs,
        "domains": [
            {
                "title": of.domain.title,
                "signal": SAID[of.signal],
                "kind": of.signal,
                "working": of.shown.working,
                "figures": _figures(figures[name]),
                "silent": ", ".join(
                    one.indicator.title for one in figures[name] if one.beside is None
                ),
            }
            for name, of in one.of.domains.items()
        ],
        "serves": _figures(figures["inequality"]),
    }


def _sources(look: Look) -> str:
    """The publishers' files that the figures of every page are of."""
    titles = (
        f"{one.dataset.title} ({one.release.publisher})"
        for one in freshness(look.board, look.area.code)
    )
    return f"Sources: {'; '.join(titles)}."


def _review(one: Line) -> str:
    if one.status is None:
        return ""
    late = " (late)" if one.late else ""
    confirmed = f"{one.status.confirmed_for.name}, {day(one.status.written)}"
    return f"{confirmed}. To be looked at again by {day(one.status.review_by)}{late}."


def _figures(found: Iterable[OfFigure]) -> list[Plain]:
    return [
        {
            "title": one.indicator.title,
            "value": here.text or STATES.get(here.state, STATES["not_known"]),
            "at": here.at,
            "beside": _medians(here),
            "period": f"{here.period.words}{', old' if one.old else ''}",
            "flag": "Flag" if one.met else "",
        }
        for one in found
        if (here := one.beside)
    ]


def _working(look: Look, found: list[Line]) -> dict[str, str]:
    """How the signal of each practice came about; one query."""
    if look.sight is None:
        return {}
    slim = look.sight.practices.filter(code__in=[one.of.code for one in found]).slim()
    return {one.code: one.working for one in slim}


def _medians(here: Beside) -> str:
    """The medians of the area and of England."""
    found = (here.area, here.england[2] if here.england else None)
    return " · ".join(here.shown(one) for one in found if one is not None)
