"""What is owed now by whom, of programmes that go on: for reminders and for the work of people."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Milestone, Recorded
from resilience.returns.deadlines import moment
from resilience.returns.filing.opening import LONG_OVER
from resilience.returns.milestones.compliance import Standing, in_area
from resilience.returns.milestones.ground import Ground
from resilience.returns.milestones.states import Outcome


def going_on(now: datetime) -> Iterator[tuple[Pack, tuple[Milestone, ...]]]:
    """Programmes with milestones that go on, or are not long over, and their milestones."""
    for programme in available():
        pack = in_force(programme)
        milestones = pack.returns.milestones if pack.returns and pack.funding else ()
        if milestones and now - max(map(moment, milestones)) <= LONG_OVER:
            yield pack, milestones


def owed(
    ground: Ground, milestone: Milestone, among: Collection[str] | None = None
) -> list[Standing]:
    """The units, all or those with some codes, that still have something to do for a milestone.
    Where only a data return is missing, that is told of by itself."""
    return [
        one
        for area in ground.areas
        for one in in_area(ground, milestone, area).units
        if one.owed and (among is None or one.unit.code in among) and not _only_a_return(one)
    ]


def _only_a_return(stands: Standing) -> bool:
    lacks = [one for one in stands.found if one.outcome not in (Outcome.MET, Outcome.NOTHING)]
    return all(
        isinstance(one.evidence, Recorded) and one.evidence.what == "data_return" for one in lacks
    )
