"""How long a practice waits from asking to help: the days of each stage, case by case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from resilience.agreements.models import Deliverable, Visit
from resilience.cases.models import Case, CaseEvent
from resilience.cases.steps.step import DECIDED

BEGINS = ("received", "offered")
"""From when a practice waits: it asked, or was offered help."""
YES = "help_decided"
ENDS = (
    *("withdrawn", "closed", "offer_declined", "offer_taken_back"),
    *("support_ended", "ended_by_notice"),
    *(decision for decision in DECIDED if decision != YES),
)
GOES_ON = (*BEGINS, "reopened", "taken_up", "another_look_asked", YES)


@dataclass(frozen=True)
class Stage:
    """Something a practice waits for, and by which events it is reached. `after_yes`: only those
    wait for it to whom help was decided."""

    id: str
    title: str
    events: tuple[str, ...]
    after_yes: bool = True


STAGES = (
    Stage("acknowledged", "Acknowledged", ("acknowledged",), after_yes=False),
    Stage("decided", "Decided", DECIDED, after_yes=False),
    Stage("agreed", "Plan agreed", ("plan_agreed",)),
    Stage("in_force", "Memorandum signed by both", ("in_force_by_practice", "in_force_by_body")),
    Stage("helped", "First help given", ()),
)
HELPED = STAGES[-1]
"""Told by the first visit, or the first thing that was delivered."""


@dataclass(frozen=True)
class Times:
    """One case: since when the practice waits, when it reached each stage, and when it stopped
    waiting, if it did."""

    case: int
    begun: date
    reached: Mapping[str, date]
    promised: bool
    """Help was decided."""
    ended: date | None

    def days(self, stage: Stage, day: date) -> tuple[int, bool] | None:
        """Days to a stage with True, or days waited for it so far with False; None for who does
        not wait for it."""
        if stage.after_yes and not self.promised:
            return None
        if reached := self.reached.get(stage.id):
            return max(0, (reached - self.begun).days), True
        if stage.id == "acknowledged" and "decided" in self.reached:
            return None  # an offer that was accepted is acknowledged by nobody
        until = min(self.ended or day, day)
        return max(0, (until - self.begun).days), False


def times_of(cases: QuerySet[Case], day: date) -> list[Times]:
    """Of some cases as they stood at the end of a day; three queries however many there are."""
    kinds = {*BEGINS, *ENDS, *GOES_ON, *(kind for stage in STAGES for kind in stage.events)}
    events = CaseEvent.objects.filter(case__in=cases.order_by().values("pk"), kind__in=kinds)
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    here = get_current_timezone()
    for case, kind, at in events.order_by("number").values_list("case", "kind", "at"):
        if (on := at.astimezone(here).date()) <= day:
            found[case].append((kind, on))
    helped = first_help(cases, day)
    made = (_times(case, happened, helped.get(case)) for case, happened in found.items())
    return [one for one in made if one is not None]


def _times(case: int, happened: Sequence[tuple[str, date]], helped: date | None) -> Times | None:
    begun = next((at for kind, at in happened if kind in BEGINS), None)
    if begun is None:
        return None
    reached = {
        stage.id: at
        for stage in STAGES
        if (at := next((at for kind, at in happened if kind in stage.events), None))
    }
    if helped:
        reached[HELPED.id] = helped
    moves = [(kind, at) for kind, at in happened if kind in (*ENDS, *GOES_ON)]
    ended = moves[-1][1] if moves and moves[-1][0] in ENDS else None
    promised = any(kind == YES for kind, _ in happened)
    return Times(case, begun, reached, promised, ended)


def first_help(cases: QuerySet[Case], day: date) -> dict[int, date]:
    """By case, when the first help was given."""
    those = cases.order_by().values("pk")
    visits = Visit.objects.filter(case__in=those, on__lte=day).values_list("case", "on")
    delivered = Deliverable.objects.filter(plan__case__in=those, delivered__lte=day)
    found: dict[int, date] = {}
    for case, on in (*visits, *delivered.values_list("plan__case", "delivered")):
        if on is not None:
            found[case] = min(on, found.get(case, on))
    return found
