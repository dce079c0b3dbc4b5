"""What was judged of a case, as its page tells it: where it was placed, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from resilience.accounts.reader import Reader
from resilience.cases.assessing.blind import is_blind
from resilience.cases.assessing.second import newest_placements
from resilience.cases.assessing.shown import PlacedAs, placed_as
from resilience.cases.deciding.outcomes import title_of
from resilience.cases.models import Assessment, Case, Decision, Placement
from resilience.cases.states import STATES
from resilience.cases.steps import STEPS


@dataclass(frozen=True)
class Decided:
    """A decision in words of the reader's side."""

    one: Decision
    what: str


class Judged:
    """Of one case to one reader; each part is read when the page comes to it."""

    def __init__(self, case: Case, reader: Reader, *, ours: bool) -> None:
        self.case, self.reader, self.ours = case, reader, ours

    @cached_property
    def decisions(self) -> list[Decided]:
        """The latest first; that one is in force."""
        found = self.case.decisions.order_by("-number").select_related("acting_for")
        return [Decided(one, self._what(one.outcome)) for one in found]

    def _what(self, outcome: str) -> str:
        step = STEPS.get(outcome)
        if self.ours and step and step.to:
            return STATES[step.to].to_the_practice
        return title_of(self.case.pack, outcome)

    @cached_property
    def assessments(self) -> list[Assessment]:
        """The latest first; none to whom what is deliberated is not for."""
        seen = Assessment.objects.visible_to(self.reader).filter(case=self.case)
        return list(seen.defer("evidence", "context", "continuing").order_by("-number"))

    @cached_property
    def placements(self) -> list[Placement]:
        return newest_placements(self.case) if self.assessments else []

    @cached_property
    def blind(self) -> bool:
        """Whether the reader may still be its second assessor, and so sees no placement."""
        return is_blind(self.case, self.placements, self.reader)

    @property
    def placed(self) -> list[PlacedAs]:
        found = [] if self.blind else self.placements
        return placed_as(self.case.pack, found, self.reader)
