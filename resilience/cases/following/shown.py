"""One case, as its page tells it to somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.seers import Seers, who_sees
from resilience.accounts.tiers import Tier
from resilience.cases.actions.leaving import may_step_out
from resilience.cases.finding.queries import past_of
from resilience.cases.following.clock_words import ClockTold, told
from resilience.cases.following.doing import Way, main_way, under_a_memorandum, ways_of
from resilience.cases.following.judged import Judged
from resilience.cases.following.rows import how_it_began
from resilience.cases.models import (
    Attachment,
    Case,
    CaseClock,
    CaseEvent,
    Contact,
    PastSupport,
    SupportStatement,
)
from resilience.cases.rules import may_state_support, steps_for
from resilience.cases.states import Waits
from resilience.cases.steps import HAPPENED, Step
from resilience.look.jinja import url
from resilience.programmes.answering import asked, said
from resilience.programmes.schema import Pack
from resilience.screening.access import screening_seen
from resilience.screening.addresses import address
from resilience.screening.snapshots import snapshot_of

PERSON = "person "
TURN = {
    Waits.TEAM: ("It waits for the local team.", "It is the local team’s turn."),
    Waits.PRACTICE: ("It waits for the practice.", "It is your turn."),
    Waits.PLAN: (
        "It goes on as its plan and memorandum say.",
        "It goes on as your plan and memorandum say.",
    ),
    Waits.NOBODY: ("Nobody has to do anything.", "There is nothing that you have to do."),
}
"""Whose turn it is, to those who answer and to the practice."""
REFERRAL, PLAN, SUPPORT = "referral", "one_sheet", "support"

Answered = list[tuple[str, list[tuple[str, list[str]]]]]
"""By part: its title, and of each question its label and the answer in lines."""


@dataclass(frozen=True)
class Happened:
    """An event in words. `who` acted by name, told to their own colleagues only."""

    event: CaseEvent
    what: str
    who: str


@dataclass(frozen=True)
class Supported:
    """What an organisation says of a request; the words are the form's."""

    one: SupportStatement
    priority: str


