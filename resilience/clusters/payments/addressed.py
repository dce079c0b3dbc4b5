"""What an address of the money of a cluster names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from resilience.accounts.reader import Reader
from resilience.clusters.forming.addressed import cluster_at
from resilience.clusters.models import Cluster, ClusterPlan
from resilience.clusters.payments.standing import Part as PartOfAPlan
from resilience.clusters.payments.standing import parts_of, payments_of, version_of
from resilience.programmes.schema import Pack


@dataclass(frozen=True)
class Of:
    """A cluster whose money somebody looks at, and its plan, where it has begun one."""

    pack: Pack
    cluster: Cluster
    plan: ClusterPlan | None

    @property
    def here(self) -> tuple[str, str, int]:
        """What the addresses of its cluster begin with."""
        return self.pack.id, self.cluster.area.code, self.cluster.number

    def at(self, *more: int) -> tuple[str | int, ...]:
        """What the addresses of the money of its plan begin with, and more of one."""
        return (*self.here, self.plan.number if self.plan else 0, *more)

    @cached_property
    def parts(self) -> list[PartOfAPlan]:
        return parts_of({self.pack.id: self.pack}, [self.plan])[self.plan.pk] if self.plan else []

    @cached_property
    def version(self) -> int:
        return version_of(self.cluster)

    def part(self, number: int) -> PartOfAPlan:
        """A part of the payment; 404 for one that is none."""
        found = next((one for one in self.parts if one.number == number), None)
        if found is None:
            raise Http404
        return found


def money_at(reader: Reader, programme: str, code: str, number: int, plan: int | None = None) -> Of:
    """The money of a cluster that a reader sees, for a plan of it, or else the latest. 404 where
    the programme pays no clusters, or there is no such plan."""
    one = cluster_at(reader, programme, code, number)
    if payments_of(one.pack) is None:
        raise Http404
    plans = one.cluster.plans.order_by("number")
    found = plans.last() if plan is None else plans.filter(number=plan).first()
    if found is None and plan is not None:
        raise Http404
    if found is not None:
        found.cluster = one.cluster
    return Of(one.pack, one.cluster, found)


def plan_at(
    reader: Reader, programme: str, code: str, number: int, plan: int
) -> tuple[Of, ClusterPlan]:
    """The same with the plan, which is there."""
    of = money_at(reader, programme, code, number, plan)
    if of.plan is None:
        raise Http404
    return of, of.plan
