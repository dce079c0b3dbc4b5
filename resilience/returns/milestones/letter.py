"""A letter about a milestone that is late: the facts at a moment, and the letter on paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from resilience.look import words
from resilience.look.paper import typeset
from resilience.programmes.schema import Pack
from resilience.programmes.working_days import is_working_day
from resilience.returns.deadlines import is_late
from resilience.returns.figures.areas import Area
from resilience.returns.filing.told import due_told, to_the_second
from resilience.returns.milestones import told
from resilience.returns.milestones.compliance import InArea, Standing, in_area
from resilience.returns.milestones.ground import Ground
from resilience.returns.milestones.states import OWED, WORDS, State

TEMPLATE = (Path(__file__).parent / "letter.typ").read_bytes()
Facts = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """To whom a letter goes, its words, and by when it asks for an answer."""

    to: Sequence[Mapping[str, str]]
    words: str
    answer_by: date


def of_area(pack: Pack, area: str, milestone: str, at: datetime) -> InArea | None:
    """How a milestone stands in an area at a moment; none where there is no such area or
    milestone."""
    ground = Ground(pack, at, [area])
    found = pack.returns.milestone(milestone) if pack.returns else None
    if found is None or not area or not ground.areas:
        return None
    return in_area(ground, found, ground.areas[0])


def why_not_write(stands: InArea, at: datetime) -> str:
    """Why no letter is written about a milestone; empty where one may be."""
    if not is_late(stands.milestone, at):
        return f"It is not due yet: it is due by {due_told(stands.milestone)}."
    if stands.state in OWED:
        return ""
    if stands.state is State.NOTHING:
        return "There was nothing to do for it in this area, so there is nothing to escalate."
    met = "late" if stands.state is State.MET_LATE else "in time"
    return f"It is met ({met}), so there is nothing to escalate."


def facts(pack: Pack, stands: InArea, at: datetime) -> Facts:
    """What a letter says of a milestone: what was due when, how far it is, each team, and what is
    missing, in numbers. Whoever gets the letter may see the cases; it names no practice all the
    same, as paper goes further than its readers."""
    one = stands.milestone
    return {
        "milestone": one.title,
        "due": due_told(one),
        "note": " ".join(filter(None, [told.weekday_note(one), one.why])),
        "cite": list(one.cite),
        "at": at.isoformat(timespec="seconds"),
        "at_told": to_the_second(at),
        "overdue": told.remains(one, at),
        "state": stands.state.value,
        "state_told": WORDS[stands.state],
        "how_far": _how_far(stands),
        "units": [_unit(pack, each) for each in stands.units],
    }


def _how_far(stands: InArea) -> str:
    if stands.to_do < 2:
        return ""
    met = words.number(stands.met) if stands.met else "None"
    return (
        f"{met} of {words.plural(stands.to_do, 'team')} {'meet' if stands.met > 1 else 'meets'} it."
    )


def _unit(pack: Pack, stands: Standing) -> dict[str, Any]:
    returns = pack.returns
    pieces = [
        {
            "asks": told.asks(found.evidence, returns),
            "reached": told.reached(found, returns),
            "missing": told.missing(stands, found, returns),
        }
        for found in stands.found
        if returns
    ]
    return {
        "code": stands.unit.code,
        "name": stands.unit.name,
        "state": stands.state.value,
        "state_told": WORDS[stands.state],
        "since": told.since(stands.since),
        "pieces": pieces,
    }


def fingerprint(found: Facts) -> str:
    """What tells whether facts are those that somebody looked at: all of them but the moment and
    how long ago it was due."""
    same = {
        name: value for name, value in found.items() if name not in ("at", "at_told", "overdue")
    }
    return hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()


def answer_day(at: datetime, days: int) -> date:
    """The working day so many working days after a moment."""
    day = localdate(at)
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def pdf(pack: Pack, area: Area, number: int, by: str, said: Told, found: Facts) -> bytes:
    """The letter on paper (PDF/UA-1), the same bytes for the same letter."""
    at = datetime.fromisoformat(found["at"])
    letter = {
        "title": f"{found['milestone']}: {area.name}",
        "reference": f"{pack.title}, letter {number}",
        "date": words.day(at),
        "to": [f"{one['name']}, {one['post']}" for one in said.to],
        "from": by,
        "lead": (
            f"This was due by {found['due']}. At {found['at_told']} it stood as follows in "
            f"{area.name}: {found['state_told'].lower()}. {found['how_far']}"
        ),
        "note": found["note"],
        "words": said.words.split("\n\n"),
        "answer": f"Please answer by {words.day(said.answer_by)}, on the page of this letter.",
        "rows": [_row(one) for one in found["units"]],
    }
    return typeset(TEMPLATE, "letter", letter, at)


def _row(unit: Mapping[str, Any]) -> dict[str, Any]:
    stands = unit["state_told"] + (f", {unit['since']}" if unit["since"] else "")
    return {
        "name": unit["name"],
        "stands": stands,
        "shows": [f"{one['asks']} {one['reached']}." for one in unit["pieces"]],
        "missing": [one["missing"] for one in unit["pieces"] if one["missing"]] or ["Nothing"],
    }
