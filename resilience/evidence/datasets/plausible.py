"""Rows that can't be right: a few are the publisher's, many are columns out of place.

What a file says twice (a total beside its parts, a share beside its count) tells whether its
columns stand under their own headings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.sheets import Unreadable

MOST = 0.1
"""The share of rows above which a file is not taken to be as it was published."""


def told_or_refused(wrong: pa.ChunkedArray, what: str) -> list[str]:
    """A note of how many rows are wrong (true); nothing when none is, or where it is not known
    (null). Raises Unreadable for many.

    `what` ends the sentence 'in 3 of 7,000 rows …'.
    """
    number = pc.sum(wrong).as_py() or 0
    known = len(wrong) - wrong.null_count
    found = f"in {number:,} of {known:,} rows {what}"
    if number > MOST * known:
        raise Unreadable(f"{found}, so columns are out of place; load the file as it was published")
    return [found] if number else []


def apart(one: pa.ChunkedArray, other: pa.ChunkedArray, by: float = 0) -> pa.ChunkedArray:
    """Where two ways to the same number differ by more than rounding."""
    return pc.greater(pc.abs(pc.subtract(floats(one), floats(other))), float(by))


def sum_of(rows: pa.Table, parts: Iterable[str]) -> pa.ChunkedArray:
    """The parts of each row together; not known where one of them is not."""
    return reduce(pc.add, (floats(rows[part]) for part in parts))


def ratio(numerator: pa.ChunkedArray, denominator: pa.ChunkedArray) -> pa.ChunkedArray:
    """One number over another; not known over nothing."""
    over = floats(denominator)
    return pc.divide(floats(numerator), pc.if_else(pc.equal(over, 0.0), None, over))


def before(rows: pa.Table, later: str, earlier: str) -> pa.ChunkedArray:
    """Where the day that ends something stands before the day that began it."""
    return pc.less(rows[later], rows[earlier])


def floats(numbers: pa.ChunkedArray) -> pa.ChunkedArray:
    return numbers.cast(pa.float64())
