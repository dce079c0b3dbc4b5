"""What the pages of clusters show: each cluster with its practices, its patients and its plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.forming.addressed import Of
from resilience.clusters.forming.members import agreed, elsewhere, members
from resilience.clusters.forming.patients import Counted, Lists, lists
from resilience.clusters.models import Cluster, ClusterMember, ClusterPlan
from resilience.organisations.queries import OpenPractice, open_practices

TAGS = {"proposed": "plain", "formed": "good", "ended": "plain"}
COLUMNS = (
    *("cluster", "reference", "state", "formed", "practice", "practice_name", "said"),
    *("joined", "left", "patients", "plan"),
)


@dataclass(frozen=True)
class Shown:
    """A cluster in a list: its practices that agreed, their patients, and its plan, if any."""

    cluster: Cluster
    practices: tuple[ClusterMember, ...]
    waiting: int
    """How many were asked and have not answered."""
    counted: Counted
    small: bool
    """Whether it has fewer patients than are asked for."""
    plan: ClusterPlan | None


def shown(of: Of, clusters: Iterable[Cluster], day: date) -> list[Shown]:
    """Clusters with what is said of them; two queries beside the lists of patients, however
    many there are."""
    found = list(clusters)
    known = lists(of.rules, day)
    plans = {
        one.cluster_id: one
        for one in ClusterPlan.objects.filter(cluster__in=found).order_by("number")
    }
    return [_shown(of, one, known, plans.get(one.pk)) for one in found]


def in_none(of: Of, reader: Reader) -> list[OpenPractice]:
    """The practices of an area that are in no formed cluster, by name, for who sees the practices
    of the area; none for anybody else."""
    if not reader.sees(Tier.COMMISSIONER).holds(of.area):
        return []
    open_now = open_practices(reader.day, of.area.code)
    taken = elsewhere(of.pack.id, [one.id for one in open_now])
    free = [one for one in open_now if one.id not in taken]
    return sorted(free, key=lambda one: (one.name, one.code))


def as_rows(found: Iterable[Shown], free: Iterable[OpenPractice], known: Lists) -> Iterator[Any]:
    """A row for each practice of each cluster, then for each practice in none."""
    for one in found:
        cluster = one.cluster
        for member in members(cluster):
            yield {
                "cluster": cluster.name,
                "reference": cluster.reference,
                "state": cluster.state,
                "formed": cluster.formed,
                "practice": member.practice.code,
                "practice_name": member.practice.name,
                "said": member.state,
                "joined": member.joined,
                "left": member.left,
                "patients": _patients(known, member.practice.code),
                "plan": one.plan.state if one.plan else None,
            }
    for practice in free:
        told = {"practice": practice.code, "practice_name": practice.name}
        none = dict.fromkeys(COLUMNS)
        yield {**none, **told, "patients": _patients(known, practice.code)}


def _patients(known: Lists, code: str) -> int | None:
    return known.patients[code][0] if code in known.patients else None


def _shown(of: Of, cluster: Cluster, known: Lists, plan: ClusterPlan | None) -> Shown:
    own = tuple(agreed(cluster))
    counted = known.of(one.practice.code for one in own)
    waiting = sum(one.state == ClusterMember.State.ASKED for one in members(cluster))
    small = cluster.state != Cluster.State.ENDED and counted.total < of.rules.size.patients
    return Shown(cluster, own, waiting, counted, small, plan)
