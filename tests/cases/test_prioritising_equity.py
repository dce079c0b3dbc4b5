"""Who asks, is placed and is offered help, against a count by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from resilience.cases.prioritising.equity import (
    STAGES,
    by_number,
    line,
    view,
    who_may_be_missed,
)

CODES = [f"A8{number:04}" for number in range(60)]
GROUPS = [None, (1, "small"), (2, "middling"), (3, "large")]


@given(
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(GROUPS)),
    st.fixed_dictionaries({stage: st.sets(st.sampled_from(CODES)) for stage in STAGES}),
)
def test_shares_are_those_counted_one_by_one(groups, reached):
    seen = {}
    for one in view("Size", groups, reached).lines:
        group = next((g for g in GROUPS if g and g[1] == one.title), None)
        members = [code for code, own in groups.items() if own == group]
        assert one.known == (group is not None)
        assert one.practices == len(members)
        for stage in STAGES:
            count = sum(code in reached[stage] for code in members)
            low, high = proportion_confint(count, len(members), method="wilson")
            share = one.shares[stage]
            assert (share.count, share.of) == (count, len(members))
            assert abs(share.low - 100 * low) < 1e-9
            assert abs(share.high - 100 * high) < 1e-9
        seen[one.title] = one
    assert sum(one.practices for one in seen.values()) == len(groups)


def test_what_is_not_known_stands_last_and_apart():
    reached = {stage: set() for stage in STAGES}
    found = view("Size", {"A": None, "B": (2, "large"), "C": (1, "small")}, reached)
    assert [one.title for one in found.lines] == ["small", "large", "Not known"]
    assert [one.known for one in found.lines] == [True, True, False]


def test_a_number_is_of_the_group_whose_lower_edge_it_has():
    found = by_number(
        {"A": 0, "B": 2999, "C": 3000, "D": None}, (0, 3000, 6000), lambda low, high: f"{low}"
    )
    assert found == {"A": (0, "0"), "B": (0, "0"), "C": (1, "3000"), "D": None}


def test_a_group_of_which_few_ask_is_put_as_a_question():
    rural, urban = CODES[:30], CODES[30:]
    reached = {"asked": {*urban, rural[0]}, "placed": set(), "offered": set()}
    groups = dict.fromkeys(rural, (1, "Rural")) | dict.fromkeys(urban, (0, "Urban"))
    told = who_may_be_missed([view("Setting", groups, reached)], line("All", set(CODES), reached))
    assert told.startswith("By setting, fewer practices asked for help of “Rural” than of all: 1")
    assert "1 of 30 (3.3%, 95% interval 0.6% to 16.7%) against 51.7%" in told


def test_what_is_not_known_and_what_is_few_is_never_said_to_be_missed():
    few, unknown, others = CODES[:4], CODES[4:30], CODES[30:]
    reached = {"asked": set(others), "placed": set(), "offered": set()}
    groups = dict.fromkeys(few, (1, "Few")) | dict.fromkeys(others, (0, "Others"))
    groups |= dict.fromkeys(unknown, None)
    told = who_may_be_missed([view("Setting", groups, reached)], line("All", set(CODES), reached))
    assert told.startswith("No group stands out")


def test_where_all_ask_nobody_is_missed():
    reached = {stage: set(CODES) for stage in STAGES}
    groups = {code: (at % 3, f"group {at % 3}") for at, code in enumerate(CODES)}
    told = who_may_be_missed([view("Setting", groups, reached)], line("All", set(CODES), reached))
    assert told.startswith("No group stands out")
