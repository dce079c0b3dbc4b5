"""What came in by the end of a round: who answered, in which cluster, with how many patients."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Q, QuerySet

from resilience.clusters.models import Answered, Cluster, ClusterMember, Stocktake, StocktakeMember
from resilience.clusters.stocktake.cells import Cells, Practice
from resilience.evidence.opened import figures_at
from resilience.organisations.queries import OpenPractice, open_practices
from resilience.programmes.schema import Pack


@dataclass(frozen=True, eq=False)
class Gathered:
    """What there is of a round on its last day. Of a practice what it sent last counts."""

    round: Stocktake
    pack: Pack

    @cached_property
    def answers(self) -> dict[str, Answered]:
        """By the code of the practice."""
        rows = Answered.objects.in_force().filter(round=self.round).select_related("organisation")
        return {one.organisation.code: one for one in rows.order_by("organisation__code")}

    @cached_property
    def open(self) -> list[OpenPractice]:
        """The practices of the area."""
        return open_practices(self.round.closes, self.round.area.code)

    @cached_property
    def clusters(self) -> dict[str, Cluster]:
        """The clusters with practices of the area, by their codes."""
        codes = {one.code for one in self.open} | self.answers.keys()
        rows = _members(self.pack.id, self.round.closes).filter(practice__code__in=codes)
        found = {
            one.cluster.organisation.code: one.cluster for one in rows if one.cluster.organisation
        }
        return dict(sorted(found.items(), key=lambda pair: (pair[1].name, pair[0])))

    @cached_property
    def practices(self) -> list[Practice]:
        """Those that answered."""
        codes = self.answers.keys()
        cluster = clusters_of(self.pack.id, codes, self.round.closes)
        patients = patients_of(self.pack, codes, self.round.closes)
        return [Practice(code, cluster.get(code, ""), patients.get(code, 0)) for code in codes]

    @cached_property
    def earlier(self) -> list[Cells]:
        """The cells of all earlier rounds with the same questionnaire, in whichever area, in which
        any of these practices answered."""
        same = {"result__stocktake__questionnaire": self.round.questionnaire}
        answered = [one.organisation_id for one in self.answers.values()]
        with_these = StocktakeMember.objects.filter(practice__in=answered, **same)
        rows = StocktakeMember.objects.filter(result__in=with_these.values("result")).order_by("pk")
        found: dict[int, dict[str, set[str]]] = {}
        for result, cell, code in rows.values_list("result", "cell", "practice__code"):
            cells = found.setdefault(result, {})
            if cell:
                cells.setdefault(cell, set()).add(code)
        return [
            {name: frozenset(codes) for name, codes in cells.items()} for cells in found.values()
        ]


def clusters_of(programme: str, practices: Collection[str], day: date) -> dict[str, str]:
    """The code of the cluster of each practice that was in one on a day, by its code; one query."""
    rows = _members(programme, day).filter(practice__code__in=practices)
    return {
        one.practice.code: one.cluster.organisation.code
        for one in rows.order_by("-cluster__formed", "-cluster")  # the first one formed counts
        if one.cluster.organisation
    }


def _members(programme: str, day: date) -> QuerySet[ClusterMember]:
    return ClusterMember.objects.filter(
        Q(left=None) | Q(left__gt=day),
        Q(cluster__ended=None) | Q(cluster__ended__gt=day),
        cluster__programme=programme,
        cluster__formed__lte=day,
        joined__lte=day,
    ).select_related("practice", "cluster__organisation")


def patients_of(pack: Pack, practices: Collection[str], day: date) -> dict[str, int]:
    """How many patients are registered with practices, by code, as the newest list has it that is
    young enough; who is in no list is not there."""
    if pack.clusters is None:
        return {}
    figures = figures_at(settings.RESILIENCE_HOME)
    found: dict[str, int] = {}
    for indicator in pack.clusters.populations:
        latest = figures.latest(indicator, as_at=day, max_age_months=pack.clusters.list_months)
        for code, one in latest.figures.items():
            if code in practices and isinstance(one.value, int | float):
                found.setdefault(code, round(one.value))
    return found
