"""What every check takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from resilience.returns.workbook.ground import Ground
from resilience.returns.workbook.reading import Read
from resilience.returns.workbook.shape import PRACTICES
from resilience.returns.workbook.told import Found

Check = Callable[[Read, Ground], Iterable[Found]]


def read_as(rule: str, read: Read, ground: Ground) -> Iterable[Found]:
    """What was found on reading cells."""
    return read.faults.get(rule, ())


def called(column: str) -> str:
    """What a column of practices is called, within a sentence."""
    return PRACTICES.column(column).title.removesuffix(" (£)").lower()
