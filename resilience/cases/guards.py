"""Conditions of steps: each answers with a sentence that says why not and what would open it, or
with nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from resilience.accounts.tiers import Tier
from resilience.cases.models import Case, CaseClock
from resilience.look import words

Guard = Callable[[Case, date], str]


def programme_runs(case: Case, day: date) -> str:
    pack = case.pack
    if pack.starts <= day <= pack.ends:
        return ""
    return (
        f"{pack.title} runs from {words.day(pack.starts)} to {words.day(pack.ends)}. "
        "Begin a new case in the programme that runs now."
    )


def practice_was_answered(case: Case, day: date) -> str:
    owed = next(iter(_running(case)), None)
    return f"“{owed.rule.title}” is still owed: do that first." if owed else ""


def practice_knows(case: Case, day: date) -> str:
    if case.tier == Tier.COMMISSIONER:
        return ""
    return "The practice never knew of this case. Begin a new one."


def a_clock_can_wait(case: Case, day: date) -> str:
    if any("paused" in clock.rule.pauses and clock.due for clock in _running(case)):
        return ""
    return "No time that may be stopped is running."


def a_clock_waits(case: Case, day: date) -> str:
    waits = (wait for clock in _running(case) for wait in clock.waits.all())
    if any(wait.cause == "paused" and wait.ends is None for wait in waits):
        return ""
    return "The time to answer was not stopped."


def _running(case: Case) -> list[CaseClock]:
    """What is owed and was not done."""
    return [one for one in case.clocks.all() if one.stopped is None and one.ended is None]


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        programme_runs,
        practice_was_answered,
        practice_knows,
        a_clock_can_wait,
        a_clock_waits,
    )
}
