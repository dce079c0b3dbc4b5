"""The cases of an accepted proposal, to be decided in one go: each with what the proposal suggests,
and those that cannot be decided now with why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.assessing.blind import unseen
from resilience.cases.deciding.outcomes import asked_kinds, outcomes_of, title_of
from resilience.cases.deciding.stages import Stage, Standing, standings
from resilience.cases.models import Case, Decision, Proposal
from resilience.cases.prioritising.chosen import chosen
from resilience.cases.steps import DECIDED
from resilience.programmes.schema import Pack

IN, OUT = "offer_help", "not_prioritise"
"""What a proposal suggests of a case that is in it, and of one that is not: steps of the table."""
MOST = 400
"""Cases decided in one go: so many a form may have."""
WHY_NOT = {
    Stage.ASSESS: "Nobody placed it since it was last assessed.",
    Stage.SECOND: "A second assessor places it first.",
    Stage.SETTLE: "Two assessors placed it differently: settle that first.",
}


@dataclass(frozen=True)
class Line:
    """A case of a proposal: `told` is what the proposal looked at, `suggested` an outcome."""

    case: Case
    told: Mapping[str, Any]
    included: bool
    suggested: str
    asked_for: list[str]
    """The kinds of help that the practice asked for, by id."""
    why_not: str
    decision: Decision | None
    """The one in force, where it was decided."""
    blind: bool
    """Whether the reader may still place it as a second assessor, and so sees no placement."""


class Many:
    """What of a proposal a reader decides; as many queries however many cases there are."""

    def __init__(self, proposal: Proposal, reader: Reader, pack: Pack) -> None:
        self.proposal, self.reader, self.pack = proposal, reader, pack

    @cached_property
    def lines(self) -> list[Line]:
        """Its cases: those in it lead, then what counts for most, then who waited longest."""
        held = chosen(self.proposal)
        cases = self._cases(list(held))
        known = standings(Case.objects.filter(pk__in=cases))
        hidden = unseen(Case.objects.filter(pk__in=cases), self.reader)
        decisions = self._decisions(cases)
        mine = set(self._mine(cases))
        offered = {one.id for one in outcomes_of(self.pack)}
        found = []
        for pk, told in self.proposal.inputs["cases"].items():
            case = cases[int(pk)]
            suggested = IN if held[case.pk] else OUT
            why_not = self._why_not(case, known.get(case.pk)) if case.pk in mine else NOT_YOURS
            found.append(
                Line(
                    case,
                    told,
                    held[case.pk],
                    suggested if suggested in offered else "",
                    asked_kinds(self.pack, case.answers),
                    why_not,
                    decisions.get(case.pk) if case.state in DECIDED else None,
                    case.pk in hidden,
                )
            )
        return sorted(found, key=_in_turn)

    @property
    def open(self) -> list[Line]:
        """Those to be decided now: the first so many."""
        return self._open[:MOST]

    @property
    def later(self) -> int:
        """How many wait for the next go."""
        return max(len(self._open) - MOST, 0)

    @cached_property
    def _open(self) -> list[Line]:
        return [one for one in self.lines if not one.why_not]

    @property
    def decided(self) -> list[tuple[Line, str]]:
        """Those that were decided, each with the title of the outcome."""
        return [
            (one, title_of(self.pack, one.decision.outcome)) for one in self.lines if one.decision
        ]

    @property
    def waiting(self) -> list[Line]:
        """Those that cannot be decided now, with why."""
        return [one for one in self.lines if one.why_not and not one.decision]

    @property
    def unsaid(self) -> bool:
        """Whether some of those to be decided asked for no kind of help."""
        return any(not one.asked_for for one in self.open)

    def _why_not(self, case: Case, standing: Standing | None) -> str:
        if standing is None:
            return f"It stands at “{case.standing.title}”."
        if standing.stage == Stage.AGAIN and standing.not_by == self.reader.actor:
            return "You decided it before: somebody else looks at it again."
        return WHY_NOT.get(standing.stage, "")

    def _cases(self, keys: list[int]) -> dict[int, Case]:
        return Case.objects.select_related("organisation").in_bulk(keys)

    def _mine(self, keys: Mapping[int, Case]) -> list[int]:
        own = Case.objects.filter(self.reader.may(Right.DECIDE).within("organisation"))
        return list(own.filter(pk__in=keys).values_list("pk", flat=True))

    def _decisions(self, keys: Mapping[int, Case]) -> dict[int, Decision]:
        newest = Decision.objects.filter(case=OuterRef("case")).order_by("-number").values("pk")[:1]
        found = Decision.objects.filter(case__in=keys, pk=Subquery(newest)).defer("letter")
        return {one.case_id: one for one in found}


def _in_turn(line: Line) -> tuple[Any, ...]:
    return not line.included, -line.told["points"], line.told["begun"], line.case.reference


NOT_YOURS = "It is not for you to decide."
