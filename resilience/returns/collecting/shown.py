"""A consolidated return on a page: its figures, and why they differ from the last, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from resilience.look.words import number, plural, pounds
from resilience.returns.collecting.content import Content
from resilience.returns.figures.sums import Figure
from resilience.returns.filing.told import told


@dataclass(frozen=True)
class Line:
    """A measure: what it comes to, what it came to last, why they differ, and of each team."""

    id: str
    title: str
    now: str
    then: str
    why: str
    teams: tuple[str, ...]


def lines(content: Content, part: Mapping[str, Any]) -> list[Line]:
    """The measures of an area of a consolidated return, or of all areas together."""
    found = []
    for one in content["measures"]:
        name, unit = one["id"], one["unit"]
        differs = (part["differs"] or {}).get(name)
        found.append(
            Line(
                name,
                one["title"],
                _told(part["figures"], name, unit),
                _amount(differs["then"], unit) if differs else "",
                why(differs, unit) if differs else "",
                tuple(_told(team["figures"], name, unit) for team in part.get("teams", ())),
            )
        )
    return found


def why(differs: Mapping[str, int], unit: str) -> str:
    """Why a figure differs from the last one, in a sentence."""
    if differs["now"] == differs["then"] and not any(
        differs[name] for name in ("corrected", "came_in", "fell_out", "changed")
    ):
        return "The same."
    total = differs["now"] - differs["then"]
    parts = list(_parts(differs, unit))
    if differs["changed"] == total and len(parts) == 1:
        return f"{_signed(total, unit)}."
    begun = _signed(total, unit) if total else "The same in all"
    return f"{begun}: {'; '.join(parts)}."


def _parts(differs: Mapping[str, int], unit: str) -> Iterator[str]:
    for name, happened in (("came_in", "came in"), ("fell_out", "fell out")):
        if many := differs[name]:
            of = f" with {pounds(differs[f'{name}_sum'])}" if unit == "pence" else ""
            yield f"{plural(many, 'practice')} {happened}{of}"
    if changed := differs["changed"]:
        yield f"{_signed(changed, unit)} for those in both"
    if corrected := differs["corrected"]:
        yield f"{_signed(corrected, unit)} by what was corrected of the last one since"


def missing(content: Content) -> list[str]:
    """Who is missing from a consolidated return, a sentence each."""
    found = []
    for one in content["missing"]:
        teams = ", ".join(team["name"] for team in one["teams"])
        if not one["whole"]:
            found.append(f"{one['name']} sent no row of {teams}.")
        elif not one["code"]:
            found.append(f"No area reports {teams}.")
        else:
            how = "has its return back to be changed" if one["handed_back"] else "sent no return"
            found.append(f"{one['name']} {how}" + (f" ({teams})." if teams else "."))
    return found


def _told(figures: Mapping[str, Any], name: str, unit: str) -> str:
    one = figures[name]
    return told(Figure(one["value"], one["unknown"]), unit)


def _amount(value: int, unit: str) -> str:
    return pounds(value) if unit == "pence" else number(value)


def _signed(value: int, unit: str) -> str:
    return f"{_amount(abs(value), unit)} {'more' if value > 0 else 'less'}"
