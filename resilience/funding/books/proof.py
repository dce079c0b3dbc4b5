"""The proof of the books: every sum that is kept equals the sum of its entries (design §3.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Sum

from resilience.funding.books.posting import MOVES, OF_A_STAGE
from resilience.funding.models import Commitment, Entry, Pot, Stage, Total
from resilience.look.words import pounds

SUMS = {
    "pot": (Pot, ("allocated", "carried", "received", "committed", "invoiced", "paid")),
    "commitment": (Commitment, ("committed", "invoiced", "paid")),
}


def faults() -> Iterator[str]:
    """A sentence for each kept sum that is not the sum of its entries; none where the books are
    right."""
    for of, (model, names) in SUMS.items():
        found = _sums(of)
        for row in model._default_manager.all().order_by("pk"):
            for name in names:
                yield from _differs(f"{row}, {name}", getattr(row, name), found[row.pk][name])
    found = _sums("stage")
    for stage in Stage.objects.select_related("commitment__case").order_by("pk"):
        whose = f"{stage.commitment}, {stage}"
        for of, name in OF_A_STAGE.items():
            yield from _differs(f"{whose}, {of}", getattr(stage, name), found[stage.pk][of])
    yield from _totals()


def _sums(of: str) -> dict[int, dict[str, int]]:
    """Of each row that entries name, its sums by their name."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Entry.objects.exclude(**{of: None}).order_by().values_list(of, "kind")
    for pk, kind, pence in rows.annotate(Sum("pence")):
        for name, way in MOVES[kind].items():
            found[pk][name] += way * pence
    return found


def _totals() -> Iterator[str]:
    parts = ("commitment__intended", "commitment__category", "commitment__route")
    kept: dict[tuple[object, ...], Total] = {
        (one.pot_id, one.month, one.kind, one.intended, one.category, one.route, one.code): one
        for one in Total.objects.select_related("pot__holder")
    }
    found: dict[tuple[object, ...], int] = defaultdict(int)
    rows = Entry.objects.order_by().values_list("pot", "day", "kind", *parts, "code")
    for pot, day, kind, intended, category, route, code, pence in rows.annotate(Sum("pence")):
        month = day.replace(day=1)
        found[pot, month, kind, intended or "", category or "", route or "", code] += pence
    for place in kept.keys() | found.keys():
        one = kept.get(place)
        yield from _differs(str(one or place), one.pence if one else 0, found.get(place, 0))


def _differs(what: str, kept: int, summed: int) -> Iterator[str]:
    if kept != summed:
        yield f"{what}: {pounds(kept)} is kept, its entries sum to {pounds(summed)}."
