"""What was entered of the allocation of a pot: computed, provisional and final after audit, and
which of these is in force (GA.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from resilience.funding.models import Entry, Pot


@dataclass(frozen=True)
class Standings:
    """By its standing, how much was allocated when that was last entered, in pence; `in_force` is
    the standing of the latest entry, empty where nothing was allocated."""

    pence: dict[str, int] = field(default_factory=dict)
    in_force: str = ""

    @property
    def words(self) -> str:
        return str(Entry.Standing(self.in_force).label) if self.in_force else ""


def standings(pots: Iterable[Pot]) -> dict[int, Standings]:
    """By pot, what was entered of its allocation and not taken back; one query."""
    found: dict[int, dict[str, int]] = {one.pk: {} for one in pots}
    total: dict[int, int] = {}
    last: dict[int, str] = {}
    entries = Entry.objects.filter(
        pot__in=list(found), kind=Entry.Kind.ALLOCATION, reverses=None, reversed_by=None
    )
    for pot, pence, standing in entries.order_by("pot", "number").values_list(
        "pot", "pence", "standing"
    ):
        total[pot] = total.get(pot, 0) + pence
        found[pot][standing] = total[pot]
        last[pot] = standing
    return {pot: Standings(sums, last.get(pot, "")) for pot, sums in found.items()}
