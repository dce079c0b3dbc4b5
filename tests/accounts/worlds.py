"""Small random Englands: organisations that belong to each other, close, merge and are covered."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.accounts.oracle import World

FIRST = date(2018, 1, 1)
DAYS = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))
FOREVER = date.max

PRACTICES, NETWORKS, COMMISSIONERS, BOARDS, COMMITTEES = (
    range(1, 5),
    range(5, 7),
    range(7, 10),
    range(10, 12),
    range(12, 14),
)
EVERYBODY = [*PRACTICES, *NETWORKS, *COMMISSIONERS, *BOARDS, *COMMITTEES]


@st.composite
def spans(draw) -> tuple[date, date]:
    starts = draw(DAYS)
    ends = draw(st.one_of(st.just(FOREVER), DAYS))
    return (starts, ends) if starts < ends else (date.min, starts)


@st.composite
def worlds(draw) -> World:
    """Practices belong to commissioners and through them to boards, and join networks; committees
    cover commissioners; any may close, and any may take over from another of its kind."""
    world = World(EVERYBODY)
    world.closed = draw(
        st.dictionaries(st.sampled_from([*PRACTICES, *COMMISSIONERS, *NETWORKS]), DAYS, max_size=4)
    )
    higher = [(c, b, *draw(spans())) for c in COMMISSIONERS for b in draw(some(BOARDS))]
    lower = [(p, c, *draw(spans())) for p in PRACTICES for c in draw(some(COMMISSIONERS))]
    through = [
        (p, b, max(s, s2), min(e, e2))
        for p, c, s, e in lower
        for c2, b, s2, e2 in higher
        if c == c2 and max(s, s2) < min(e, e2)
    ]
    world.belongs = [cut for one in [*higher, *lower, *through] if (cut := _cut(world, one))]
    networks = [(p, n, *draw(spans())) for p in PRACTICES for n in draw(some(NETWORKS))]
    above_networks = [(n, c, *draw(spans())) for n in NETWORKS for c in draw(some(COMMISSIONERS))]
    covering = [(c, m, *draw(spans())) for c in COMMISSIONERS for m in draw(some(COMMITTEES))]
    world.joins = [cut for one in [*networks, *covering] if (cut := _cut(world, one))]
    world.belongs += [cut for one in above_networks if (cut := _cut(world, one))]
    for kind in (PRACTICES, NETWORKS, COMMISSIONERS, BOARDS):
        pairs = st.tuples(st.sampled_from(kind), st.sampled_from(kind), DAYS)
        world.took_over += [one for one in draw(st.lists(pairs, max_size=2)) if one[0] != one[1]]
    return world


def some(kind: range) -> st.SearchStrategy[list[int]]:
    return st.lists(st.sampled_from(kind), max_size=2, unique=True)


def _cut(world: World, link: tuple[int, int, date, date]) -> tuple[int, int, date, date] | None:
    """Nobody belongs to anybody once they are closed."""
    below, above, starts, ends = link
    ends = min(ends, world.closed.get(below, FOREVER))
    return (below, above, starts, ends) if starts < ends else None
