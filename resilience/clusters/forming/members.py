"""The practices of a cluster: who was asked, who agreed, and for which of them somebody speaks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.forming.patients import Counted, lists
from resilience.clusters.models import Cluster, ClusterMember
from resilience.organisations.models import Organisation
from resilience.organisations.queries import OpenPractice, open_practices
from resilience.programmes.schema.clusters import Clusters

State = ClusterMember.State


def agreed(cluster: Cluster) -> list[ClusterMember]:
    """The practices that agreed, by name; of a formed cluster its members. Asks nothing more of
    the database where the members were fetched with their practices."""
    return [one for one in members(cluster) if one.state == State.AGREED]


def members(cluster: Cluster) -> list[ClusterMember]:
    """All that were ever asked and not taken out again, by name."""
    found = cluster.members.all()
    if "members" not in getattr(cluster, "_prefetched_objects_cache", {}):
        found = found.select_related("practice")
    return sorted(found, key=lambda one: (one.practice.name, one.practice.code, one.pk))


def spoken_for(
    cluster: Cluster, by: Reader, right: Right, states: Collection[str] = (State.AGREED,)
) -> list[Organisation]:
    """The practices of a cluster for which somebody has a right, by name; of those that agreed,
    unless other states are named."""
    own = cluster.members.filter(by.may(right).within("practice"), state__in=list(states))
    return [one.practice for one in own.select_related("practice")]


def elsewhere(
    programme: str, practices: Collection[int], cluster: Cluster | None = None
) -> dict[int, Cluster]:
    """Of some practices, by id, the formed cluster of the programme that each is in; but for the
    very `cluster`."""
    held = ClusterMember.objects.filter(
        practice__in=list(practices),
        state=State.AGREED,
        cluster__programme=programme,
        cluster__state=Cluster.State.FORMED,
    )
    if cluster is not None:
        held = held.exclude(cluster=cluster)
    return {one.practice_id: one.cluster for one in held.select_related("cluster__area")}


def patients(cluster: Cluster, rules: Clusters, day: date) -> Counted:
    """The patients of the practices that agreed, and of those that were asked and did not say."""
    counting = (State.AGREED, State.ASKED) if cluster.state == "proposed" else (State.AGREED,)
    return lists(rules, day).of(
        one.practice.code for one in members(cluster) if one.state in counting
    )


def may_be_asked(area: Organisation, day: date) -> dict[str, OpenPractice]:
    """The practices of an area that are open on a day, by code."""
    return {one.code: one for one in open_practices(day, area.code)}
