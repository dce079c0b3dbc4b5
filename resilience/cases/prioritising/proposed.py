"""A proposal as its page tells it: what it comes to as it stands, and each of its cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.assessing.blind import unseen
from resilience.cases.models import Case, Proposal, ProposalChange
from resilience.cases.prioritising.chosen import chosen
from resilience.cases.prioritising.listed import STANDINGS, TO_DECIDE
from resilience.cases.prioritising.proposing import AS_STATED, sums
from resilience.programmes.packs import load

SHOWN = {
    "in": "In the proposal",
    "out": "Not in it",
    "changed": "Put in or out by people",
    "every": "All that were looked at",
}
PERSON = "person "
FROM_THE_PLACEMENT = ("scope", "impact", "band", "urgent", "points", "cost", "assumed")
"""What tells where a case was placed."""


@dataclass(frozen=True)
class Line:
    """A case of a proposal, as it was looked at, and how it stands."""

    case: int
    told: dict[str, Any]
    included: bool
    firm: int
    """In how many of the budgets of PERCENTS it is chosen."""
    change: ProposalChange | None
    blind: bool
    """Whether the reader may still place it as a second assessor, and so does not see where it
    stands."""


@dataclass(frozen=True)
class Scenario:
    """What another budget would choose otherwise than the stated one."""

    percent: int
    budget: int
    told: dict[str, int]
    enter: list[str]
    leave: list[str]
    """References."""


class Proposed:
    """A proposal on a reader's day."""

    def __init__(self, proposal: Proposal, reader: Reader) -> None:
        self.proposal, self.reader = proposal, reader
        self.pack = load(proposal.programme)
        self.cases: dict[str, dict[str, Any]] = proposal.inputs["cases"]
        self.held = chosen(proposal)

    @property
    def decides(self) -> bool:
        """Whether the reader may change and accept it."""
        return self.reader.may(Right.DECIDE).holds(self.proposal.organisation_id)

    @cached_property
    def changes(self) -> dict[int, ProposalChange]:
        """The latest word on each case that people put in or out."""
        return {one.case_id: one for one in self.proposal.changes.select_related("case")}

    @cached_property
    def now(self) -> dict[str, int]:
        """What it comes to as it stands."""
        return sums(self.cases, [case for case, included in self.held.items() if included])

    @cached_property
    def every(self) -> dict[str, int]:
        """What all cases that were looked at come to."""
        return sums(self.cases, list(self.held))

    @cached_property
    def who(self) -> dict[str, str]:
        """The names of those who made, changed and accepted it, by how the record names them."""
        actors = {self.proposal.by, self.proposal.accepted_by}
        actors |= {one.by for one in self.changes.values()}
        keys = [actor.removeprefix(PERSON) for actor in actors if actor.startswith(PERSON)]
        return {one.actor: one.name for one in User.objects.filter(key__in=keys)}

    @property
    def as_worked_out(self) -> dict[str, int]:
        return sums(self.cases, self.proposal.found["chosen"])

    @property
    def left(self) -> int:
        """Pence of the budget that nobody takes."""
        return self.proposal.budget - self.now["cost"]

    @property
    def left_for_new(self) -> int:
        """Pence that practices helped before leave for others."""
        return self.proposal.budget - self.now["continuing_cost"]

    @property
    def assumed(self) -> int:
        """How many cases count with the assumed cost."""
        return sum(one["assumed"] for one in self.cases.values())

    @property
    def scenarios(self) -> list[Scenario]:
        """Other budgets than the stated one."""
        return [
            Scenario(
                one["percent"],
                one["budget"],
                one,
                [self.cases[str(pk)]["reference"] for pk in one["enter"]],
                [self.cases[str(pk)]["reference"] for pk in one["leave"]],
            )
            for one in self.proposal.found["scenarios"]
            if one["percent"] != AS_STATED
        ]

    @property
    def meanwhile(self) -> int:
        """How many of its cases were decided, withdrawn or closed since; one query."""
        _, states = STANDINGS[TO_DECIDE]
        still = Case.objects.filter(pk__in=self.held, state__in=states).count()
        return len(self.held) - still

    def lines(self, which: str) -> list[Line]:
        """Its cases in the order of the list, those asked for by SHOWN."""
        hidden = unseen(Case.objects.filter(pk__in=self.held), self.reader)
        every = (
            self._line(case, told, case in hidden)
            for case, told in ((int(pk), told) for pk, told in self.cases.items())
        )
        if which == "changed":
            return [one for one in every if one.change]
        return [one for one in every if which == "every" or one.included == (which == "in")]

    def band(self, band: str) -> str:
        """The title of a band."""
        bands = self.pack.matrix.bands if self.pack.matrix else ()
        return next((one.title for one in bands if one.id == band), band)

    def _line(self, case: int, told: dict[str, Any], blind: bool) -> Line:
        firm = int(self.proposal.found["firm"][str(case)])
        if blind:
            told = told | dict.fromkeys(FROM_THE_PLACEMENT)
        return Line(case, told, self.held[case], firm, self.changes.get(case), blind)


COLUMNS = (
    *("case", "practice", "name", "band", "scope", "impact", "urgent", "begun", "helped_before"),
    *("points", "cost_pence", "cost_assumed", "worked_out", "in", "budgets_of_five", "reason"),
)


def table(shown: Proposed) -> Iterator[dict[str, Any]]:
    """All its cases as a file has them, by COLUMNS."""
    worked_out = set(shown.proposal.found["chosen"])
    for line in shown.lines("every"):
        told = line.told
        yield {
            "case": told["reference"],
            "practice": told["practice"],
            "name": told["name"],
            "band": None if line.blind else shown.band(told["band"]),
            "scope": told["scope"],
            "impact": told["impact"],
            "urgent": None if line.blind else _yes(told["urgent"]),
            "begun": told["begun"][:10],
            "helped_before": _yes(told["continuing"]),
            "points": told["points"],
            "cost_pence": told["cost"],
            "cost_assumed": None if line.blind else _yes(told["assumed"]),
            "worked_out": _yes(line.case in worked_out),
            "in": _yes(line.included),
            "budgets_of_five": line.firm,
            "reason": line.change.reason if line.change else None,
        }


def _yes(so: bool) -> str:
    return "yes" if so else "no"
