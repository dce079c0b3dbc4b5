"""Two who act on the money of a cluster come one after the other, and the second is told."""

from __future__ import annotations

from resilience.accounts.rules import Refused
from resilience.clusters.models import Cluster, ClusterPlan
from resilience.clusters.payments.standing import version_of


class MoneyChangedMeanwhile(Refused):
    """Somebody acted on the money of a cluster since it was looked at; nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "The money of this cluster changed after you opened the page, so nothing was done. "
            "Look at it again before you go on: what you wrote is still here."
        )


def locked(plan: ClusterPlan, seen: int) -> ClusterPlan:
    """A plan and its cluster as they stand, which nobody else changes until the transaction ends.
    Raises MoneyChangedMeanwhile where the money is not as somebody looked at it."""
    clusters = Cluster.objects.select_for_update(of=("self",)).select_related("area")
    cluster = clusters.get(pk=plan.cluster_id)
    current = ClusterPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    current.cluster = cluster
    if version_of(cluster) != seen:
        raise MoneyChangedMeanwhile
    return current
