"""Names of teams and practices where a workbook has none. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from resilience.returns.figures.rows import Rows


def with_names(rows: Rows, names: Mapping[str, str]) -> Rows:
    """The rows, each with a name where its cell was empty and the code is known."""
    return Rows(
        tuple(
            one if one.name else replace(one, name=names.get(one.team, "")) for one in rows.teams
        ),
        tuple(
            one if one.name else replace(one, name=names.get(one.practice, ""))
            for one in rows.practices
        ),
    )
