"""What was found in a workbook, as people are told: which cell, what is there, how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

LONGEST = 40
"""Characters of what stands in a cell that are shown."""


@dataclass(frozen=True)
class Found:
    """What one check found at one place; a place without a cell is the whole sheet, and without a
    sheet the whole workbook."""

    sheet: str
    cell: str
    found: str
    mend: str


@dataclass(frozen=True)
class Message:
    """The same with its rule, and whether it stops the workbook from being sent."""

    rule: str
    stops: bool
    sheet: str
    cell: str
    found: str
    mend: str

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def short(value: object) -> str:
    """What stands in a cell, safe to show: one line, nothing unseen, not long."""
    text = "".join(c if c.isprintable() else " " for c in str(value)[: 4 * LONGEST])
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
