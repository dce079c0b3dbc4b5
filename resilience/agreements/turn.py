"""Where a case stands on its way from a decision to the end of its help, whose turn it is, and what
somebody does next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.agreements.actions.following import HELPED
from resilience.agreements.changing.agreed import agreed, notices, variation_of
from resilience.agreements.following.shown import Followed
from resilience.agreements.models import Lead, Plan, plan_of
from resilience.agreements.planning.who import why_not_change
from resilience.agreements.rules import held_up
from resilience.cases.following.doing import Way, ways_of
from resilience.cases.models import Case
from resilience.cases.rules import steps_for
from resilience.look import words
from resilience.look.jinja import url

STAGES = (
    ("The plan is written", "Your plan is written", ("planning",)),
    ("The practice agrees it", "You agree it", ("plan_proposed",)),
    ("The strategic lead approves it", "The strategic lead approves it", ("plan_agreed",)),
    (
        "Both sides sign the memorandum",
        "Both sides sign the memorandum",
        ("plan_approved", "signing", "part_signed"),
    ),
    ("The practice is helped", "You are helped", ("supported",)),
    ("Help is reviewed and ends", "Help is reviewed and ends", ("exit_review",)),
)
"""The way of a case: each stage in words to those who help and to the practice, and the states that
a case has there."""
TURNS = {
    "help_decided": (
        "Help was decided. The local team begins the improvement plan next.",
        "You are offered help. The local team begins your improvement plan with you next.",
    ),
    "planning": (
        "The local team and the practice write the plan together. When it is complete, "
        "{operational} puts it to the practice.",
        "You and the local team write your plan together. When it is complete, {operational} of "
        "the local team puts it to you.",
    ),
    "plan_proposed": (
        "The plan is with the practice. {practice} agrees it, or asks for changes.",
        "Your plan is with you. {practice} reads and agrees it, or asks for changes.",
    ),
    "plan_agreed": (
        "The practice agreed the plan. It waits for {strategic}, the strategic lead.",
        "You agreed your plan. It waits for {strategic}, the strategic lead. There is nothing that "
        "you have to do.",
    ),
    "plan_approved": (
        "The plan is approved. The local team puts the memorandum before both sides next.",
        "Your plan is approved. The local team sends you the memorandum to sign next.",
    ),
    "signing": (
        "The memorandum is before both sides. {practice} signs for the practice, {strategic} for "
        "the local team.",
        "{practice} signs for you, {strategic} for the local team.",
    ),
    "part_signed": (
        "One side has signed the memorandum. It is in force once the other has signed too.",
        "One side has signed the memorandum. It is in force once the other has signed too.",
    ),
    "supported": (
        "The memorandum is in force and the practice is being helped.",
        "The memorandum is in force and you are being helped.",
    ),
    "exit_review": (
        "Help is being reviewed before it ends, goes on or is asked for anew.",
        "Your help is being reviewed before it ends, goes on or is asked for anew.",
    ),
}
"""Whose turn it is by state, to those who help and to the practice."""
FORWARD = (
    *("begin_plan", "propose_plan", "agree_plan", "approve_plan", "issue_memorandum"),
    *("sign_for_practice", "sign_for_body", "sign_last_for_practice", "sign_last_for_body"),
    *("sign_variation_for_practice", "sign_variation_for_body", "end_support", "continue_support"),
)
"""Steps that a case waits for, where they are open."""
ASIDE = (
    *("ask_for_changes", "send_plan_back", "take_plan_back"),
    *("vary", "extend", "raise_issue_for_practice", "raise_issue_for_body", "begin_exit_review"),
    *("give_notice_for_practice", "give_notice_for_body", "end_by_notice"),
)
"""Steps that change its way, or are taken under a memorandum. What becomes of an issue its own page
tells."""
SOON = timedelta(days=14)
"""Before its day a report is what comes next."""


@dataclass
class Turn:
    """A case on its way, as somebody sees it."""

    case: Case
    reader: Reader

    @cached_property
    def plan(self) -> Plan | None:
        return plan_of(self.case)

    @cached_property
    def ours(self) -> bool:
        """It is of one of the reader's own practices."""
        own = self.reader.sees(Tier.PRACTICE).organisations
        return self.case.practices.filter(organisation__in=own).exists()

    @property
    def stands(self) -> str:
        state = self.case.standing
        return state.to_the_practice if self.ours else state.title

    @property
    def whose(self) -> str:
        """Whose turn it is, in a sentence or two; empty where it is nobody's."""
        told = TURNS.get(self.case.state)
        if told is None:
            return ""
        named = {one.part: one.name for one in (self.plan.leads.all() if self.plan else ())}
        names = {part: named.get(part) or f"the {label}" for part, label in Lead.Part.choices}
        said = told[self.ours].format(**names)
        return said[:1].upper() + said[1:]

    @property
    def stages(self) -> list[tuple[str, str]]:
        """Each stage of the way with "done", "now" or "later"."""
        place = next((n for n, (*_, of) in enumerate(STAGES) if self.case.state in of), None)
        if place is None:
            return []
        when = ["done"] * place + ["now"] + ["later"] * (len(STAGES) - place - 1)
        titles = (ours if self.ours else theirs for theirs, ours, _ in STAGES)
        return list(zip(titles, when, strict=True))

    @cached_property
    def ways(self) -> list[Way]:
        """What the reader has a say in on the way of the plan and its memorandum."""
        steps = [
            (step, told or held_up(step, self.case, self.reader))
            for step, told in steps_for(self.case, self.reader)
            if step.id in (*FORWARD, *ASIDE) and step.id not in self._beside_the_point
        ]
        return ways_of(self.case, steps)

    @cached_property
    def _beside_the_point(self) -> tuple[str, ...]:
        """Steps that nobody looks for as things stand: a variation that is open is told with what
        it changes."""
        memorandum = agreed(self.case)
        varied = memorandum and variation_of(memorandum)
        found = ("vary",) if varied else ("sign_variation_for_practice", "sign_variation_for_body")
        return found if memorandum and notices(memorandum) else (*found, "end_by_notice")

    @cached_property
    def main(self) -> Way | None:
        """What to do next, where it is for the reader to do something."""
        forward = (way for way in self.ways if way.steps[0].id in FORWARD and not way.why_not)
        if found := next(forward, None):
            return found
        if self.plan and not why_not_change(self.plan, self.reader):
            return Way("Go on with the plan", url("agreements:plan", self.case.reference), ())
        return self._report()

    def _report(self) -> Way | None:
        """The report that the practice writes next, once its day is near."""
        if self.plan is None or self.case.state not in HELPED or not self.ours:
            return None
        shown = Followed(self.case, self.plan, self.reader)
        row = shown.next_report
        if row is None or not shown.may_report or row.due > self.reader.day + SOON:
            return None
        title = f"Write the progress report due on {words.day(row.due)}"
        return Way(title, url("agreements:report", self.case.reference, row.pk), ())

    @property
    def others(self) -> list[Way]:
        """What else is open."""
        return [way for way in self.ways if not way.why_not and way != self.main]

    @property
    def refused(self) -> list[Way]:
        return [way for way in self.ways if way.why_not]
