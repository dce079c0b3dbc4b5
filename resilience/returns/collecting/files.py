"""A consolidated return as a CSV: a line for each measure of each team, area, and of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from resilience.returns.models import Consolidation

DIFFERS = ("then", "corrected", "came_in", "fell_out", "came_in_sum", "fell_out_sum", "changed")
COLUMNS = (
    *("programme", "collection", "number", "as_at", "level", "area", "area_name", "team"),
    *("team_name", "measure", "unit", "state", "value", "rows_not_known"),
    *DIFFERS,
)
"""Money is in pence. `state` is "sent", or "missing" where there is no figure, which is no zero."""
NOBODY = {"area": "", "area_name": "", "team": "", "team_name": ""}


def rows(one: Consolidation) -> Iterator[dict[str, Any]]:
    """All areas together, then each area and its teams, then who is missing."""
    content = one.content
    yield from _of(one, content["all"], NOBODY | {"level": "all"})
    for area in content["areas"]:
        who = NOBODY | {"area": area["code"], "area_name": area["name"]}
        yield from _of(one, area, who | {"level": "area"})
        for team in area["teams"]:
            own = {"level": "team", "team": team["code"], "team_name": team["name"]}
            yield from _of(one, team, who | own)
    for area in content["missing"]:
        who = NOBODY | {"area": area["code"], "area_name": area["name"]}
        if area["whole"] and area["code"]:
            yield from _of(one, None, who | {"level": "area"})
        for team in area["teams"]:
            own = {"level": "team", "team": team["code"], "team_name": team["name"]}
            yield from _of(one, None, who | own)


def _of(
    one: Consolidation, part: Mapping[str, Any] | None, who: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The measures of a part; without one, that there is nothing. What nobody knows is an empty
    cell, and no zero."""
    told = {
        "programme": one.programme,
        "collection": one.collection,
        "number": one.number,
        "as_at": one.as_at.isoformat(),
        "state": "sent" if part else "missing",
    }
    for measure in one.content["measures"]:
        name = measure["id"]
        differs = ((part or {}).get("differs") or {}).get(name) or {}
        figure = part["figures"][name] if part else {"value": None, "unknown": None}
        yield {
            **told,
            **who,
            "measure": name,
            "unit": measure["unit"],
            "value": None if figure["unknown"] and not figure["value"] else figure["value"],
            "rows_not_known": figure["unknown"],
            **{column: differs.get(column) for column in DIFFERS},
        }
