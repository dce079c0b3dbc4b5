"""Which milestones are met at a moment, late or not yet, by every team and area that owes them, and
what shows it (G12.1 to G12.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import get_current_timezone, is_naive, make_aware

from resilience.programmes.schema.returns import Evidence, Milestone, Recorded, ShareReached
from resilience.returns.deadlines import is_late, moment
from resilience.returns.figures.areas import Area
from resilience.returns.milestones.evidence import Found, counted, recorded
from resilience.returns.milestones.ground import Ground, year_of
from resilience.returns.milestones.states import OWED, Outcome, State, all_of, state, together


@dataclass(frozen=True)
class Unit:
    """A team or an area that owes a milestone, and the teams whose rows are its own."""

    pk: int
    code: str
    name: str
    area: str
    teams: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """How one unit stands with one milestone, and what shows it now. `since` is since when it is
    met, where that can be told: a day, or a moment for what was put on record."""

    milestone: Milestone
    unit: Unit
    state: State
    found: tuple[Found, ...]
    since: date | datetime | None = None

    @property
    def owed(self) -> bool:
        """Whether there is still something to do."""
        return self.state in OWED


@dataclass(frozen=True)
class InArea:
    """How a milestone stands in an area, and each unit of it that owes it."""

    milestone: Milestone
    area: Area
    units: tuple[Standing, ...]

    @property
    def state(self) -> State:
        return together([one.state for one in self.units])

    @property
    def met(self) -> int:
        """How many of its units meet it, in time or late."""
        return sum(one.state in (State.MET, State.MET_LATE) for one in self.units)

    @property
    def to_do(self) -> int:
        """How many of its units have something to do for it, or had."""
        return sum(one.state is not State.NOTHING for one in self.units)

    @property
    def since(self) -> date | datetime | None:
        """When the last of its units met it, where that can be told of each."""
        met = [one.since for one in self.units if one.state is not State.NOTHING]
        if self.state not in (State.MET, State.MET_LATE) or None in met:
            return None
        return max((one for one in met if one), key=_end)


def compliance(ground: Ground) -> list[list[InArea]]:
    """By area, how each milestone of the programme stands, the first due leading. Teams that are in
    no area come last, under none, with what teams owe."""
    return [[in_area(ground, one, area) for one in milestones(ground)] for area in ground.areas]


def milestones(ground: Ground) -> list[Milestone]:
    """The milestones of the programme, the first due leading."""
    found = ground.pack.returns.milestones if ground.pack.returns else ()
    return sorted(found, key=lambda one: one.due)


def in_area(ground: Ground, milestone: Milestone, area: Area) -> InArea:
    """How one milestone stands in an area."""
    found = (standing(ground, milestone, one) for one in units(milestone, area))
    return InArea(milestone, area, tuple(found))


def units(milestone: Milestone, area: Area) -> Iterator[Unit]:
    """Who owes a milestone in an area: each of its teams, or itself."""
    if milestone.of == "team":
        for one in area.teams:
            yield Unit(one.pk, one.code, one.name, area.code, (one.code,))
    elif area.code:
        yield Unit(area.pk, area.code, area.name, area.code, tuple(t.code for t in area.teams))


def standing(ground: Ground, milestone: Milestone, unit: Unit) -> Standing:
    """How a unit stands with a milestone at the moment of the ground."""
    found = shown(ground, milestone, unit)
    now = all_of([one.outcome for one in found])
    then = None
    if is_late(milestone, ground.at):
        in_time = shown(ground, milestone, unit, at_deadline=True)
        then = all_of([one.outcome for one in in_time])
        found = in_time if then is Outcome.MET else found
    stands = state(now, then)
    met = stands in (State.MET, State.MET_LATE)
    return Standing(milestone, unit, stands, found, _since(found) if met else None)


def shown(
    ground: Ground, milestone: Milestone, unit: Unit, *, at_deadline: bool = False
) -> tuple[Found, ...]:
    """What each piece of evidence shows, at the moment of the ground or at the deadline before."""
    return tuple(_found(ground, milestone, unit, one, at_deadline) for one in milestone.evidence)


def _found(
    ground: Ground, milestone: Milestone, unit: Unit, evidence: Evidence, at_deadline: bool
) -> Found:
    year = year_of(ground.pack, milestone)
    if isinstance(evidence, Recorded):
        until = moment(milestone) if at_deadline else ground.at
        return recorded(evidence, ground.moments(evidence, unit.code, year), until)
    due = milestone.due.date()
    late = is_late(milestone, ground.at)
    day = due if at_deadline else ground.day
    if isinstance(evidence, ShareReached) and evidence.spent_by:
        day = min(day, evidence.spent_by)
    rows = ground.rows(unit.area, year, day)
    return counted(evidence, rows, unit.teams, due if late else None)


def _since(found: tuple[Found, ...]) -> date | datetime | None:
    """When the last of several things came so; none where of one it cannot be told."""
    met = [one.since for one in found if one.outcome is Outcome.MET]
    return None if None in met else max((one for one in met if one), key=_end, default=None)


def _end(when: date | datetime) -> datetime:
    """A moment, or the end of a day, to put both in turn."""
    if isinstance(when, datetime):
        return make_aware(when) if is_naive(when) else when
    end = datetime(when.year, when.month, when.day, tzinfo=get_current_timezone())
    return end + timedelta(days=1)
