"""What practices found useful (G7.2): how they rated the help when it ended, as they gave it to be
shared. A rating of fewer than five practices is told to nobody.

It is the middle one that is told, never a mean, of which one more practice would show its own. No
number is told of which others are part, so that nothing is found out by subtracting.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from resilience.agreements.models import ExitReview
from resilience.cases.openness.small import FEWEST


@dataclass(frozen=True)
class Rated:
    """How many practices rated the help of one kind that reached them by one route, and the rating
    in the middle, 1 to 5."""

    category: str
    route: str
    practices: int
    middle: float


def found_useful(programme: str) -> list[Rated]:
    """Each kind of support and route that five practices or more rated, the kind in the order of
    its id; one query. A practice counts once, with its latest rating."""
    reviews = ExitReview.objects.filter(case__programme=programme, rating__isnull=False)
    rows = reviews.order_by("at", "pk").values_list(
        "plan__helps__category", "plan__helps__route", "case__organisation", "rating"
    )
    latest: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for category, route, practice, rating in rows:
        if category:
            latest[category, route][practice] = rating
    return [
        Rated(*kind, len(ratings), median(ratings.values()))
        for kind, ratings in sorted(latest.items())
        if len(ratings) >= FEWEST
    ]


def middle_rating(supplier: int, programme: str) -> Rated | None:
    """The same for all help of one supplier; none where fewer than five practices rated it."""
    reviews = ExitReview.objects.filter(
        case__programme=programme, rating__isnull=False, plan__helps__supplier=supplier
    )
    rows = reviews.order_by("at", "pk").values_list("case__organisation", "rating")
    latest = dict(rows)
    if len(latest) < FEWEST:
        return None
    return Rated("", "", len(latest), median(latest.values()))
