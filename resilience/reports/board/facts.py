"""All figures of a paper of one area as at a day, and as at an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.reports.board import around, lasted, reach
from resilience.reports.board.counted import by_area, position_id, positions_of, uptake_and_money
from resilience.reports.board.ground import Ground
from resilience.reports.board.showing import MOVING, SPANS
from resilience.reports.board.tree import Node
from resilience.reports.board.values import Value

EARLIER = "earlier_"
COMPARED = (*MOVING, *(f"days_{id_}" for id_ in SPANS))
"""Figures that are told beside those of the earlier day."""


@dataclass(frozen=True)
class Facts:
    """What a paper tells: its figures by id, the milestones that are late, and the same stages and
    money of the areas below."""

    ground: Ground
    node: Node
    values: Mapping[str, Value]
    late: tuple[str, ...]
    below: tuple[tuple[Node, Mapping[str, Value]], ...]
    positions: tuple[str, ...]
    earlier: Ground | None = None


def facts(ground: Ground, node: Node, earlier: Ground | None = None) -> Facts:
    """The figures of an area of `ground`; of the earlier day those that are told beside them, where
    the area was there then."""
    overdue, titles = around.late(ground, node)
    values = {
        **uptake_and_money(ground, node),
        **lasted.times(ground, node),
        **lasted.outcomes(ground, node),
        **reach.equity(ground, node),
        **around.studies(ground, node),
        **around.beside(ground, node),
        **around.both(ground, node),
        **overdue,
    }
    then = earlier.node(node.code) if earlier else None
    if earlier and then:
        before = {**uptake_and_money(earlier, then), **lasted.times(earlier, then)}
        values |= {
            f"{EARLIER}{id_}": one
            for id_, one in before.items()
            if id_ in COMPARED or id_.startswith("days_")
        }
    every = by_area(ground)
    return Facts(
        ground,
        node,
        values,
        tuple(titles),
        tuple((one, every[one.code]) for one in node.below if one.code),
        tuple(map(position_id, positions_of(ground))),
        earlier,
    )
