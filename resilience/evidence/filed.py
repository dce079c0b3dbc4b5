"""Figures filed by practice: all of one taken out at once, without a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa


class ByPractice:
    """The rows of a table of figures, put together by practice and otherwise in the order given.

    An index of the engine fetches each row by itself; what stands together is cut out in one piece,
    ten times as fast.
    """

    def __init__(self, figures: pa.Table) -> None:
        practices = figures["practice"].combine_chunks().dictionary_encode()
        numbers = practices.indices.to_numpy()
        order = np.argsort(numbers, kind="stable")
        self._rows = figures.combine_chunks().take(order).combine_chunks()
        ends = np.cumsum(np.bincount(numbers, minlength=len(practices.dictionary))).tolist()
        self._places = dict(
            zip(practices.dictionary.to_pylist(), zip([0, *ends], ends, strict=False), strict=True)
        )

    @property
    def practices(self) -> frozenset[str]:
        return frozenset(self._places)

    def of(self, practice: str) -> list[tuple[Any, ...]]:
        """A practice's rows; none for one that is not known."""
        columns = self._cut(practice).columns
        return list(zip(*(column.to_pylist() for column in columns), strict=True))

    def of_all(self, practices: Iterable[str]) -> pa.Table:
        """The rows of several practices, each once."""
        return pa.concat_tables([self._rows[:0], *map(self._cut, dict.fromkeys(practices))])

    def _cut(self, practice: str) -> pa.Table:
        first, end = self._places.get(practice, (0, 0))
        return self._rows.slice(first, end - first)
