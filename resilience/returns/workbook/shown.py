"""Messages of a workbook as a page and a file show them: by sheet, what stops it first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from resilience.returns.workbook.rules import rules

COLUMNS = ("stops", "sheet", "cell", "found", "mend", "rule")
SHOWN = 100
"""Messages of a sheet on a page; the file has more."""


@dataclass(frozen=True)
class Grouped:
    """The messages of a sheet, or of the workbook as a whole: those shown, and how many more."""

    title: str
    id: str
    stops: bool
    shown: list[Mapping[str, Any]]
    more: int


def grouped(found: Iterable[Mapping[str, Any]]) -> list[Grouped]:
    """Messages by whether they stop the workbook, and then by sheet."""
    by: dict[tuple[bool, str], list[Mapping[str, Any]]] = {}
    for one in found:
        by.setdefault((not one["stops"], one["sheet"]), []).append(one)
    return [
        Grouped(
            sheet or "The whole workbook", f"part-{place}", not warns, of[:SHOWN], len(of[SHOWN:])
        )
        for place, ((warns, sheet), of) in enumerate(sorted(by.items(), key=lambda one: one[0][0]))
    ]


def as_rows(found: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same as lines of a file."""
    titles = {one.id: one.title for one in rules()}
    for one in found:
        told = {name: one[name] for name in COLUMNS}
        yield told | {"stops": "yes" if one["stops"] else "no", "rule": titles.get(one["rule"], "")}
