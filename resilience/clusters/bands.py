"""Which band practices are in: the status that a person confirmed, never the machine's signal."""

from __future__ import annotations

from collections.abc import Iterable

from resilience.screening.status import PracticeStatus

BANDS = ("green", "amber", "red")


def bands_of(programme: str, practices: Iterable[int]) -> dict[int, str]:
    """Of practices, by id, the bands of those that have one in a programme; one query."""
    found = PracticeStatus.objects.in_force().filter(
        programme=programme, organisation__in=list(practices), status__in=BANDS
    )
    return dict(found.values_list("organisation", "status"))


def band_of(programme: str, practice: int) -> str:
    """The band of one practice; "" where nobody confirmed a status."""
    return bands_of(programme, [practice]).get(practice, "")
