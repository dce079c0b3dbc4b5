"""Practices of a screen as one reader sees them: what is known locally stands in for what the
screen itself found. Order, filters and pages are the database's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import Q, QuerySet

from resilience.screening.models import OverlaidPractice, ScreenedPractice, Snapshot

FIELDS = [field.attname for field in ScreenedPractice._meta.concrete_fields]
WITHOUT_OWN = [name for name in FIELDS if name != "own"]
IN_ORDER = ("rank", "-met", "name", "code")


@dataclass(frozen=True)
class Practices:
    """Some practices in an order. `kept` are those nothing is laid over, `laid` the others; where
    there are no others, `laid` is None and the database is asked about the former alone."""

    snapshot: Snapshot
    kept: QuerySet[ScreenedPractice]
    laid: QuerySet[OverlaidPractice] | None
    order: tuple[str, ...] = IN_ORDER

    def filter(self, *only: Q, **named: Any) -> Self:
        """Those of them that a condition on the fields of `Outcome` holds for."""
        laid = None if self.laid is None else self.laid.filter(*only, **named)
        return replace(self, kept=self.kept.filter(*only, **named), laid=laid)

    def sorted(self, *order: str) -> Self:
        """The same in another order, or in none."""
        return replace(self, order=order)

    def count(self) -> int:
        return self.kept.count() + (0 if self.laid is None else self.laid.count())

    def exists(self) -> bool:
        return self.kept.exists() or (self.laid is not None and self.laid.exists())

    def values(self, *names: str) -> QuerySet[Any, tuple[Any, ...]]:
        """Columns of `Outcome`, those that it is ordered by among them; `id` is that of the
        practice in the snapshot. One query, of which slices can be taken."""
        kept = self.kept.order_by().values_list(*names)
        if self.laid is None:
            return kept.order_by(*self.order)
        theirs = ["base_id" if name == "id" else name for name in names]
        together = kept.union(self.laid.order_by().values_list(*theirs), all=True)
        return together.order_by(*self.order)

    def codes(self) -> QuerySet[Any, tuple[Any, ...]]:
        """The code of each first, with what they are ordered by: found in an index alone."""
        names = ("code", *(name.removeprefix("-") for name in self.order))
        return self.values(*dict.fromkeys(names))

    def of(self, codes: Collection[str]) -> dict[str, ScreenedPractice]:
        """Those with these codes; one query."""
        found = self.filter(code__in=list(codes)).sorted()
        return {practice.code: practice for practice in found}

    def get(self, code: str) -> ScreenedPractice | None:
        return self.of([code]).get(code)

    def __iter__(self) -> Iterator[ScreenedPractice]:
        return self._whole(FIELDS)

    def slim(self) -> Iterator[ScreenedPractice]:
        """The same without what explains their results, which takes longer to read."""
        return self._whole(WITHOUT_OWN)

    def _whole(self, names: list[str]) -> Iterator[ScreenedPractice]:
        for row in self.values(*names).iterator(chunk_size=1_000):
            practice = ScreenedPractice.from_db(self.kept.db, names, row)
            practice.snapshot = self.snapshot
            yield practice
