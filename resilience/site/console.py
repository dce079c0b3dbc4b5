"""How commands speak: data to standard output, plain words about it to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

DONE, DONE_WITH_WARNINGS, NOTHING_DONE = 0, 1, 2


def stop(why: str) -> NoReturn:
    """End a command that could do nothing; `why` also says what to do."""
    sys.stderr.write(f"resilience: {why}\n")
    sys.exit(NOTHING_DONE)


def warn(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def aligned(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as text: each column as wide as its widest cell, numbers to the right, the last
    column left as it is. Numbers get thousands' commas."""
    table = [[_shown(cell) for cell in row] for row in rows]
    right = [all(isinstance(cell, int) for cell in column) for column in zip(*rows, strict=True)]
    widths = [max(map(len, column)) for column in zip(headings, *table, strict=True)]
    lines = []
    for row in [list(headings), *table]:
        cells = [
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right or [False] * len(row), strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def shorten(line: str, width: int = 100) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"


def _shown(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
