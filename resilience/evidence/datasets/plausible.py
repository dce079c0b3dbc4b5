"""Rows that can't be right: a few are the publisher's, many are columns out of place."""

from __future__ import annotations

import pyarrow as pa

from resilience.evidence.sheets import Unreadable

MOST = 0.1
"""The share of rows above which a file is not taken to be as it was published."""


def told_or_refused(wrong: pa.ChunkedArray, what: str) -> list[str]:
    """A note of how many rows are wrong (true); nothing when none is. Raises Unreadable for many.

    `what` ends the sentence 'in 3 of 7,000 rows …'.
    """
    number = wrong.to_pylist().count(True)
    found = f"in {number:,} of {len(wrong):,} rows {what}"
    if number > MOST * len(wrong):
        raise Unreadable(f"{found}, so columns are out of place; load the file as it was published")
    return [found] if number else []
