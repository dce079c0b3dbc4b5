"""No number of practices below five is told, and none can be worked out from papers beside."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from resilience.cases.openness.small import FEWEST
from resilience.reports.board.tree import Node, open_in

COUNTS = st.lists(st.lists(st.integers(0, 12), max_size=4), min_size=1, max_size=4)


def _tree(counts):
    """England, its areas and their teams, with how many there are of each."""
    areas = [
        Node(f"A{place}", "", "region", [Node(f"A{place}T{n}", "", "dco") for n in range(len(of))])
        for place, of in enumerate(counts)
    ]
    many = {f"A{place}T{n}": one for place, of in enumerate(counts) for n, one in enumerate(of)}
    many |= {f"A{place}": sum(of) for place, of in enumerate(counts)}
    return Node("ENG", "", "nation", areas), many | {"ENG": sum(map(sum, counts))}


def _worlds(values, total):
    """What the counts not told may be, for who knows their sum and which are below five."""
    ranges = [range(FEWEST) if one < FEWEST else range(FEWEST, total + 1) for one in values]
    return [one for one in product(*ranges) if sum(one) == total]


@given(COUNTS)
def test_a_small_number_may_be_any_small_number_for_who_reads_every_paper(counts):
    root, many = _tree(counts)
    told = open_in(root, {code: (one,) for code, one in many.items()}, lambda c: many[c] >= FEWEST)
    assert all(many[code] >= FEWEST for code in told)
    for node in root.walk():
        kids = [one.code for one in node.below]
        if node.code not in told:
            assert not told & set(kids), "below an area whose number is not told none is"
            continue
        hidden = [code for code in kids if code not in told]
        if not hidden:
            continue
        total = many[node.code] - sum(many[code] for code in kids if code in told)
        worlds = _worlds([many[code] for code in hidden], total)
        for place, code in enumerate(hidden):
            if many[code] < FEWEST and len(hidden) < len(kids):
                assert {one[place] for one in worlds} == set(range(FEWEST)), (counts, code)


@given(COUNTS)
def test_where_every_number_is_large_every_number_is_told(counts):
    counts = [[one + FEWEST for one in of] for of in counts if of] or [[FEWEST]]
    root, many = _tree(counts)
    told = open_in(root, {code: (one,) for code, one in many.items()}, lambda c: many[c] >= FEWEST)
    assert told == set(many)
