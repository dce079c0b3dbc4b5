"""What is known of the needs of a cluster: what its last stocktake told of the practices together,
by domain. Of one practice alone nothing is ever read here (Q5, Q6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from resilience.accounts.reader import Reader
from resilience.clusters.models import Cluster, StocktakeResult
from resilience.clusters.stocktake.shown import Result
from resilience.organisations.models import Ancestor


@dataclass(frozen=True)
class NeedsFound:
    """What the last round told of the cell that holds a cluster's practices: by domain its points
    of those that there were to have (the more, the steadier), and of how many practices."""

    round: str
    closed: date
    cell: str
    practices: int
    points: Mapping[str, tuple[int, int]]


def needs_found(cluster: Cluster, reader: Reader) -> NeedsFound | None:
    """What the last stocktake of a cluster's area, or of an area around it, told of its practices
    together; none where there was none, or they were too few to be told of. Two queries."""
    if cluster.organisation is None:
        return None
    around = Ancestor.objects.filter(
        descendant=cluster.area, starts__lte=reader.day, ends__gt=reader.day
    )
    results = StocktakeResult.objects.visible_to(reader).filter(
        stocktake__programme=cluster.programme,
        stocktake__area__in=[cluster.area_id, *around.values_list("ancestor", flat=True)],
    )
    last = results.select_related("stocktake").order_by("stocktake__closes", "pk").last()
    if last is None:
        return None
    told = Result(last)
    clusters = {one["code"] for one in told.content["clusters"]}
    line = told.line_of_cluster(cluster.organisation.code)
    if line is None or cluster.organisation.code not in clusters:
        return None
    points = {name: (mean.points, mean.most) for name, mean in line.domains.items()}
    stocktake = last.stocktake
    return NeedsFound(stocktake.title, stocktake.closes, line.title, line.practices, points)
