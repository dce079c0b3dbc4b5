"""What waits of clusters and their plans, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.clusters.models import (
    Cluster,
    ClusterMember,
    ClusterPlan,
    Progress,
    ProgressFinding,
)
from resilience.look.jinja import url

State = ClusterMember.State


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader about clusters, the oldest first, with at most so many of each: a
    count and a few rows, however much there is."""
    if reader.may(Right.REFER):
        asks = _members(reader, Right.REFER, State.ASKED)
        open_now = Cluster.objects.exclude(state=Cluster.State.ENDED).filter(asks)
        yield _heading("clusters_asked", "Clusters that ask your practice", open_now, most, _asks)
        yield _heading("clusters_to_form", "Clusters to form", _to_form(reader), most, _may_form)
    if reader.may(Right.FILL_IN):
        to_write = _to_write(reader)
        yield _heading("cluster_plans", "Plans of clusters to write", to_write, most, _write)
    if reader.may(Right.RUN_LOCALLY):
        own = Cluster.objects.filter(reader.may(Right.RUN_LOCALLY).within("area"))
        waits = own.filter(plans__state=ClusterPlan.State.SUBMITTED).distinct()
        yield _heading("plans_to_ratify", "Plans of clusters to ratify", waits, most, _ratify)
        told = own.filter(Exists(_told_since())).distinct()
        yield _heading("cluster_progress", "Progress of clusters to look at", told, most, _look)


def _members(reader: Reader, right: Right, *states: str) -> Q:
    own = ClusterMember.objects.filter(reader.may(right).within("practice"), state__in=states)
    return Q(pk__in=own.values("cluster"))


def _to_form(reader: Reader) -> QuerySet[Cluster]:
    """Proposals to which one's practice agreed, where nobody is still to answer and there are two
    or more."""
    others = ClusterMember.objects.filter(cluster=OuterRef("pk"))
    answered = Cluster.objects.filter(
        _members(reader, Right.REFER, State.AGREED), state=Cluster.State.PROPOSED
    ).exclude(Exists(others.filter(state=State.ASKED)))
    agreed = others.filter(state=State.AGREED).exclude(practice=OuterRef("proposed_for"))
    return answered.filter(Exists(agreed))


def _to_write(reader: Reader) -> QuerySet[Cluster]:
    """Formed clusters of one's practice with no plan, or one that is being written."""
    writing = (ClusterPlan.State.BEGUN, ClusterPlan.State.RETURNED)
    mine = _members(reader, Right.FILL_IN, State.AGREED)
    formed = Cluster.objects.filter(mine, state=Cluster.State.FORMED)
    return formed.filter(Q(plans=None) | Q(plans__state__in=writing)).distinct()


def _told_since() -> QuerySet[Progress]:
    """What was told of a ratified plan since the area last looked at it."""
    looked = ProgressFinding.objects.filter(plan=OuterRef("project__plan"), at__gte=OuterRef("at"))
    told = Progress.objects.filter(
        project__plan__cluster=OuterRef("pk"), project__plan__state=ClusterPlan.State.RATIFIED
    )
    return told.exclude(Exists(looked))


def _heading(
    id_: str,
    title: str,
    found: QuerySet[Cluster],
    most: int,
    say: Callable[[Cluster], Waiting],
) -> Heading:
    total = found.count()
    oldest = found.select_related("area").prefetch_related("plans").order_by("proposed", "pk")
    first = tuple(say(one) for one in oldest[:most]) if total else ()
    return Heading(id_, title, True, total, first)


def _asks(one: Cluster) -> Waiting:
    owed = (Owed("Agree or decline", None),)
    return _waiting(one, "answer_cluster", "Your practice is asked.", _proposed(one), owed)


def _may_form(one: Cluster) -> Waiting:
    return _waiting(one, "cluster", "Every practice has answered.", _proposed(one))


def _write(one: Cluster) -> Waiting:
    plan = max(one.plans.all(), key=lambda it: it.number, default=None)
    since = one.formed or _proposed(one)
    if plan is None:
        return _waiting(one, "cluster_plan", "The plan is not begun.", since)
    if plan.state == ClusterPlan.State.RETURNED:
        owed = (Owed("Change the plan and submit it again", None, "Handed back", "amber"),)
        return _waiting(one, "cluster_plan", "The area handed it back.", since, owed)
    return _waiting(
        one, "cluster_plan", "The plan is being written.", timezone.localdate(plan.began)
    )


def _ratify(one: Cluster) -> Waiting:
    return _waiting(
        one, "ratify_cluster_plan", "A plan was submitted.", one.formed or _proposed(one)
    )


def _look(one: Cluster) -> Waiting:
    stands = "The cluster told of progress."
    return _waiting(one, "plan_finding", stands, one.formed or _proposed(one))


def _proposed(one: Cluster) -> date:
    return timezone.localdate(one.proposed)


def _waiting(
    one: Cluster, page: str, stands: str, since: date, owed: tuple[Owed, ...] = ()
) -> Waiting:
    address = url(f"clusters:{page}", one.programme, one.area.code, one.number)
    return Waiting(one.name, address, stands, since, owed)
