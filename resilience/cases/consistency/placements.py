"""The placements in force that somebody may see, each with what cases are compared by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Value
from django.db.models.functions import Coalesce

from resilience.accounts.reader import Reader
from resilience.cases.consistency.likeness import Criteria, Marks
from resilience.cases.consistency.unseen import unseen
from resilience.cases.models import Case, Placement
from resilience.programmes.schema import Pack

NOBODY = Value("")
READ = (
    *("pk", "reference", "organisation__code", "organisation__name"),
    *(Coalesce("team__code", NOBODY), Coalesce("team__name", NOBODY)),
    *("placement__scope", "placement__impact", "placement__band", "placement__at"),
    "placement__assessment__evidence",
)
"""What a Placed is made of, in its order."""


@dataclass(frozen=True)
class Placed:
    """A case and where it is placed. `team` is the code of the team that answers, empty where none
    is known; `recorded` the id of the band that the matrix then gave it."""

    marks: Marks
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


def criteria_of(pack: Pack) -> Criteria:
    """Those that cases of a programme are compared by."""
    return Criteria([one.id for one in pack.criteria if not one.restricted])


class Placements:
    """All placements in force of a programme that a reader may see, the latest first: not those
    that they may still be asked to place too. Two queries."""

    def __init__(self, pack: Pack, reader: Reader) -> None:
        self.pack, self.reader = pack, reader
        self.criteria = criteria_of(pack)

    @cached_property
    def placed(self) -> list[Placed]:
        seen = Placement.objects.visible_to(self.reader).values("pk")
        found = Case.objects.filter(programme=self.pack.id, placement__in=seen)
        rows = found.order_by("-placement__at", "-pk").values_list(*READ)
        kept = unseen(self.pack, self.reader)
        every = (Placed(self.criteria.marks(one[-1]), *one[:-1]) for one in rows)
        return [one for one in every if one.case not in kept]

    @cached_property
    def teams(self) -> dict[str, str]:
        """The names of their teams by code, in their order."""
        found = {one.team: one.team_name for one in self.placed if one.team}
        return dict(sorted(found.items(), key=lambda team: team[1]))
