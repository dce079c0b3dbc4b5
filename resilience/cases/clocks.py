"""When something is due, and how a clock stands on a day. Pure: no database, no today.

A clock counts whole days in London. The day on which it starts is not counted, whatever the hour.
Nor are days on which it waits for somebody else: from the day after the pause began until the day
on which it ended, both counted as waiting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from resilience.programmes.working_days import is_working_day

Standing = Literal["open", "met", "due", "late", "paused"]
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wait:
    """That a clock waited from a day until another one, or still does."""

    starts: date
    ends: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts < day and (self.ends is None or day <= self.ends)


def due_on(started: date, days: int, counted: str, waits: Iterable[Wait] = ()) -> date | None:
    """The last day on which a clock is met; None while it waits and may yet be met (E16).

    `counted` is "working days" or "calendar days", `days` at least 1.
    """
    waits = tuple(waits)
    open_since = min((wait.starts for wait in waits if wait.ends is None), default=None)
    day = started
    while days > 0:
        if open_since is not None and day >= open_since:
            return None
        day += A_DAY
        working = counted == "calendar days" or is_working_day(day)
        days -= working and not any(wait.holds(day) for wait in waits)
    return day


def standing(due: date | None, stopped: date | None, day: date) -> Standing:
    """How a clock stands at the end of a day: met is what was done on its last day or before, or
    while it waited."""
    if stopped is not None:
        return "met" if due is None or stopped <= due else "late"
    if due is None:
        return "paused"
    if due < day:
        return "late"
    return "due" if due == day else "open"


def as_known_on(day: date, waits: Iterable[Wait]) -> list[Wait]:
    """The waits as they were known on a day: what ended later was open then."""
    return [
        Wait(one.starts, one.ends if one.ends is not None and one.ends <= day else None)
        for one in waits
        if one.starts <= day
    ]