class Shown:
    """What somebody sees of a case on their day; each part is read when the page comes to it."""

    def __init__(self, case: Case, reader: Reader) -> None:
        self.case, self.reader = case, reader
        self.practices = list(case.practices.select_related("organisation"))
        own = reader.sees(Tier.PRACTICE).organisations
        self.ours = any(one.organisation_id in own for one in self.practices)
        """It is of one of the reader's own practices."""

    @property
    def has_plan(self) -> bool:
        """An improvement plan was begun."""
        return any(one.event.kind == "plan_begun" for one in self.happened)

    @property
    def standing(self) -> str:
        state = self.case.standing
        return state.to_the_practice if self.ours else state.title

    @property
    def began(self) -> str:
        return how_it_began(self.case, self.ours)

    @property
    def turn(self) -> str:
        return TURN[self.case.standing.waits_on][self.ours]

    @cached_property
    def clocks(self) -> list[ClockTold]:
        day, seen = self.reader.day, self.seen_clocks
        found = (told(one, day, to_the_practice=self.ours) for one in seen)
        return [one for one in found if one]

    @property
    def seen_clocks(self) -> list[CaseClock]:
        """Those that began with something that the reader sees: since when a team thought of a
        practice is not for the practice."""
        happened = {one.event.kind for one in self.happened}
        return [
            one
            for one in self.case.clocks.all()
            if happened & {one.rule.starts, *one.rule.starts_again}
        ]

    @cached_property
    def pack(self) -> Pack:
        return self.case.pack

    @cached_property
    def contact(self) -> Contact | None:
        """Whom of the team to turn to (G8.13)."""
        found = Contact.objects.filter(
            programme=self.case.programme, organisation=self.case.team_id
        )
        return found.first()

    @cached_property
    def answers(self) -> Answered:
        """What the practice answered, none where it did not ask."""
        return answered(self.pack, REFERRAL, self.case.answers)

    @cached_property
    def plan(self) -> Answered:
        """The business plan that was sent with it."""
        plan = self.case.drafts.filter(form=PLAN).first()
        return answered(self.pack, PLAN, plan.answers) if plan else []

    @cached_property
    def statements(self) -> list[Supported]:
        found = SupportStatement.objects.visible_to(self.reader).in_force().filter(case=self.case)
        return [self._supported(one) for one in found.select_related("said_for")]

    def _supported(self, one: SupportStatement) -> Supported:
        priority = self.pack.form(SUPPORT).question("priority")
        return Supported(one, ", ".join(said(priority, one.priority, menu=())))

    @cached_property
    def files(self) -> list[Attachment]:
        return list(self.case.attachments.defer("content"))

    @cached_property
    def happened(self) -> list[Happened]:
        """What happened, the latest first."""
        events = CaseEvent.objects.visible_to(self.reader, self.case).select_related("acting_for")
        found = list(events.order_by("-number"))
        ours = {one.organisation_id for one in self.reader.memberships}
        names = _names(event.by for event in found if event.acting_for_id in ours)
        return [Happened(one, HAPPENED[one.kind], names.get(one.by, "")) for one in found]

    @cached_property
    def steps(self) -> list[tuple[Step, str]]:
        return steps_for(self.case, self.reader)

    @cached_property
    def ways(self) -> list[Way]:
        """What is done under a memorandum is one way: its page tells what is open and why not."""
        under = tuple(step for step, _ in self.steps if under_a_memorandum(step))
        ways = ways_of(self.case, [one for one in self.steps if one[0] not in under])
        if under:
            page = url("agreements:agreement", self.case.reference)
            ways.insert(0, Way("Go to the plan and agreement", page, under))
        return ways

    @property
    def open_ways(self) -> list[tuple[str, list[Way]]]:
        """Those that are open, but for the main one: assessing and deciding apart, under a heading
        where there are others too."""
        free = [way for way in self.ways if not way.why_not and way != self.main_way]
        judging = [way for way in free if way.deliberates]
        others = [way for way in free if not way.deliberates]
        if not judging:
            return [("", others)]
        return [("Assess and decide", judging), ("Answer, tell and ask", others)]

    @cached_property
    def main_way(self) -> Way | None:
        waited_for = self.ours and self.case.standing.waits_on == Waits.PRACTICE
        return main_way(self.case, self.ways, waits_for_reader=waited_for)

    @cached_property
    def judged(self) -> Judged:
        return Judged(self.case, self.reader, ours=self.ours)

    @cached_property
    def may_support(self) -> bool:
        return may_state_support(self.case, self.reader)

    @property
    def has_said(self) -> bool:
        """Whether the reader's own organisation gave a statement already."""
        own = self.reader.may(Right.STATE_SUPPORT).organisations
        return any(said.one.said_for_id in own for said in self.statements)

    @cached_property
    def may_step_out(self) -> bool:
        return self.case.is_open and may_step_out(self.reader, self.case) is not None

    @property
    def may_hand_over(self) -> bool:
        return self.case.is_open and self.answers_it

    @property
    def may_take_it(self) -> bool:
        return self.may_hand_over and self.case.handler != self.reader.user

    @property
    def answers_it(self) -> bool:
        """Whether it is for the reader to answer the request."""
        return any(step.right == Right.WORK_CASES for step, _ in self.steps)

    @cached_property
    def past(self) -> list[PastSupport]:
        """What earlier years did for its practices."""
        return past_of([one.organisation for one in self.practices], self.reader)

    @cached_property
    def screening(self) -> str:
        """The address of the screen of the practice that leads, where the reader sees one."""
        if not screening_seen.allows(self.reader):
            return ""
        snapshot = snapshot_of(self.case.programme, None)
        code = self.case.organisation.code
        if snapshot is None:
            return ""
        seen = snapshot.practices.all().visible_to(self.reader)
        return address(snapshot, "practice", code) if seen.filter(code=code).exists() else ""

    @cached_property
    def seers(self) -> list[tuple[str, list[Seers]]]:
        """Who else sees the page, and who sees what of it is for fewer eyes."""
        practice, day = self.case.organisation, self.reader.day
        groups = [("This page is seen by", who_sees(practice, Tier(self.case.tier), day))]
        closer = self.case.tier != Tier.DELIBERATION and (
            self.statements or any(one.event.tier == Tier.DELIBERATION for one in self.happened)
        )
        if closer:
            told_of = "Statements of support, placements and notes for those who decide are seen by"
            groups.append((told_of, who_sees(practice, Tier.DELIBERATION, day)))
        return groups

    @property
    def others_see(self) -> str:
        """Who sees it besides the people of the practice that leads."""
        found = []
        if len(self.practices) > 1:
            found.append("The same roles see it for the other practices of the group.")
        if self.case.raised_for and not self.ours:
            found.append(f"{self.case.raised_for.name} sees it too, having raised it.")
        return " ".join(found) or "Nobody else."


def answered(pack: Pack, form: str, answers: dict[str, Any]) -> Answered:
    """The answers to a form of a programme, part by part; files stand apart."""
    if not answers:
        return []
    parts = []
    for part in pack.form(form).parts:
        lines = [
            (question.label, said(question, answers.get(question.id), menu=pack.menu))
            for question in part.questions
            if question.kind != "files" and asked(question, answers)
        ]
        if lines:
            parts.append((part.title, lines))
    return parts


def _names(actors: Iterable[str]) -> dict[str, str]:
    keys = {actor.removeprefix(PERSON) for actor in actors if actor.startswith(PERSON)}
    return {user.actor: user.name for user in User.objects.filter(key__in=keys)} if keys else {}
