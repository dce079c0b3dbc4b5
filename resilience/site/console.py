"""How commands speak: data to standard output, plain words about it to standard error."""

from __future__ import annotations

import csv
import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import OutputWrapper

from resilience.look.downloads import harmless

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


def write_data(
    out: OutputWrapper, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], form: str
) -> None:
    """Rows for other programs to read, as "json" or as "csv"."""
    if form == "json":
        # In one go: what a command writes gets a line of its own each time.
        out.write(json.dumps(list(rows), indent=1, ensure_ascii=False))
        return
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(row[name]) for name in columns} for row in rows)


def day_typed(words: str) -> date:
    """A day of the command line; says how to write one."""
    try:
        return date.fromisoformat(words)
    except ValueError as problem:
        raise ArgumentTypeError(f"'{words}' is not a day; write it like 2018-06-30") from problem


def shorten(line: str, width: int = 100) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"


def _shown(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
