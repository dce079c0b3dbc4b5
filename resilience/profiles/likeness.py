"""Practices like one practice, and in what they are alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from resilience.evidence.statistics import Dimension, Likeness, Peers
from resilience.profiles.everyone import Everyone

Values = Mapping[str, float | None]
LIST_SIZE = "registered_patients"
DIMENSIONS: dict[str, Callable[[Values], Dimension]] = {
    LIST_SIZE: lambda values: Dimension("list", values, by_ratio=True),
    "deprivation_score": lambda values: Dimension("deprivation score", values, decimals=1),
    "aged_65_plus_percent": lambda v: Dimension("aged 65 and over", v, decimals=1, unit="%"),
    "aged_75_plus_percent": lambda v: Dimension("aged 75 and over", v, decimals=1, unit="%"),
}
"""What practices are compared in: by its indicator, and how a reason says it (field notes 5.8)."""
NOT_PUBLISHED = "rurality"
"""A dimension that no dataset of this service gives; pages say that it is left out."""
MANY = 10


def like(everyone: Everyone, practice: str) -> Likeness | None:
    """The practices most like this one; None for one that was not open on the day, or where
    nothing that practices are compared in is loaded."""
    peers = _peers(everyone)
    return peers.of(practice, MANY) if peers and practice in everyone.rows else None


def not_loaded(everyone: Everyone) -> list[str]:
    """The names of the dimensions that nothing is known of for any practice."""
    names = [
        dimension({}).name
        for indicator, dimension in DIMENSIONS.items()
        if not everyone.ordered(indicator).size
    ]
    return [*names, NOT_PUBLISHED]


@lru_cache(4)
def _peers(everyone: Everyone) -> Peers | None:
    known = [
        dimension(everyone.by_practice(indicator))
        for indicator, dimension in DIMENSIONS.items()
        if everyone.ordered(indicator).size
    ]
    return Peers(list(everyone.rows), known) if known else None
