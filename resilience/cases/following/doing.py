"""What somebody can do with a case, as buttons: steps that share a page are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resilience.cases.assessing.second import needs_second
from resilience.cases.models import Case
from resilience.cases.steps import ASSESSED, Step
from resilience.cases.steps.agreeing import STEPS as AGREEING
from resilience.cases.steps.assessing import STEPS as ASSESSING
from resilience.cases.steps.step import BEFORE_SIGNING
from resilience.cases.steps.supporting import STEPS as SUPPORTING
from resilience.look.jinja import url

DECIDING = "cases:decide"
TOWARDS_HELP = ("help_decided", *BEFORE_SIGNING, "part_signed", "exit_review")
ON_THE_WAY = ("settle", "place_second", "place")
"""What is done before a decision, what stands in its way first leading."""


@dataclass(frozen=True)
class Way:
    """Something to do: its title and address; `why_not` where it is not open now. `deliberates`:
    it belongs to assessing and deciding."""

    title: str
    address: str
    steps: tuple[Step, ...]
    why_not: str = ""

    @property
    def deliberates(self) -> bool:
        return self.decides or self.steps[0] in ASSESSING

    @property
    def decides(self) -> bool:
        return self.steps[0].page == DECIDING


def ways_of(case: Case, steps: Iterable[tuple[Step, str]]) -> list[Way]:
    """The steps that somebody has a say in, each with why not, as ways; in their order."""
    found: dict[str, Way] = {}
    for step, why_not in steps:
        name = step.page or step.id
        if before := found.get(name):
            step_before = before.steps
            found[name] = Way(before.title, before.address, (*step_before, step), before.why_not)
        else:
            found[name] = Way(_title(case, step), _address(case, step), (step,), why_not)
    return list(found.values())


def under_a_memorandum(step: Step) -> bool:
    """Whether it is done while a memorandum is in force, and not to finish its review."""
    return step in SUPPORTING and (step.to is None or "supported" in step.from_)


def main_way(case: Case, ways: Iterable[Way], *, waits_for_reader: bool) -> Way | None:
    """The one to do next: on the way to a decision what it waits for, on the way to help what leads
    there, else what is owed first, or what the practice is waited for."""
    open_ways = [one for one in ways if not one.why_not]
    if case.state in ASSESSED and (found := _towards_a_decision(case, open_ways)):
        return found
    if case.state in TOWARDS_HELP and (found := _towards_help(open_ways)):
        return found
    running = [one for one in case.clocks.all() if not (one.stopped or one.ended)]
    for clock in sorted(running, key=lambda one: one.due or date.max):
        for way in open_ways:
            if any(step.event in clock.rule.stops for step in way.steps):
                return way
    return open_ways[0] if waits_for_reader and open_ways else None


def _towards_help(ways: list[Way]) -> Way | None:
    """The first that leads further, and not back."""
    further = (way for way in ways if way.steps[0] in (*AGREEING, *SUPPORTING) and way.steps[0].to)
    return next((way for way in further if not way.steps[0].needs_words), None)


def _towards_a_decision(case: Case, ways: list[Way]) -> Way | None:
    if found := next((way for way in ways if way.decides), None):
        return found
    by_id = {way.steps[0].id: way for way in ways}
    for step in ON_THE_WAY:
        wanted = {"place": case.placement_id is None, "place_second": needs_second(case)}
        if step in by_id and wanted.get(step, True):
            return by_id[step]
    return None


def _title(case: Case, step: Step) -> str:
    if step.page != DECIDING:
        return step.title
    return "Decide again" if case.state == "another_look" else "Decide"


def _address(case: Case, step: Step) -> str:
    if step.page:
        return url(step.page, case.reference)
    return url("cases:step", case.reference, step.id)
