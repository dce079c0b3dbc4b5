"""What a pot's money was meant for beside what became of it (G4.10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from resilience.funding.books.posting import MOVES
from resilience.funding.models import IndicativeShare, Pot, Variance
from resilience.programmes.schema.funding import Intended


@dataclass(frozen=True)
class Outturn:
    """A category: what was meant (None where nothing was said), committed and paid, in pence, and
    why that differs, if somebody said."""

    category: Intended
    planned: int | None
    committed: int
    paid: int
    variance: Variance | None

    @property
    def more(self) -> int | None:
        """Committed less planned."""
        return None if self.planned is None else self.committed - self.planned


def outturns(
    pot: Pot, categories: Sequence[Intended], plan: IndicativeShare | None
) -> list[Outturn]:
    """Each category of intended spend, by the sums of the books; two queries."""
    sums: dict[tuple[str, str], int] = {}
    rows = pot.totals.exclude(intended="").values_list("intended", "kind").annotate(Sum("pence"))
    for intended, kind, pence in rows.order_by():
        for name, way in MOVES[kind].items():
            sums[intended, name] = sums.get((intended, name), 0) + way * pence
    said: dict[str, Variance] = {one.intended: one for one in pot.variances.all()}
    return [
        Outturn(
            category=one,
            planned=plan.shares.get(one.id, 0) if plan else None,
            committed=sums.get((one.id, "committed"), 0),
            paid=sums.get((one.id, "paid"), 0),
            variance=said.get(one.id),
        )
        for one in categories
    ]
