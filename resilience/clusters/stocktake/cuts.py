"""Where a graph is weakest: the fewest edges whose removal takes one part of it off another.

M. Stoer, F. Wagner, A simple min-cut algorithm, Journal of the ACM 44 (1997). Pure.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
Graph = Mapping[Node, Mapping[Node, int]]
"""How many edges join a node to another; the same in both directions, none to itself."""


def components(graph: Graph[Node]) -> Iterator[Graph[Node]]:
    """The parts that hang together, each a graph of its own."""
    left = dict.fromkeys(graph)
    while left:
        found = [next(iter(left))]
        for node in found:
            found += [one for one in graph[node] if one not in found]
        for node in found:
            del left[node]
        yield {node: graph[node] for node in found}


def weakest_cut(graph: Graph[Node]) -> tuple[int, frozenset[Node]]:
    """The fewest edges between two parts of a graph that hangs together, and the nodes on one side
    of them. Raises ValueError for a graph of fewer than two nodes: it has no parts."""
    weights = {node: dict(others) for node, others in graph.items()}
    merged = {node: frozenset([node]) for node in graph}
    cuts: list[tuple[int, frozenset[Node]]] = []
    while len(weights) > 1:
        *_, last_but_one, last = _most_bound_first(weights)
        cuts.append((sum(weights[last].values()), merged[last]))
        merged[last_but_one] |= merged[last]
        for node, count in weights.pop(last).items():
            del weights[node][last]
            if node != last_but_one:
                for one, other in ((node, last_but_one), (last_but_one, node)):
                    weights[one][other] = weights[one].get(other, 0) + count
    if not cuts:
        raise ValueError("a graph of fewer than two nodes has no two parts")
    return min(cuts, key=lambda cut: cut[0])


def _most_bound_first(weights: Graph[Node]) -> list[Node]:
    """Each time the node that most edges join to those before it."""
    bound = dict.fromkeys(weights, 0)
    order = []
    while bound:
        node = max(bound, key=lambda one: bound[one])
        del bound[node]
        order.append(node)
        for other, count in weights[node].items():
            if other in bound:
                bound[other] += count
    return order
