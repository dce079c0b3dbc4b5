"""The grid of criteria: what would be slow to write cell by cell in a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from markupsafe import Markup

#: The symbol is drawn by the stylesheet; the word is there for everyone else.
CELLS = {
    "met": '<td class="look-cell look-cell--met"><span>Met</span></td>',
    "not_met": '<td class="look-cell look-cell--not_met"><span>Not met</span></td>',
    "not_known": '<td class="look-cell look-cell--not_known"><span>Not known</span></td>',
}


def cells(results: Iterable[str]) -> Markup:
    """The cells of one row, from results that are each met, not_met or not_known."""
    return Markup("".join(CELLS[result] for result in results))  # noqa: S704


def spans(columns: Iterable[Mapping[str, str]]) -> list[tuple[str, int]]:
    """Headings over neighbouring columns of one group, each with how many columns it covers."""
    runs = groupby(columns, key=lambda column: column.get("group", ""))
    return [(group, len(list(run))) for group, run in runs]
