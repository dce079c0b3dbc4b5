"""The area ratifies a submitted plan or hands it back, and finds whether progress is shown (Q7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.clusters.forming.members import agreed, spoken_for
from resilience.clusters.forming.plans.writing import locked_plan, stands
from resilience.clusters.forming.proposing import told
from resilience.clusters.forming.rules import LONGEST_WHY, plain, why_not_run
from resilience.clusters.forming.standing import stage_states
from resilience.clusters.forming.told import tell_practices
from resilience.clusters.models import (
    Cluster,
    ClusterPlan,
    PlanSubmission,
    Progress,
    ProgressFinding,
    Project,
    Ratification,
)
from resilience.programmes.schema.clusters import Clusters

Outcome = Ratification.Outcome


class Judged(NamedTuple):
    """Whether a submission meets a criterion, and why."""

    met: bool
    why: str


@transaction.atomic
def ratify(
    *,
    by: Reader,
    submission: PlanSubmission,
    rules: Clusters,
    seen: int,
    at: datetime,
    outcome: str,
    criteria: Mapping[str, Judged],
    why: str,
) -> Ratification:
    """Ratify a submitted plan that meets every criterion, or hand it back, and say why of each.
    Nobody ratifies what they wrote. The cluster is told."""
    plan = locked_plan(submission.plan, seen)
    refuse(why_not_ratify(plan, by))
    if plan.state != ClusterPlan.State.SUBMITTED or plan.submissions.last() != submission:
        raise Refused("This submission does not wait for an answer.")
    if outcome not in Outcome.values:
        raise Refused("Say whether the plan is ratified or handed back.")
    judged = {one.id: criteria.get(one.id) for one in rules.criteria}
    if None in judged.values():
        raise Refused("Say of each criterion whether the plan meets it, and why.")
    kept = {
        name: {"met": one.met, "why": plain(one.why, LONGEST_WHY)}
        for name, one in judged.items()
        if one
    }
    if outcome == Outcome.RATIFIED and not all(one["met"] for one in kept.values()):
        raise Refused("A plan is ratified when it meets every criterion: hand it back.")
    made = Ratification.objects.create(
        cluster=plan.cluster,
        submission=submission,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.RUN_LOCALLY, plan.cluster.area_id),
        outcome=outcome,
        criteria=kept,
        why=plain(why),
    )
    stands(plan)
    after = {"plan": plan.number, "number": submission.number, "outcome": outcome}
    told(plan.cluster, by, "plan_answered", plan.cluster.area, after)
    word = "ratified" if outcome == Outcome.RATIFIED else "handed back"
    _tell_the_cluster(plan, by, f"its plan is {word}")
    return made


@transaction.atomic
def tell_progress(
    *, by: Reader, project: Project, seen: int, at: datetime, standing: str, what: str
) -> Progress:
    """Say for the cluster how a project of a ratified plan stands."""
    plan = locked_plan(project.plan, seen)
    refuse(why_not_tell(plan, by))
    if standing not in Progress.Standing.values:
        raise Refused("Say how the project stands.")
    acting = spoken_for(plan.cluster, by, Right.FILL_IN)[0]
    made = Progress.objects.create(
        cluster=plan.cluster,
        project=project,
        at=at,
        by=by.actor,
        acting_for=acting,
        standing=standing,
        what=plain(what),
    )
    stands(plan)
    after = {"plan": plan.number, "span": project.span, "standing": standing}
    told(plan.cluster, by, "progress_told", acting, after)
    return made


@transaction.atomic
def find(
    *, by: Reader, plan: ClusterPlan, seen: int, at: datetime, shown: bool, why: str
) -> ProgressFinding:
    """Say for the area whether a ratified plan has shown progress, on what that rests, and why.
    Once it is shown it stays so. The cluster is told."""
    plan = locked_plan(plan, seen)
    refuse(why_not_run(plan.cluster, by) or why_not_find(plan))
    if plan.writers and by.actor in plan.writers:
        raise Refused("You wrote of this plan yourself: somebody else looks at its progress.")
    if Progress.objects.filter(project__plan=plan, by=by.actor).exists():
        raise Refused("You told of its progress yourself: somebody else looks at it.")
    made = ProgressFinding.objects.create(
        cluster=plan.cluster,
        plan=plan,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.RUN_LOCALLY, plan.cluster.area_id),
        shown=shown,
        why=plain(why),
    )
    stands(plan)
    after = {"plan": plan.number, "shown": shown}
    told(plan.cluster, by, "finding", plan.cluster.area, after)
    _tell_the_cluster(plan, by, "its progress was looked at")
    return made


def why_not_ratify(plan: ClusterPlan, by: Reader) -> str:
    """Why somebody may not ratify a plan or hand it back."""
    if why := why_not_run(plan.cluster, by):
        return why
    if by.actor in plan.writers:
        return "You wrote of this plan yourself: somebody else ratifies it."
    return ""


def why_not_tell(plan: ClusterPlan, by: Reader) -> str:
    """Why somebody may not say how the projects of a plan stand."""
    if plan.cluster.state != Cluster.State.FORMED:
        return "The cluster ended, so nothing more is told of its plan."
    if "ratified" not in stage_states(plan):
        return "Progress is told once the plan is ratified."
    if not spoken_for(plan.cluster, by, Right.FILL_IN):
        return "Only people of the practices of this cluster do this."
    return ""


def why_not_find(plan: ClusterPlan) -> str:
    """Why nobody may find yet whether a plan has shown progress."""
    reached = stage_states(plan)
    if "ratified" not in reached:
        return "Progress is found once the plan is ratified."
    if "shown" in reached:
        return "It was found that progress is shown."
    if not Progress.objects.filter(project__plan=plan).exists():
        return "The cluster has told of no progress yet."
    return ""


def _tell_the_cluster(plan: ClusterPlan, by: Reader, what: str) -> None:
    own = [one.practice for one in agreed(plan.cluster)]
    say = "Sign in to read what was found, and why."
    tell_practices(plan.cluster, own, by.day, but=by.actor, what=what, say=say)
