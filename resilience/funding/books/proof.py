"""The proof of the books: every sum that is kept equals the sum of its entries (design §3.6), and
every entry fits what it names (`fitting`). All is added up by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.db import connection, models, transaction
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from resilience.funding.books.fitting import misfits
from resilience.funding.books.posting import MOVES, OF_A_STAGE
from resilience.funding.models import Commitment, Entry, Pot, Stage, Total
from resilience.look.words import pounds

OF_A_POT = ("allocated", "carried", "received", "committed", "invoiced", "paid")
OF_A_COMMITMENT = ("committed", "invoiced", "paid")
KEPT: dict[str, tuple[type[models.Model], Mapping[str, str]]] = {
    "pot": (Pot, dict(zip(OF_A_POT, OF_A_POT, strict=True))),
    "commitment": (Commitment, dict(zip(OF_A_COMMITMENT, OF_A_COMMITMENT, strict=True))),
    "stage": (Stage, OF_A_STAGE),
}
"""What keeps sums of the entries that name it, and what each sum is called there."""
ALIKE = ("intended", "category", "route")


def proven() -> list[str]:
    """The faults of the books. What looks like one while somebody writes is looked at again, at one
    moment."""
    return _at_one_moment() if next(faults(), "") else []


def _at_one_moment() -> list[str]:
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return list(faults())


def faults() -> Iterator[str]:
    """A sentence for each kept sum that is not the sum of its entries, and for each entry or
    commitment that does not fit; none where the books are right."""
    for of, (model, names) in KEPT.items():
        yield from _of_each(of, model, names)
    yield from _totals()
    yield from misfits()


def _of_each(of: str, model: type[models.Model], names: Mapping[str, str]) -> Iterator[str]:
    found = _sums(of)
    nothing: dict[str, int] = {}
    rows = model._default_manager.order_by("pk").values_list("pk", *names.values())
    for pk, *kept in rows.iterator():
        sums = found.get(pk, nothing)
        for name, one in zip(names, kept, strict=True):
            if one != sums.get(name, 0):
                whose = _called(model._default_manager.get(pk=pk))
                yield _differs(f"{whose}, {name}", one, sums.get(name, 0))


def _sums(of: str) -> dict[int, dict[str, int]]:
    """Of each row that entries name, its sums by their name."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Entry.objects.exclude(**{of: None}).order_by().values_list(of, "kind")
    for pk, kind, pence in rows.annotate(Sum("pence")).iterator():
        for name, way in MOVES[kind].items():
            found[pk][name] += way * pence
    return found


def _totals() -> Iterator[str]:
    kept: dict[tuple[object, ...], Total] = {
        (one.pot_id, one.month, one.kind, one.intended, one.category, one.route, one.code): one
        for one in Total.objects.select_related("pot__holder")
    }
    found: dict[tuple[object, ...], int] = defaultdict(int)
    alike = (f"commitment__{name}" for name in ALIKE)
    rows = Entry.objects.order_by().annotate(month=TruncMonth("day"))
    rows = rows.values_list("pot", "month", "kind", *alike, "code").annotate(Sum("pence"))
    for pot, month, kind, intended, category, route, code, pence in rows:
        found[pot, month, kind, intended or "", category or "", route or "", code] = pence
    for place in kept.keys() | found.keys():
        one, summed = kept.get(place), found.get(place, 0)
        if (one.pence if one else 0) != summed:
            yield _differs(str(one or place), one.pence if one else 0, summed)


def _called(row: models.Model) -> str:
    return f"{row.commitment}, {row}" if isinstance(row, Stage) else str(row)


def _differs(what: str, kept: int, summed: int) -> str:
    return f"{what}: {pounds(kept)} is kept, its entries sum to {pounds(summed)}."
