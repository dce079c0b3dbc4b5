"""The best choice within a budget: never beyond it, never worse than another, always the same."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from resilience.cases.prioritising.optimum import Optimum, Wish

COSTS = st.integers(0, 30)


@st.composite
def wishes(draw, most: int = 40) -> list[Wish]:
    """Cases of a footprint, several of which count and cost the same."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from([0, 1, 2, 4, 9, 25]), COSTS, st.booleans(), st.integers(1, 9)
            ),
            max_size=most,
        )
    )
    return [
        Wish(case, f"R-{case:06}", f"2018-07-0{day}T09:00:00+00:00", points, cost, continuing)
        for case, (points, cost, continuing, day) in enumerate(rows, start=1)
    ]


@st.composite
def sums(draw) -> tuple[int, int]:
    """A budget, and what of it is kept for practices not helped before."""
    budget = draw(st.integers(0, 200))
    return budget, draw(st.integers(0, budget))


def points(of: Iterable[Wish]) -> int:
    return sum(one.points for one in of)


def chosen(of: list[Wish], budget: int, for_new: int = 0, most: int | None = None) -> list[Wish]:
    optimum = Optimum(of, most or budget, keeps=for_new > 0)
    found = optimum.within(budget, for_new)
    return [one for one in of if one.case in found]


def fits(some: Iterable[Wish], budget: int, for_new: int) -> bool:
    taken = list(some)
    continuing = sum(one.cost for one in taken if one.continuing)
    return sum(one.cost for one in taken) <= budget and continuing <= budget - for_new


def greedy(of: list[Wish], budget: int, for_new: int) -> list[Wish]:
    """Who counts for most for each pound is helped first."""
    taken: list[Wish] = []
    for one in sorted(of, key=lambda one: (-one.points / max(one.cost, 0.5), one.turn)):
        if fits([*taken, one], budget, for_new):
            taken.append(one)
    return taken


@given(wishes(), sums())
def test_a_proposal_keeps_to_the_budget_and_to_what_is_kept_for_new_applicants(of, sums):
    assert fits(chosen(of, *sums), *sums)


@given(wishes(), sums())
def test_a_proposal_is_never_worse_than_helping_the_cheapest_for_their_points_first(of, sums):
    assert points(chosen(of, *sums)) >= points(greedy(of, *sums))


@given(wishes(most=9), sums())
def test_a_proposal_is_as_good_as_the_best_of_all_choices(of, sums):
    every = (some for many in range(len(of) + 1) for some in combinations(of, many))
    assert points(chosen(of, *sums)) == max(points(some) for some in every if fits(some, *sums))


@given(wishes(), sums(), st.randoms())
def test_the_same_cases_are_chosen_in_whatever_order_they_come(of, sums, random: Random):
    shuffled = list(of)
    random.shuffle(shuffled)
    assert {one.case for one in chosen(of, *sums)} == {one.case for one in chosen(shuffled, *sums)}


@given(wishes(), st.integers(0, 200))
def test_of_cases_that_count_and_cost_the_same_who_waited_longest_is_in(of, budget):
    taken = chosen(of, budget)
    for one in taken:
        for other in of:
            alike = (one.points, one.cost) == (other.points, other.cost)
            if alike and other.turn < one.turn:
                assert other in taken


@given(wishes(), st.lists(st.integers(0, 200), min_size=1, max_size=5))
def test_a_budget_is_answered_the_same_beside_others(of, budgets):
    """One table of costs serves every budget up to the greatest."""
    optimum = Optimum(of, max(budgets))
    for budget in budgets:
        assert optimum.within(budget) == Optimum(of, budget).within(budget)


@given(wishes(), st.integers(0, 199))
def test_more_money_never_does_less(of, budget):
    assert points(chosen(of, budget + 1)) >= points(chosen(of, budget))


@pytest.mark.parametrize("kept", [0, 20])
def test_a_proposal_is_as_good_as_that_of_a_solver(kept):
    """HiGHS, by way of SciPy, is an oracle where there are too many choices to try."""
    random = Random(kept)
    for _ in range(5):
        of = [
            Wish(
                case=case,
                reference=f"R-{case:06}",
                begun="2018-07-01T09:00:00+00:00",
                points=random.randint(1, 5) * random.randint(1, 5),
                cost=random.randint(1_000, 60_000),
                continuing=random.random() < 0.3,
            )
            for case in range(120)
        ]
        budget = sum(one.cost for one in of) // 5
        for_new = budget * kept // 100
        costs = np.array([one.cost for one in of], float)
        again = np.array([one.continuing for one in of])
        solved = milp(
            -np.array([one.points for one in of], float),
            integrality=np.ones(len(of)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                np.array([costs, costs * again]), -np.inf, [budget, budget - for_new]
            ),
            options={"mip_rel_gap": 0},
        )
        assert points(chosen(of, budget, for_new)) == round(-solved.fun)


def test_a_case_that_counts_for_nothing_is_not_in():
    assert chosen([Wish(1, "R-1", "2018-07-01", 0, 0, False)], 100) == []


def test_without_cases_nobody_is_chosen():
    assert chosen([], 100) == []


def test_a_budget_is_never_divided_equally():
    """Of two who would each get half, the one that counts for more gets what it needs (G8.9)."""
    of = [
        Wish(1, "R-1", "2018-07-01", 25, 100, False),
        Wish(2, "R-2", "2018-07-01", 1, 100, False),
    ]
    assert [one.case for one in chosen(of, 100)] == [1]
