"""That no two rounds can be subtracted to get at fewer practices than the minimum (Q5).

Somebody who believes that practices answered as they did the last time can add and subtract what
two rounds told. Draw a point for each cell of the earlier round, one for each of this round, and
one for what is not told; and for each practice a line from where it was to where it is now. What
adding and subtracting cells comes down to gives each point a number (what is not told: 0), and
leaves of a practice the difference of the numbers at the two ends of its line. So the fewest
practices that anything can come down to are the fewest lines that take one part of the drawing
off another: they must be as many as the minimum. Where they are fewer, practices are left out of
what is told now, until they are not. Chosen by what is no answer. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from resilience.clusters.stocktake.cells import (
    Cells,
    Limits,
    Practice,
    all_together,
    by_cluster,
    enough,
)
from resilience.clusters.stocktake.cuts import Graph, components, weakest_cut

Point = tuple[str, str]
NOT_TOLD: Point = ("", "")
Where = Mapping[str, str]
"""In which cell a practice is told of, by its code."""


def told_together(answered: Iterable[Practice], limits: Limits, earlier: Sequence[Cells]) -> Cells:
    """The cells of a round that are told: by cluster, or all practices together where no cluster
    could be told of beside the `earlier` rounds."""
    practices = list(answered)
    for first in (by_cluster, all_together):
        if found := _beside(first(practices, limits), earlier, practices, limits):
            return found
    return {}


def _beside(
    cells: Cells, earlier: Sequence[Cells], practices: Sequence[Practice], limits: Limits
) -> Cells:
    """The cells without the practices that must be left out, for each of the earlier rounds."""
    known = {one.code: one for one in practices}
    now = cells
    while out := _first(_left_out(now, before, known, limits) for before in earlier):
        kept = {name: codes - out for name, codes in now.items()}
        now = {
            name: codes
            for name, codes in kept.items()
            if enough([known[code] for code in codes], limits)
        }
    return now


def _first(found: Iterator[frozenset[str]]) -> frozenset[str]:
    return next((one for one in found if one), frozenset())


def _left_out(
    now: Cells, before: Cells, known: Mapping[str, Practice], limits: Limits
) -> frozenset[str]:
    """Practices that are left out of this round's cells for an earlier one; none where all may
    stay. What was told of fewer than today's minimum is told of nowhere again."""
    few = [codes for codes in before.values() if len(codes) < limits.practices]
    if again := frozenset().union(*few) & frozenset().union(*now.values()):
        return again
    was = _where({name: codes for name, codes in before.items() if codes not in few})
    is_now = _where(now)
    for part in components(_graph(was, is_now)):
        lines, side = weakest_cut(part)
        if lines < limits.practices:
            return _mending(frozenset(part), side, was, is_now, known, limits)
    return frozenset()


def _mending(
    part: frozenset[Point],
    side: frozenset[Point],
    was: Where,
    is_now: Where,
    known: Mapping[str, Practice],
    limits: Limits,
) -> frozenset[str]:
    """Whom to leave out so that a cut with too few lines is none any more, or has enough: those on
    it who came to its side since, else as many who stayed as it lacks, those of the largest cell
    and with the fewest patients first."""
    closed = NOT_TOLD not in part  # nothing on either side is beside what is not told
    here = part - side if NOT_TOLD in side else side
    ends = {code: (_point("was", was, code), _point("now", is_now, code)) for code in is_now}
    came = [code for code, (then, now) in ends.items() if now in here and then not in here]
    went = [code for code, (then, now) in ends.items() if then in here and now in part - here]
    if came or (closed and went):
        return frozenset(came + (went if closed else []))
    gone = sum(
        _point("was", was, code) in here and _point("now", is_now, code) not in here for code in was
    )
    size = Counter(is_now.values())
    stayed = sorted(
        (code for code, (then, now) in ends.items() if now in here and then in here),
        key=lambda code: (-size[is_now[code]], is_now[code], known[code].patients, code),
    )
    return frozenset(stayed[: limits.practices - gone])


def _where(cells: Cells) -> Where:
    return {code: name for name, codes in cells.items() for code in codes}


def _point(round_: str, where: Where, code: str) -> Point:
    return (round_, where[code]) if code in where else NOT_TOLD


def _graph(was: Where, is_now: Where) -> Graph[Point]:
    """A line for each practice that is told of in either round."""
    graph: dict[Point, Counter[Point]] = defaultdict(Counter)
    for code in sorted({*was, *is_now}):
        then, now = _point("was", was, code), _point("now", is_now, code)
        graph[then][now] += 1
        graph[now][then] += 1
    return graph
