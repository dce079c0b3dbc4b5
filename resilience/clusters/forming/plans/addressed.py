"""The plan of a cluster, as an address names it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from resilience.accounts.reader import Reader
from resilience.clusters.forming.addressed import One, cluster_at
from resilience.clusters.forming.plans.writing import latest
from resilience.clusters.models import ClusterPlan


@dataclass(frozen=True)
class Planned(One):
    """A cluster with its plan."""

    plan: ClusterPlan

    @property
    def address(self) -> str:
        return reverse("clusters:cluster_plan", args=self.here)

    def version(self) -> int:
        """The version of the plan as it is now."""
        return ClusterPlan.objects.get(pk=self.plan.pk).version


def plan_at(reader: Reader, programme: str, code: str, number: int) -> Planned:
    """The plan that counts of a cluster that a reader sees; 404 where there is none."""
    one = cluster_at(reader, programme, code, number)
    plan = latest(one.cluster)
    if plan is None:
        raise Http404
    plan.cluster = one.cluster
    return Planned(one.pack, one.rules, one.cluster, plan)
