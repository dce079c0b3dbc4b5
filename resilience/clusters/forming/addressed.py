"""What an address of clusters names: a programme and an area that has them, and a cluster."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import area_at, pack_called, practice_at
from resilience.clusters.models import Cluster
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.clusters import Clusters


@dataclass(frozen=True)
class Of:
    """A programme with clusters, as it is in force, and an area of it."""

    pack: Pack
    rules: Clusters
    area: Organisation

    @property
    def here(self) -> tuple[str, str]:
        """What its addresses begin with."""
        return self.pack.id, self.area.code


@dataclass(frozen=True)
class One:
    """A cluster, and the programme it is of."""

    pack: Pack
    rules: Clusters
    cluster: Cluster

    @property
    def here(self) -> tuple[str, str, int]:
        """What its addresses begin with."""
        return self.pack.id, self.cluster.area.code, self.cluster.number


def clusters_at(reader: Reader, programme: str, code: str) -> Of:
    """An area that a reader sees something of, where the programme has clusters; else 404."""
    at = area_at(reader, programme, code)
    return Of(at.pack, _rules(at.pack), at.organisation)


def cluster_at(reader: Reader, programme: str, code: str, number: int) -> One:
    """A cluster that a reader sees; else 404."""
    pack = pack_called(programme)
    found = Cluster.objects.visible_to(reader).filter(
        programme=programme, area__code=code, number=number
    )
    cluster = found.select_related("area", "proposed_for", "organisation", "exception_for").first()
    if cluster is None:
        raise Http404
    return One(pack, _rules(pack), cluster)


def of_a_practice(reader: Reader, programme: str, code: str) -> Of:
    """A practice whose records a reader sees, in the place of the area; else 404."""
    at = practice_at(reader, programme, code, Tier.COMMISSIONER)
    return Of(at.pack, _rules(at.pack), at.organisation)


def clusters_of(of: Of, reader: Reader) -> list[Cluster]:
    """The clusters of an area that a reader sees: its own, those of areas within it, and those of
    areas around it which have practices of it; those that are formed first, then by name."""
    on_the_day = {"starts__lte": reader.day, "ends__gt": reader.day}
    within = Ancestor.objects.filter(ancestor=of.area, **on_the_day).values("descendant")
    found = (
        Cluster.objects.visible_to(reader)
        .filter(
            Q(area=of.area) | Q(area__in=within) | Q(members__practice__in=within),
            programme=of.pack.id,
        )
        .select_related("area", "organisation")
        .prefetch_related("members__practice")
        .distinct()
    )
    turn = [Cluster.State.FORMED, Cluster.State.PROPOSED, Cluster.State.ENDED]
    return sorted(found, key=lambda one: (turn.index(Cluster.State(one.state)), one.name, one.pk))


def _rules(pack: Pack) -> Clusters:
    if pack.clusters is None:
        raise Http404
    return pack.clusters
