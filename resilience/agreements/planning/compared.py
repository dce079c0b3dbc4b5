"""What changed between two versions of a plan, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from resilience.agreements.models import PlanVersion
from resilience.agreements.planning.told import Block, told

Placed = tuple[str, Block]
"""A block with the title of the part that it stands in."""


@dataclass(frozen=True)
class Change:
    """One thing that differs: where, what of it, and how it was and is. Of what was added there is
    nothing before, of what was removed nothing after."""

    where: str
    what: str
    before: str
    after: str


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two contents of a plan, in the order of its parts."""
    old, new = _blocks(before), _blocks(after)
    found: list[Change] = []
    for key, now in new.items():
        if key in old:
            found += _differing(old[key], now)
        else:
            found.append(Change(_where(now), "added", "", _all(now)))
    gone = [one for key, one in old.items() if key not in new]
    return found + [Change(_where(one), "removed", _all(one), "") for one in gone]


def seen_before(version: PlanVersion, kind: str) -> PlanVersion | None:
    """The latest earlier version of which something of a kind happened, such as that the practice
    agreed it; none where there was none."""
    events = version.plan.case.events.filter(kind=kind).values_list("details", flat=True)
    numbers = [one["version"] for one in events if one.get("plan") == version.plan.number]
    earlier = [number for number in numbers if number < version.number]
    return version.plan.versions.filter(number=max(earlier)).first() if earlier else None


def _blocks(content: dict[str, Any]) -> dict[str, Placed]:
    return {
        block.key: (section.title, block) for section in told(content) for block in section.blocks
    }


def _where(one: Placed) -> str:
    section, block = one
    return ": ".join(filter(None, [section, block.title]))


def _differing(was: Placed, now: Placed) -> list[Change]:
    (heading_before, before), (heading, after) = was, now
    lines = {
        "under": (heading_before, heading),
        "called": (before.title, after.title),
    }
    old, new = dict(before.lines), dict(after.lines)
    lines |= {
        label: (old.get(label, ""), new.get(label, "")) for label in dict.fromkeys([*old, *new])
    }
    return [
        Change(_where(now), label, *said) for label, said in lines.items() if len(set(said)) > 1
    ]


def _all(one: Placed) -> str:
    return "\n".join(f"{label}: {said}" for label, said in one[1].lines if said)
