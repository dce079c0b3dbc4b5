"""That two rounds cannot be subtracted, checked by linear algebra over every few practices."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.clusters.stocktake.between import told_together
from resilience.clusters.stocktake.cells import TOGETHER, Limits, Practice, by_cluster
from resilience.clusters.stocktake.cuts import components, weakest_cut
from tests.clusters.stocktake.attack import fewest
from tests.thorough import examples

LIMITS = Limits(practices=3, patients=0)
CODES = [f"P{n:02}" for n in range(11)]


def answered(clusters: dict[str, str]) -> list[Practice]:
    return [Practice(code, cluster, 9000) for code, cluster in clusters.items()]


def spread(**clusters: str) -> list[Practice]:
    """`A="abc"`: practices a, b and c of cluster A; of no cluster: `none`."""
    found = {
        code: "" if name == "none" else name for name, codes in clusters.items() for code in codes
    }
    return answered(found)


def told(now: list[Practice], *earlier: list[Practice]) -> dict[str, str]:
    cells = told_together(now, LIMITS, [by_cluster(one, LIMITS) for one in earlier])
    return {name: "".join(sorted(codes)) for name, codes in cells.items()}


rounds = st.dictionaries(st.sampled_from(CODES), st.sampled_from(["", "A", "B"]), max_size=11).map(
    answered
)


@examples(150)
@given(rounds, rounds)
def test_no_two_rounds_come_down_to_fewer_than_the_minimum(first, second):
    before = told_together(first, LIMITS, [])
    now = told_together(second, LIMITS, [before])
    assert fewest(before, now, below=3) == 3


@examples(40)
@given(rounds, rounds, rounds)
def test_a_third_round_neither_with_the_first_nor_with_the_second(first, second, third):
    one = told_together(first, LIMITS, [])
    two = told_together(second, LIMITS, [one])
    three = told_together(third, LIMITS, [one, two])
    assert fewest(one, three, below=3) == fewest(two, three, below=3) == 3


def test_the_oracle_finds_what_the_rule_is_there_for():
    """Without it one practice that moved would be told of."""
    before = by_cluster(spread(A="abcd", B="efgh"), LIMITS)
    now = by_cluster(spread(A="abc", B="defgh"), LIMITS)
    assert fewest(before, now, below=3) == 1


def test_the_same_practices_are_told_of_again():
    same = spread(A="abcd", B="efgh")
    assert told(same, same) == {"A": "abcd", "B": "efgh"}


def test_who_is_new_is_left_out_where_few_are():
    assert told(spread(A="abcdx", B="efgh"), spread(A="abcd", B="efgh")) == {
        "A": "abcd",
        "B": "efgh",
    }


def test_who_is_new_is_told_of_where_enough_are():
    assert told(spread(A="abcdxyz"), spread(A="abcd")) == {"A": "abcdxyz"}


def test_where_one_is_gone_others_are_left_out_beside_it():
    assert told(spread(A="abcdefg"), spread(A="abcdefgh")) == {"A": "cdefg"}


def test_where_one_is_gone_of_a_small_cluster_it_is_not_told_of():
    assert told(spread(A="abc", B="efgh"), spread(A="abcd", B="efgh")) == {"B": "efgh"}


def test_who_moved_is_told_of_in_neither_cluster():
    found = told(spread(A="abcdefgh", B="xijkl"), spread(A="abcdefghx", B="ijkl"))
    assert found == {"A": "cdefgh", "B": "ijkl"}


def test_where_each_cluster_lost_one_all_are_told_of_together():
    before = spread(A="abcd", B="efgh", C="ijkl")
    assert told(spread(A="abc", B="efg", C="ijk"), before) == {TOGETHER: "abcefgijk"}


def test_what_was_told_of_fewer_than_today_is_told_of_no_more():
    lower = {"A": frozenset("ab"), "B": frozenset("cde")}
    cells = told_together(spread(A="abx", B="cde"), LIMITS, [lower])
    assert cells == {"B": frozenset("cde")}


graphs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=16)


@given(graphs)
def test_the_weakest_cut_is_the_smallest_of_all(pairs):
    graph: dict[int, dict[int, int]] = {}
    for one, other in pairs:
        for a, b in ((one, other), (other, one)):
            graph.setdefault(a, {})
            if a != b:
                graph[a][b] = graph[a].get(b, 0) + 1
    for part in components(graph):
        if len(part) < 2:
            continue
        first, *others = part
        sides = [
            {first, *chosen} for size in range(len(others)) for chosen in combinations(others, size)
        ]
        lines, side = weakest_cut(part)
        assert lines == min(_across(part, one) for one in sides) == _across(part, side)
        assert 0 < len(side) < len(part)


def _across(graph, side) -> int:
    return sum(n for a in side for b, n in graph[a].items() if b not in side)


def test_a_single_point_has_no_cut():
    with pytest.raises(ValueError, match="fewer than two"):
        weakest_cut({"A": {}})
