"""What a figure came to in the last consolidated return and comes to now, and why. Pure.

What was corrected of the earlier return since it was frozen is told apart; the rest is what came
in, what fell out, and what changed of that which is in both. The parts always come to the whole:
now = then + corrected + came in − fell out + changed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from resilience.programmes.schema.returns import MeasureId
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sums import COUNTED, OF_TEAMS, SUMMED, figure


@dataclass(frozen=True)
class Difference:
    """A figure then and now: `corrected` is what became of the earlier return since; `came_in` and
    `fell_out` are practices, with their sums where the figure is money; `changed` is of those that
    are in both."""

    then: int
    now: int
    corrected: int
    came_in: int
    fell_out: int
    came_in_sum: int
    fell_out_sum: int
    changed: int


def difference(measure: MeasureId, then: int, earlier: Rows, now: Rows) -> Difference:
    """Why a figure differs: `then` is what was frozen, `earlier` are the rows of that return as
    they stand by now, and `now` those of this one."""
    before, after = figure(earlier, measure).value, figure(now, measure).value
    corrected = before - then
    if measure in OF_TEAMS:
        return Difference(then, after, corrected, 0, 0, 0, 0, after - before)
    old, new = _sums(earlier, measure), _sums(now, measure)
    came, fell = new.keys() - old.keys(), old.keys() - new.keys()
    came_sum, fell_sum = sum(new[one] for one in came), sum(old[one] for one in fell)
    changed = sum(new[one] - old[one] for one in new.keys() & old.keys())
    return Difference(then, after, corrected, len(came), len(fell), came_sum, fell_sum, changed)


def plain(difference: Difference) -> dict[str, Any]:
    """As it is frozen."""
    return asdict(difference)


def _sums(rows: Rows, measure: MeasureId) -> dict[str, int]:
    """Of each practice of which the figure is made, what it adds: one, or its pence."""
    if counts := COUNTED.get(measure):
        return {one.practice: 1 for one in rows.practices if counts(one)}
    found: dict[str, int] = {}
    for one in rows.practices:
        if pence := SUMMED[measure](one):
            found[one.practice] = found.get(one.practice, 0) + pence
    return {practice: pence for practice, pence in found.items() if pence}
