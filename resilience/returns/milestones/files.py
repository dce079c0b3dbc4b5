"""Milestones as a file: a line for each piece of evidence of each team or area that owes one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from resilience.programmes.schema.returns import Recorded
from resilience.returns.deadlines import moment
from resilience.returns.milestones import told
from resilience.returns.milestones.compliance import InArea, Standing
from resilience.returns.milestones.evidence import Found
from resilience.returns.milestones.ground import Ground
from resilience.returns.milestones.seeing import Sight, closed

COLUMNS = (
    *("programme", "as_at", "milestone", "title", "due", "area", "area_name", "state_in_area"),
    *("of", "of_name", "state", "since", "evidence", "shows", "reached", "whole", "needed"),
    *("missing", "unit", "why_no_number"),
)
NOT_TOLD = "numbers of practices are in papers for boards"


def lines(
    ground: Ground, found: Collection[Collection[InArea]], sight: Sight
) -> Iterator[dict[str, Any]]:
    """Of each area and milestone, each unit and each piece of its evidence. A number that is not
    known is an empty cell, and why stands beside it; money is whole pence."""
    for one in (each for area in found for each in area):
        hidden = closed(sight, one)
        for stands in one.units:
            for place, piece in enumerate(stands.found):
                yield _line(ground, one, stands, piece, place in hidden)


def _line(
    ground: Ground, of: InArea, stands: Standing, found: Found, hidden: bool
) -> dict[str, Any]:
    returns = ground.pack.returns
    due = moment(of.milestone)
    since = stands.since.isoformat() if stands.since else None
    line = {
        "programme": ground.pack.id,
        "as_at": ground.at.isoformat(timespec="seconds"),
        "milestone": of.milestone.id,
        "title": of.milestone.title,
        "due": due.isoformat(),
        "area": of.area.code,
        "area_name": of.area.name,
        "state_in_area": of.state.value,
        "of": stands.unit.code,
        "of_name": stands.unit.name,
        "state": stands.state.value,
        "since": since,
        "evidence": told.asks(found.evidence, returns) if returns else "",
        "shows": found.outcome.value,
    }
    return line | _numbers(ground, found, hidden)


def _numbers(ground: Ground, found: Found, hidden: bool) -> dict[str, Any]:
    names = ("reached", "whole", "needed", "missing", "unit")
    if hidden or isinstance(found.evidence, Recorded) or found.reached is None:
        why = NOT_TOLD if hidden else ""
        if not why and not isinstance(found.evidence, Recorded):
            why = "not known"
        return dict.fromkeys(names) | {"why_no_number": why}
    returns = ground.pack.returns
    money = returns is not None and told.is_money(found.evidence, returns)
    numbers = (
        *(found.reached.known, found.of.known if found.of else None, found.needed, found.short),
        "pence" if money else "number",
    )
    unknown = found.reached.unknown or (found.of and found.of.unknown)
    return dict(zip(names, numbers, strict=True)) | {
        "why_no_number": "not known" if unknown else ""
    }
