"""The review as a CSV: a line for each line of each table, in whole pence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from resilience.funding.review.drawn import points_of
from resilience.funding.review.figures import Figures
from resilience.funding.review.positions import positions
from resilience.funding.review.reading import Review
from resilience.funding.review.tables import Table

SUMS = (
    *("budget", "received", "committed", "invoiced", "paid", "computed", "forecast"),
    *("variance", "free"),
)
COLUMNS = (
    *("programme", "year", "month", "until", "made_at", "by", "id", "name"),
    *(f"{name}_pence" for name in SUMS),
)
NOT_APPLICABLE = "not applicable"


def lines(review: Review, tables: Iterable[Table], whole: Figures) -> Iterator[dict[str, Any]]:
    """All together, then each table."""
    yield _line(review, "all", "", "All together", whole)
    for table in tables:
        for line in table.lines:
            yield _line(review, table.by, line.id, line.name, line.figures)


def _line(review: Review, by: str, id_: str, name: str, figures: Figures) -> dict[str, Any]:
    values = {one: getattr(figures, one) for one in SUMS}
    return {
        "programme": review.pack.id,
        "year": review.month.year.label,
        "month": review.month.query,
        "until": review.month.until.isoformat(),
        "made_at": review.of.made.isoformat(timespec="seconds"),
        "by": by,
        "id": id_,
        "name": name,
    } | {f"{one}_pence": NOT_APPLICABLE if v is None else v for one, v in values.items()}


def _burn(review: Review) -> tuple[tuple[str, ...], Iterator[dict[str, Any]]]:
    columns = ("until", "committed_pence", "paid_pence")
    rows = (
        {
            "until": min(one.last, review.month.until),
            "committed_pence": one.committed,
            "paid_pence": one.paid,
        }
        for one in points_of(review)
    )
    return columns, rows


def _positions(review: Review) -> tuple[tuple[str, ...], Iterator[dict[str, Any]]]:
    columns = (
        *("holder", "name", "position", "by", "percent", "state", "budget_pence", "needed_pence"),
        *("reached_pence", "more_pence", "accrued_pence", "paid_since_pence"),
    )
    rows = (
        {
            "holder": one.pot.holder.code,
            "name": one.pot.holder.name,
            "position": position.id,
            "by": day,
            "percent": position.percent,
            "state": one.state,
            "budget_pence": one.budget,
            "needed_pence": one.needed,
            "reached_pence": one.reached,
            "more_pence": one.by,
            "accrued_pence": one.accrued if one.tested else NOT_APPLICABLE,
            "paid_since_pence": one.paid_since if one.tested else NOT_APPLICABLE,
        }
        for position, day, stands in positions(review)
        for one in stands
    )
    return columns, rows


OTHERS: Mapping[str, Callable[[Review], tuple[tuple[str, ...], Iterator[dict[str, Any]]]]] = {
    "burn": _burn,
    "positions": _positions,
}
"""What else is a file: its columns and its rows."""
