"""Conditions of steps: each answers with a sentence that says why not and what would open it, or
with nothing."""

from __future__ import annotations

from collections.abc import Callable

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.assessing.second import (
    needs_second,
    newest_placements,
    unsettled,
    why_second,
)
from resilience.cases.deciding.again import asked_again
from resilience.cases.models import Case, CaseClock
from resilience.look import words

Guard = Callable[[Case, Reader], str]


def programme_runs(case: Case, by: Reader) -> str:
    pack = case.pack
    if pack.starts <= by.day <= pack.ends:
        return ""
    return (
        f"{pack.title} runs from {words.day(pack.starts)} to {words.day(pack.ends)}. "
        "Begin a new case in the programme that runs now."
    )


def practice_was_answered(case: Case, by: Reader) -> str:
    owed = next(iter(_running(case)), None)
    return f"“{owed.rule.title}” is still owed: do that first." if owed else ""


def practice_knows(case: Case, by: Reader) -> str:
    if case.tier == Tier.COMMISSIONER:
        return ""
    return "The practice never knew of this case. Begin a new one."


def a_clock_can_wait(case: Case, by: Reader) -> str:
    if any("paused" in clock.rule.pauses and clock.due for clock in _running(case)):
        return ""
    return "No time that may be stopped is running."


def a_clock_waits(case: Case, by: Reader) -> str:
    waits = (wait for clock in _running(case) for wait in clock.waits.all())
    if any(wait.cause == "paused" and wait.ends is None for wait in waits):
        return ""
    return "The time to answer was not stopped."


def no_other_open_case(case: Case, by: Reader) -> str:
    own = case.practices.values("organisation")
    same = Case.objects.visible_to(by).open().filter(programme=case.programme)
    other = same.filter(practices__organisation__in=own).exclude(pk=case.pk).first()
    return f"There is a newer open case, {other.reference}: go on there." if other else ""


def programme_has_a_matrix(case: Case, by: Reader) -> str:
    pack = case.pack
    return "" if pack.matrix and pack.deciding else f"{pack.title} has no support matrix."


def was_placed(case: Case, by: Reader) -> str:
    placements = newest_placements(case)
    if not placements:
        return "Nobody placed the practice on the matrix yet: assess it first."
    again = case.events.filter(kind__in=("taken_up", "reopened")).order_by("number").last()
    if again and max(one.at for one in placements) < again.at:
        return "It was placed before it was opened again: assess it as it stands now."
    return ""


def second_is_somebody_else(case: Case, by: Reader) -> str:
    if any(one.by == by.actor for one in newest_placements(case)):
        return "You placed it yourself: a second assessor is somebody else."
    return ""


def no_second_yet(case: Case, by: Reader) -> str:
    two = len(newest_placements(case)) > 1
    return "Two assessors placed it already." if two else ""


def assessors_differ(case: Case, by: Reader) -> str:
    return "" if unsettled(newest_placements(case)) else "There are no two placements that differ."


def assessors_agree(case: Case, by: Reader) -> str:
    if unsettled(newest_placements(case)):
        return "Two assessors placed it differently: settle that first."
    return ""


def second_look_is_done(case: Case, by: Reader) -> str:
    if needs_second(case) and len(newest_placements(case)) == 1:
        return f"{why_second(case)} A second assessor places it first."
    return ""


def somebody_else_decides_again(case: Case, by: Reader) -> str:
    deciding = case.pack.deciding
    if deciding is None or not deciding.somebody_else_again:
        return ""
    last = case.decisions.order_by("number").last()
    if last and last.by == by.actor and asked_again(case):
        return "You decided it before: somebody else looks at it again."
    return ""


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
        no_other_open_case,
        programme_has_a_matrix,
        was_placed,
        second_is_somebody_else,
        no_second_yet,
        assessors_differ,
        assessors_agree,
        second_look_is_done,
        somebody_else_decides_again,
    )
}
