"""The placements in force that somebody may see, and what their cases are compared by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from resilience.accounts.reader import Reader
from resilience.cases.assessing.blind import unseen
from resilience.cases.consistency.likeness import Criteria, Marks
from resilience.cases.models import Case, Placement
from resilience.programmes.schema import Pack

NOBODY = Value("")
READ = (
    *("pk", "reference", "organisation__code", "organisation__name"),
    *(Coalesce("team__code", NOBODY), Coalesce("team__name", NOBODY)),
    *("placement__scope", "placement__impact", "placement__band", "placement__at"),
)
"""What a Placed is made of, in its order."""


@dataclass(frozen=True)
class Placed:
    """A case and where it is placed. `team` is the code of the team that answers, empty where none
    is known; `recorded` the id of the band that the matrix then gave it."""

    case: int
    reference: str
    code: str
    practice: str
    team: str
    team_name: str
    scope: int
    impact: int
    recorded: str
    at: datetime

    def score(self, axis: str) -> int:
        """On "scope" or "impact"."""
        return self.scope if axis == "scope" else self.impact


class Placements:
    """All placements in force of a programme that a reader may see, but those that they may still
    be asked to place too. Each part is read once, when it is asked for."""

    def __init__(self, pack: Pack, reader: Reader) -> None:
        self.pack, self.reader = pack, reader
        self.criteria = Criteria([one.id for one in pack.criteria if not one.restricted])

    @cached_property
    def placed(self) -> dict[int, Placed]:
        """By case, the latest placement first."""
        rows = self._cases.order_by("-placement__at", "-pk").values_list(*READ)
        return {row[0]: Placed(*row) for row in rows if row[0] not in self._unseen}

    @cached_property
    def marks(self) -> dict[int, Marks]:
        """What each case is compared by, by the evidence of its placement; in the same order."""
        rows = self._cases.order_by("-placement__at", "-pk").values_list(
            "pk", "placement__assessment__results"
        )
        every = ((pk, results) for pk, results in rows if pk not in self._unseen)
        return {pk: self.criteria.marks(results) for pk, results in every}

    @cached_property
    def teams(self) -> dict[str, str]:
        """The names of their teams by code, in their order."""
        found = {one.team: one.team_name for one in self.placed.values() if one.team}
        return dict(sorted(found.items(), key=lambda team: team[1]))

    def some(self, cases: Sequence[int]) -> dict[int, Placed]:
        """A few of them by case, where not all are asked for."""
        rows = self._cases.filter(pk__in=cases).values_list(*READ)
        return {row[0]: Placed(*row) for row in rows}

    @property
    def _cases(self) -> QuerySet[Case]:
        seen = Placement.objects.visible_to(self.reader).values("pk")
        return Case.objects.filter(programme=self.pack.id, placement__in=seen)

    @cached_property
    def _unseen(self) -> set[int]:
        return unseen(self._cases, self.reader)
