"""Every area and team of a year with the state of its delivery plan, as a page and a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.openness.small import Told, alone
from resilience.returns.figures.areas import Area
from resilience.returns.plans.addressed import Where, areas_read, held
from resilience.returns.plans.standing import Standing, standings
from resilience.returns.plans.supported import Supported, supported

COLUMNS = (
    *("area_code", "area", "team_code", "team", "plan", "version", "agreed_on"),
    *("practices_told", "practices_to_tell_otherwise", "assurance", "assurance_is_of_version"),
    *("actions_open", "actions_late", "area_practices_supported", "area_practices_open"),
)


@dataclass(frozen=True)
class Line:
    """A team: how its plan stands, and how many practices were told and are still to be told in
    another way, as the reader is told."""

    stands: Standing
    told: Told
    to_tell: Told
    late: int

    @property
    def finding(self) -> str:
        made = self.stands.assurance
        return made.get_finding_display() if made else "Not yet"


@dataclass(frozen=True)
class Block:
    """An area with its teams; no numbers of its practices for who sees none there."""

    area: Area
    lines: tuple[Line, ...]
    supported: Supported | None


def overview(reader: Reader, of: Where, day: date) -> list[Block]:
    """What a reader reads of every area, by name."""
    found = areas_read(reader, of.pack)
    teams = [team for area in found for team in area.teams]
    stands = standings(of.pack, of.year, teams, day)
    counts = supported(reader, of.pack, of.year, found, day)
    cases = held(reader.sees(Tier.COMMISSIONER), stands)
    return [
        Block(
            area,
            tuple(line_of(stands[team.pk], team.pk in cases, day) for team in area.teams),
            counts.get(area.code),
        )
        for area in found
    ]


def line_of(stands: Standing, sees_cases: bool, day: date) -> Line:
    """A team as told to who sees its cases, or to who sees counts only."""
    told, to_tell = len(stands.reached), len(stands.to_tell)
    late = len(stands.late_actions(day))
    if sees_cases:
        return Line(stands, told, to_tell, late)
    return Line(stands, few(told), few(to_tell), late)


def few(count: int) -> Told:
    """A number as who sees no case is told it; that there is none says nothing of anybody."""
    return alone(count) if count else 0


def as_rows(blocks: list[Block]) -> Iterator[dict[str, Any]]:
    """The same as lines of a file."""
    for block in blocks:
        for line in block.lines:
            yield dict(zip(COLUMNS, _cells(block, line), strict=True))


def _cells(block: Block, line: Line) -> tuple[Any, ...]:
    stands, counts = line.stands, block.supported
    plan, made = stands.plan, stands.assurance
    said = (plan.number, plan.agreed.isoformat()) if plan else (None, None)
    told = (line.told, line.to_tell) if plan else (None, None)
    return (
        *(block.area.code, block.area.name, stands.team.code, stands.team.name, stands.words),
        *said,
        *told,
        *(line.finding, made.plan.number if made else None),
        *(len(stands.open_actions()), line.late),
        *((counts.practices, counts.open) if counts else (None, None)),
    )
