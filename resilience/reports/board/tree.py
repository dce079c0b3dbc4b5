"""The areas of a programme under each other, and which of their numbers may be told.

A paper is published, so one rule holds for all papers, whoever makes them: no number of practices
below five is told, and none can be worked out from the paper of the area above and those of the
areas beside. So where a number of an area is not told, that of another beside it is held back too,
until each number that is not told may be any from none to four; and below an area whose number is
not told none is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from resilience.cases.openness.small import FEWEST

MOST = FEWEST - 1


@dataclass
class Node:
    """An area: `kind` is that of its organisation."""

    code: str
    name: str
    kind: str
    below: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """It and all below it, from the top down."""
        yield self
        for one in self.below:
            yield from one.walk()


def open_in(
    root: Node, counts: Mapping[str, Sequence[int]], tells: Callable[[str], bool]
) -> set[str]:
    """The codes of the areas whose counts may be told: of those that `tells` lets be told by
    themselves, the ones from which none that is held back can be worked out. An area may have
    several counts that are told together or not at all."""
    found = {root.code} if tells(root.code) else set()
    for node in root.walk():
        if node.code in found:
            kept_back = _held(node, counts, tells)
            found |= {one.code for one in node.below} - kept_back
    return found


def _held(
    node: Node, counts: Mapping[str, Sequence[int]], tells: Callable[[str], bool]
) -> set[str]:
    every = [one.code for one in node.below]
    held = [code for code in every if not tells(code)]
    if not held:
        return set()
    others = [code for code in reversed(every) if code not in held]
    while others and not _safe(held, counts):
        held.append(others.pop(0))
    return set(held) if _safe(held, counts) else set(every)


def _safe(held: Sequence[str], counts: Mapping[str, Sequence[int]]) -> bool:
    return all(_leaves_open(of) for of in zip(*(counts[code] for code in held), strict=True))


def _leaves_open(counts: Sequence[int]) -> bool:
    """Whether who learns the sum of some counts, and which of them are below five, still cannot
    tell any of those (see `cases.openness.small`)."""
    few = sum(one < FEWEST for one in counts)
    others = len(counts) - few
    if len(counts) == 1:
        return False
    if others:
        return sum(counts) >= MOST + others * FEWEST
    return FEWEST <= sum(counts) <= MOST * (few - 1)
