"""What reached each practice of the money of a year: what was committed for its help, and paid.

The money of a case of several practices is shared over them by list size, to the penny; what no
case bears is of the practice that it was promised to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from resilience.accounts.reader import Scope
from resilience.cases.models import CasePractice
from resilience.funding.books.posting import MOVES
from resilience.funding.models import Entry
from resilience.funding.shares.sharing import fair

SUMS = ("committed", "paid")


@dataclass(frozen=True)
class Money:
    """Pence that were committed, and that were paid."""

    committed: int = 0
    paid: int = 0

    def __add__(self, other: Money) -> Money:
        return Money(self.committed + other.committed, self.paid + other.paid)


def money_of_practices(programme: str, year: str, scope: Scope, day: date) -> dict[str, Money]:
    """By code of practice within a scope, the money of a year that reached it by the end of a day;
    three queries, however much there is."""
    within = CasePractice.objects.filter(scope.within("organisation")).order_by()
    entries = Entry.objects.filter(
        pot__programme=programme, pot__year=year, commitment__isnull=False, day__lte=day
    )
    if not scope.everywhere:
        entries = entries.filter(
            Q(commitment__case__in=within.values("case"))
            | Q(scope.within("commitment__organisation"), commitment__case=None)
        )
    cases, found = _sums(entries)
    practices: dict[int, dict[str, int | None]] = defaultdict(dict)
    those = entries.order_by().values("commitment__case")
    rows = CasePractice.objects.filter(case__in=those).order_by("organisation__code")
    for case, code, patients in rows.values_list("case", "organisation__code", "list_size"):
        practices[case][code] = patients
    inside = set(within.filter(case__in=those).values_list("organisation__code", flat=True))
    for case, money in cases.items():
        for code, part in _over(practices[case], money).items():
            if code in inside:
                found[code] += part
    return dict(found)


def _sums(entries: QuerySet[Entry]) -> tuple[dict[int, Money], dict[str, Money]]:
    """By case, and what no case bears by practice."""
    cases: dict[int, Money] = defaultdict(Money)
    practices: dict[str, Money] = defaultdict(Money)
    rows = entries.order_by().values_list(
        "commitment__case", "commitment__organisation__code", "kind"
    )
    for case, code, kind, pence in rows.annotate(Sum("pence")):
        money = Money(**{name: way * pence for name, way in MOVES[kind].items() if name in SUMS})
        if case is None:
            practices[code] += money
        else:
            cases[case] += money
    return cases, practices


def _over(practices: Mapping[str, int | None], money: Money) -> dict[str, Money]:
    """The money of a case by practice; where the list size of one is not known they share alike."""
    if len(practices) == 1:
        return dict.fromkeys(practices, money)
    sizes = {code: size for code, size in practices.items() if size}
    by = sizes if len(sizes) == len(practices) else dict.fromkeys(practices, 1)
    # As at a day before all is written, more may have come back than was paid.
    committed, paid = (fair(max(0, sum_), by) for sum_ in (money.committed, money.paid))
    return {code: Money(committed[code], paid[code]) for code in practices}
