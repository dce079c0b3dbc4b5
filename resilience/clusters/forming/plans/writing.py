"""A cluster begins its plan, writes it project by project, and submits it (Q6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.clusters.forming.members import agreed, spoken_for
from resilience.clusters.forming.plans.checking import lacks, why_not_days
from resilience.clusters.forming.plans.content import content_of, hash_of
from resilience.clusters.forming.proposing import told
from resilience.clusters.forming.rules import CHANGED, maybe, plain, why_not_lead
from resilience.clusters.forming.standing import state_now
from resilience.clusters.forming.told import tell_practices, tell_the_area
from resilience.clusters.models import Cluster, ClusterPlan, PlanSubmission, Project
from resilience.look import words
from resilience.programmes.schema.clusters import Clusters
from resilience.screening.months import months_later

LONGEST_TITLE, LONGEST_LEAD = 120, 200
FAR = 6
"""A plan begins at most so many months before or after the day on which it is begun."""


@transaction.atomic
def begin(
    *, by: Reader, cluster: Cluster, rules: Clusters, at: datetime, starts: date
) -> ClusterPlan:
    """Begin the plan of a formed cluster. One plan follows another once that has run out."""
    now = Cluster.objects.select_for_update(of=("self",)).select_related("area")
    cluster = now.get(pk=cluster.pk)
    if cluster.state != Cluster.State.FORMED:
        raise Refused("A plan is begun once the cluster is formed.")
    refuse(why_not_lead(cluster, by))
    before = latest(cluster)
    if before and by.day < months_later(before.starts, rules.months):
        raise Refused("The cluster has a plan already.")
    if not months_later(by.day, -FAR) <= starts <= months_later(by.day, FAR):
        raise Refused(f"Give a day at most {FAR} months from today on which the plan starts.")
    plan = ClusterPlan.objects.create(
        cluster=cluster,
        number=(cluster.plans.aggregate(last=Max("number"))["last"] or 0) + 1,
        state=ClusterPlan.State.BEGUN,
        starts=starts,
        began=at,
        began_by=by.actor,
        writers=[by.actor],
    )
    acting = spoken_for(cluster, by, Right.REFER)[0]
    told(cluster, by, "plan_begun", acting, {"plan": plan.number, "starts": starts.isoformat()})
    say = f"The plan starts on {words.day(starts)}. Everybody of the practices may write it."
    own = [one.practice for one in agreed(cluster)]
    tell_practices(cluster, own, by.day, but=by.actor, what="its plan is begun", say=say)
    return plan


@transaction.atomic
def write_project(
    *,
    by: Reader,
    plan: ClusterPlan,
    rules: Clusters,
    seen: int,
    span: str,
    title: str,
    aim: str,
    needs: Collection[str],
    needs_why: str,
    actions: Collection[str],
    measure: str,
    lead: str,
    starts: date,
    ends: date,
) -> Project:
    """Write one of the projects of a plan. Only its title and its days have to be there; the rest
    is asked for before the plan is submitted."""
    plan = locked_plan(plan, seen)
    refuse(why_not_write(plan, by))
    of = rules.span(span)
    if of is None:
        raise Refused("The programme has no such project.")
    refuse(why_not_days(of, plan.starts, starts, ends))
    said = {
        "title": plain(title, LONGEST_TITLE),
        "aim": maybe(aim),
        "needs": [one.id for one in rules.needs if one.id in needs],
        "needs_why": maybe(needs_why),
        "actions": [one.id for one in rules.actions if one.id in actions],
        "measure": maybe(measure),
        "lead": maybe(lead, LONGEST_LEAD),
        "starts": starts,
        "ends": ends,
    }
    made, _ = Project.objects.update_or_create(plan=plan, span=span, defaults=said)
    _written(plan, by)
    _told(plan, by, Right.FILL_IN, "project_written", span=span)
    return made


@transaction.atomic
def write_summary(*, by: Reader, plan: ClusterPlan, seen: int, summary: str) -> ClusterPlan:
    """Write the plan in a few sentences."""
    plan = locked_plan(plan, seen)
    refuse(why_not_write(plan, by))
    plan.summary = plain(summary)
    _written(plan, by, "summary")
    _told(plan, by, Right.FILL_IN, "summary_written")
    return plan


@transaction.atomic
def submit(
    *, by: Reader, plan: ClusterPlan, rules: Clusters, seen: int, at: datetime
) -> PlanSubmission:
    """Submit a plan that lacks nothing to the area: what it says is frozen."""
    plan = locked_plan(plan, seen)
    refuse(why_not_lead(plan.cluster, by) or why_not_write(plan, by))
    if lacking := lacks(plan, rules):
        raise Refused(f"Something is to be done first. {lacking[0].words}")
    content = content_of(plan, rules)
    before = plan.submissions.order_by("number").last()
    if before and before.hash == hash_of(content):
        raise Refused("Nothing changed since the plan was submitted last: change it first.")
    made = PlanSubmission.objects.create(
        cluster=plan.cluster,
        plan=plan,
        number=(before.number if before else 0) + 1,
        at=at,
        by=by.actor,
        acting_for=spoken_for(plan.cluster, by, Right.REFER)[0],
        content=content,
        hash=hash_of(content),
    )
    _written(plan, by)
    stands(plan)
    _told(plan, by, Right.REFER, "plan_submitted", number=made.number)
    say = "Sign in to read it, and to ratify it or hand it back."
    tell_the_area(plan.cluster, by.day, but=by.actor, what="its plan waits for you", say=say)
    return made


def latest(cluster: Cluster) -> ClusterPlan | None:
    """The plan of a cluster that counts now."""
    return cluster.plans.order_by("number").last()


def locked_plan(plan: ClusterPlan, seen: int) -> ClusterPlan:
    """A plan as it stands, of which nobody else changes anything until the transaction ends.
    Raises Refused where somebody changed it since version `seen` was looked at."""
    now = ClusterPlan.objects.select_for_update(of=("self",)).select_related("cluster__area")
    found = now.get(pk=plan.pk)
    if found.version != seen:
        raise Refused(CHANGED)
    return found


def why_not_write(plan: ClusterPlan, by: Reader) -> str:
    """Why somebody may not write a plan now."""
    if plan.cluster.state != Cluster.State.FORMED:
        return "The cluster ended, so its plan is not changed any more."
    if not spoken_for(plan.cluster, by, Right.FILL_IN):
        return "Only people of the practices of this cluster write its plan."
    if plan.state == ClusterPlan.State.SUBMITTED:
        return f"The plan is with {plan.cluster.area.name}: it is changed once they have answered."
    return ""


def stands(plan: ClusterPlan) -> None:
    """Bring the state and the version of a plan up to date with what was done."""
    plan.state = state_now(plan)
    plan.version += 1
    plan.save(update_fields=["state", "version"])


def _written(plan: ClusterPlan, by: Reader, *fields: str) -> None:
    plan.version += 1
    plan.writers = sorted({*plan.writers, by.actor})
    plan.save(update_fields=[*fields, "version", "writers"])


def _told(plan: ClusterPlan, by: Reader, right: Right, what: str, **after: object) -> None:
    acting = spoken_for(plan.cluster, by, right)[0]
    told(plan.cluster, by, what, acting, {"plan": plan.number, **after})
