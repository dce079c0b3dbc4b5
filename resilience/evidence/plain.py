"""Numbers as programs write them, a column at a time; all else is read cell by cell."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.tables import Column, read_number, read_pence, read_whole

PLAIN = {
    read_whole: r"^(0|[1-9]\d{0,14})(\.0+)?$",
    read_number: r"^-?(0|[1-9]\d{0,14})(\.\d+)?$",
    read_pence: r"^-?(0|[1-9]\d{0,11})(\.\d\d?)?$",
}
"""What each of these reads as the very same number: up to 15 digits before a point are exact."""


def plain_numbers(column: Column, cells: pa.Array) -> list[Any]:
    """The number in each cell of a measure; None where it takes a closer look."""
    if column.read not in PLAIN or not column.measure or column.symbols or column.blank:
        return [None] * len(cells)
    plain = pc.match_substring_regex(cells, PLAIN[column.read])
    numbers = pc.if_else(plain, cells, None).cast(pa.float64())
    if column.read is read_pence:
        numbers = pc.round(pc.multiply(numbers, 100.0))
    found: list[Any] = numbers.cast(column.type).to_pylist()
    return found
