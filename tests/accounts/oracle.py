"""Who sees whom on a day, worked out the plain way: day by day, fact by fact, no spans.

It is slow and knows nothing of the table that pages ask; tests compare the two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass
class World:
    """Facts about organisations by number. `belongs` has (below, above, starts, ends), closed under
    belonging; `joins` the same for networks, groups and committees; `closed` the day of closing;
    `took_over` (predecessor, successor, day)."""

    organisations: list[int]
    belongs: list[tuple[int, int, date, date]] = field(default_factory=list)
    joins: list[tuple[int, int, date, date]] = field(default_factory=list)
    closed: dict[int, date] = field(default_factory=dict)
    took_over: list[tuple[int, int, date]] = field(default_factory=list)

    def reached_from(self, one: int, day: date) -> set[int]:
        """All whose people see what is recorded about one organisation on a day."""
        found: set[int] = set()
        seen: set[tuple[int, str]] = set()
        to_visit = [(one, "itself")]
        while to_visit:
            at, came = to_visit.pop()
            if (at, came) in seen:
                continue
            seen.add((at, came))
            found.add(at)
            heirs = [new for old, new, since in self.took_over if old == at and since <= day]
            joined = self._above(self.joins, at, day)
            holders = self._above(self.belongs, at, day)
            if came == "joined":
                to_visit += [(heir, "joined") for heir in heirs]
                continue
            to_visit += [(heir, "itself") for heir in heirs]
            to_visit += [(group, "joined") for group in joined]
            if came == "itself":
                to_visit += [(holder, "belongs") for holder in holders]
        return found

    def _above(self, links: list[tuple[int, int, date, date]], at: int, day: date) -> list[int]:
        return [
            above
            for below, above, starts, ends in links
            if below == at
            and starts <= day
            and (day < ends or (at in self.closed and ends == self.closed[at]))
        ]
