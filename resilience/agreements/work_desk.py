"""What of plans, memoranda and help somebody may have to do with, found with a fixed number of
queries however many cases there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db.models import OuterRef, QuerySet, Subquery

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.models import Plan
from resilience.cases.models import Case, CasePractice
from resilience.cases.states import STATES, Waits
from resilience.programmes.local import in_force
from resilience.programmes.schema.delivering import Delivering

BY_PLAN = tuple(name for name, state in STATES.items() if state.waits_on == Waits.PLAN)
"""The states in which a plan or its memorandum says whose turn it is."""
NEEDED = ("reference", "programme", "state", "since", "organisation__name")
OF_A_CASE = tuple(f"case__{name}" for name in NEEDED)
OF_A_PLAN = tuple(f"plan__{name}" for name in OF_A_CASE)


@dataclass(frozen=True)
class Item:
    """Something to do: in which case, the address of its page, since when, and what is due by when
    where a day is set. `stands` where that is not how the case stands; a supplier is not told the
    reference of a case."""

    case: Case
    address: tuple[object, ...]
    since: datetime
    what: str = ""
    due: date | None = None
    stands: str = ""
    names_the_case: bool = True
    page: str = ""
    """Where that is not the page of its kind."""


class Desk:
    """What somebody may have to do with; each part is read once, when a kind of work asks for
    it."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.day = reader, reader.day
        self.cases = cache(self._cases)
        self.delivering = cache(_delivering)

    def ids(self, right: Right, *states: str) -> QuerySet[Case, int]:
        """The ids of the cases in some states over which somebody has a right; a practice that does
        not lead its group fills in too."""
        seen = Case.objects.visible_to(self.reader).filter(state__in=states)
        scope = self.reader.may(right)
        if right == Right.FILL_IN:
            own = CasePractice.objects.filter(scope.within("organisation"))
            return seen.filter(pk__in=own.values("case")).values_list("pk", flat=True)
        return seen.filter(scope.within("organisation")).values_list("pk", flat=True)

    def _cases(self, right: Right) -> list[Case]:
        """Those whose plan says whose turn it is."""
        found = Case.objects.filter(pk__in=self.ids(right, *BY_PLAN, "help_decided"))
        return list(found.select_related("organisation").only(*NEEDED).order_by("since", "pk"))

    def in_states(self, right: Right, *states: str) -> Iterator[Item]:
        for one in self.cases(right):
            if one.state in states:
                yield Item(one, (one.reference,), one.since)


def latest_plan(case: str, column: str) -> Subquery:
    """Of the plan that goes on of a case."""
    latest = Plan.objects.filter(case=OuterRef(case)).order_by("-number")
    return Subquery(latest.values(column)[:1])


def _delivering(programme: str) -> Delivering | None:
    return in_force(programme).delivering
