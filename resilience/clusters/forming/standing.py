"""How the plan of a cluster stands, worked out from what was submitted and found: nothing else
opens money (Q7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from resilience.clusters.models import (
    ClusterPlan,
    PlanSubmission,
    ProgressFinding,
    Ratification,
)
from resilience.organisations.models import Organisation
from resilience.programmes.schema.clusters import Reached as State

IN_TURN: tuple[State, ...] = ("begun", "ratified", "shown")
"""Each is reached after the one before it, and none is ever lost again."""


@dataclass(frozen=True)
class Reached:
    """When a plan reached a state, by whose act, and for whom they acted, where that is kept."""

    at: datetime
    by: str
    acting_for: Organisation | None = None

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


def stage_states(plan: ClusterPlan) -> dict[State, Reached]:
    """The states that a plan has reached, in their order; two queries."""
    return stages([plan])[plan.pk]


def stages(plans: Iterable[ClusterPlan]) -> dict[int, dict[State, Reached]]:
    """The states that each of some plans has reached, by the id of the plan; two queries. A plan
    is begun once its cluster is formed, ratified from the first time that it was, and shown from
    the first finding after that."""
    found: dict[int, dict[State, Reached]] = {}
    for plan in plans:
        begun = plan.cluster.formed is not None
        found[plan.pk] = {"begun": Reached(plan.began, plan.began_by)} if begun else {}
    ratified = Ratification.objects.filter(
        submission__plan__in=list(found), outcome=Ratification.Outcome.RATIFIED
    )
    for one in ratified.select_related("acting_for", "submission").order_by("at", "pk"):
        states = found[one.submission.plan_id]
        if "begun" in states:
            states.setdefault("ratified", Reached(one.at, one.by, one.acting_for))
    shown = ProgressFinding.objects.filter(plan__in=list(found), shown=True)
    for finding in shown.select_related("acting_for").order_by("at", "pk"):
        states = found[finding.plan_id]
        if "ratified" in states and finding.at >= states["ratified"].at:
            states.setdefault("shown", Reached(finding.at, finding.by, finding.acting_for))
    return found


def state_now(plan: ClusterPlan) -> ClusterPlan.State:
    """What a plan is now: what was submitted last counts, so that a ratified plan which is put
    forward changed is submitted again."""
    last = (
        PlanSubmission.objects.filter(plan=plan)
        .select_related("ratification")
        .order_by("number")
        .last()
    )
    if last is None:
        return ClusterPlan.State.BEGUN
    found = getattr(last, "ratification", None)
    if found is None:
        return ClusterPlan.State.SUBMITTED
    if found.outcome == Ratification.Outcome.RETURNED:
        return ClusterPlan.State.RETURNED
    shown = "shown" in stage_states(plan)
    return ClusterPlan.State.SHOWN if shown else ClusterPlan.State.RATIFIED
