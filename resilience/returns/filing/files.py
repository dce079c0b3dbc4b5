"""A return as files: its figures by team, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from resilience.returns.figures.rows import DATES, LISTS, MONEY, Rows, plain
from resilience.returns.figures.sums import Figure
from resilience.returns.filing.content import Line

FIGURES = ("as_at", "measure", "title", "unit", "team", "name", "value", "not_known")
ROWS = (
    *("team", "practice", "name", "references", *DATES),
    *("business_case", "categories"),
    *(f"{one}_pence" for one in MONEY),
)


def figure_lines(lines: Iterable[Line], rows: Rows, day: date) -> Iterator[dict[str, Any]]:
    """A line for each measure of each team and of all. `value` is empty where nothing is known, and
    money is pence; `not_known` counts the rows that do not say."""
    for line in lines:
        cells = [*zip(rows.teams, line.cells, strict=True)]
        for code, name, one in [*((t.team, t.name, c) for t, c in cells), ("", "All", line.all)]:
            yield {
                "as_at": day.isoformat(),
                "measure": line.measure.id,
                "title": line.measure.title,
                "unit": line.measure.unit,
                "team": code,
                "name": name,
                "value": _value(one),
                "not_known": one.unknown,
            }


def row_lines(rows: Rows) -> Iterator[dict[str, Any]]:
    """A line for each practice of each team; money is pence, and empty where it is not known."""
    for one in rows.practices:
        told = plain(one)
        yield (
            {name: told[name] for name in ROWS if name in told}
            | {name: "; ".join(told[name]) for name in LISTS}
            | {f"{name}_pence": told[name] for name in MONEY}
        )


def _value(one: Figure) -> int | None:
    return None if one.unknown and not one.value else one.value
