"""Where patients would go: held against a slow simulation in plain Python, and against what must be
so whatever the world."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.clusters.red.dispersal import choosing, living, question, simulating
from resilience.clusters.red.dispersal.effects import effects
from resilience.clusters.red.dispersal.living import kilometres
from resilience.clusters.red.dispersal.question import Assumptions, Closing, Neighbour, Question
from resilience.clusters.red.dispersal.simulating import room_of, simulate
from resilience.profiles.neighbours import kilometres as as_the_crow_flies
from tests.clusters.red import naive

POINTS = 300
ASSUMED = Assumptions(
    close_km=1.0,
    wide_km=2.0,
    reach_km=6.0,
    farthest_km=8.0,
    most_practices=20,
    growth_percent=15,
    flag_growth_percent=10,
    flag_per_gp=3000,
    near_km=1.5,
    far_km=3.0,
)
HERE = (-2.6, 51.45)


def somewhere():
    """Within a few miles; to a hundredth of a degree, so that some share a house."""
    return st.tuples(st.integers(-8, 8), st.integers(-5, 5)).map(
        lambda steps: (HERE[0] + steps[0] / 100, HERE[1] + steps[1] / 100)
    )


@st.composite
def worlds(draw, most_closing: int = 2) -> Question:
    closing = [
        Closing(f"C{number}", "Closes", draw(somewhere()), draw(st.integers(0, 60)))
        for number in range(draw(st.integers(1, most_closing)))
    ]
    neighbours = [
        Neighbour(
            f"N{number}",
            "Near",
            draw(somewhere()),
            draw(st.integers(0, 300)),
            takes=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    assumed = replace(
        ASSUMED,
        growth_percent=draw(st.integers(0, 40)),
        farthest_km=draw(st.sampled_from([0.5, 2.0, 8.0])),
    )
    return question.question(closing, neighbours, assumed)


@pytest.fixture(autouse=True)
def fewer_points(monkeypatch):
    monkeypatch.setattr(living, "POINTS", POINTS)


@given(worlds())
@settings(max_examples=60)
def test_it_finds_what_a_slow_simulation_finds(asked):
    for run in simulate(asked):
        spread = ASSUMED.close_km if run.spread == "close" else ASSUMED.wide_km
        people = [
            one for closing in asked.closing for one in naive.homes(asked, closing, spread, POINTS)
        ]
        room = {one.code: room_of(one, asked.assumed.growth_percent) for one in asked.receiving}
        if run.way == "nearest":
            goes = naive.nearest(asked, people)
        elif run.way == "room":
            goes = naive.with_room(asked, people, room)
        else:
            goes = naive.by_size(asked, people, spread)
        counted = Counter(code for code in goes if code)
        assert run.receives == {one.code: counted[one.code] for one in asked.receiving}
        placed = [(own, to[code]) for (own, to), code in zip(people, goes, strict=True) if code]
        assert run.after.beyond_near == sum(to > 1500 for _, to in placed)
        assert run.after.beyond_far == sum(to > 3000 for _, to in placed)
        assert run.farther == sum(to - own > 1500 for own, to in placed)
        in_order = sorted(to for _, to in placed)
        assert run.after.median == (in_order[(len(in_order) + 1) // 2 - 1] if placed else None)
        assert run.before.beyond_near == sum(own > 1500 for own, _ in people)


@given(worlds())
def test_nobody_is_lost_and_nobody_made(asked):
    for run in simulate(asked):
        assert sum(run.receives.values()) == run.placed
        assert run.placed + run.not_placed == asked.patients


@given(worlds())
def test_no_practice_takes_more_than_it_has_room_for_where_room_is_limited(asked):
    for run in simulate(asked):
        if run.way == "room":
            for one in asked.receiving:
                assert run.receives[one.code] <= room_of(one, asked.assumed.growth_percent)


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_in_which_practices_are_listed_changes_nothing(asked, random):
    closing, neighbours = list(asked.closing), list(asked.neighbours)
    random.shuffle(closing)
    random.shuffle(neighbours)
    assert simulate(question.question(closing, neighbours, asked.assumed)) == simulate(asked)


@given(worlds(), st.integers(0, 40))
def test_more_room_never_leaves_more_people_without_a_practice(asked, more):
    roomier = replace(asked.assumed, growth_percent=asked.assumed.growth_percent + more)
    before, after = (
        {run.spread: run.not_placed for run in simulate(one) if run.way == "room"}
        for one in (asked, replace(asked, assumed=roomier))
    )
    assert all(after[spread] <= before[spread] for spread in before)


@given(worlds())
def test_it_is_kept_as_plain_data_and_finds_the_same_when_it_is_run_again(asked):
    kept = json.loads(json.dumps(question.kept(asked)))
    again = question.read(kept)
    assert again == asked
    runs = simulate(asked)
    assert simulating.read(json.loads(json.dumps(simulating.found(runs)))) == runs
    assert simulate(again) == runs


@given(worlds(most_closing=1))
def test_with_room_for_all_nobody_goes_past_the_nearest(asked):
    neighbours = [replace(one, patients=10_000) for one in asked.neighbours]
    roomy = replace(asked, neighbours=tuple(neighbours))
    by_way = {(run.spread, run.way): run.receives for run in simulate(roomy)}
    if asked.assumed.growth_percent:
        assert by_way["close", "room"] == by_way["close", "nearest"]


@given(
    st.integers(1, 12).flatmap(
        lambda m: st.tuples(
            st.lists(st.lists(st.integers(0, 9), min_size=m, max_size=m), min_size=1, max_size=12),
            st.lists(st.integers(0, 4), min_size=m, max_size=m),
        )
    )
)
def test_nobody_would_rather_be_where_somebody_keeps_a_place_who_needs_it_less(drawn):
    """What deferred acceptance promises, asked of every pair of a patient and a practice."""
    rows, room = drawn
    to = np.array(rows, np.int64)
    people = np.arange(len(rows))
    goes = choosing.with_room(to, people, 7, np.array(room, np.int64)).tolist()
    wishes = [
        [at for away, at in sorted((away, at) for at, away in enumerate(row)) if away <= 7]
        for row in rows
    ]

    def harm(who: int, at: int) -> int:
        place = wishes[who].index(at)
        rest = wishes[who][place + 1 :]
        return rows[who][rest[0]] - rows[who][at] if rest else choosing.NO_OTHER

    for who, own in enumerate(goes):
        better = wishes[who][: wishes[who].index(own)] if own >= 0 else wishes[who]
        for at in better:
            held = [one for one, where in enumerate(goes) if where == at]
            assert len(held) == room[at]
            assert all((-harm(one, at), one) < (-harm(who, at), who) for one in held)


def test_of_practices_in_one_house_the_first_by_code_is_taken_as_the_nearest():
    asked = question.question(
        [Closing("C", "Closes", HERE, 100)],
        [Neighbour(code, code, (HERE[0], HERE[1] + 0.01), 1_000) for code in ("N2", "N1")],
        ASSUMED,
    )
    runs = {(run.spread, run.way): run.receives for run in simulate(asked)}
    assert runs["close", "nearest"] == {"N1": 100, "N2": 0}
    by_size = runs["close", "size"]
    assert abs(by_size["N1"] - by_size["N2"]) <= 2


def test_where_nobody_takes_patients_nobody_is_placed():
    asked = question.question(
        [Closing("C", "Closes", HERE, 40)],
        [Neighbour("N", "Near", HERE, 1_000, takes=False)],
        ASSUMED,
    )
    assert {(run.placed, run.not_placed) for run in simulate(asked)} == {(0, 40)}


def test_patients_live_about_as_far_as_they_are_said_to():
    """Of people thinning out by e at each kilometre, on ground that grows with distance, half live
    within 1.678 km (the median of a gamma distribution of shape 2)."""
    homes = living.living(Closing("C", "Closes", HERE, 10_000), [], 1.0, 12.0)
    assert np.median(homes.own[homes.point]) == pytest.approx(1678, rel=0.03)


def test_distances_are_those_of_the_neighbours_page():
    for there in ((-2.45, 51.5), (-2.61, 51.44), (-2.6, 51.36)):
        assert kilometres(HERE, there) == pytest.approx(as_the_crow_flies(HERE, there), rel=1e-3)


def test_a_practice_twice_in_a_question_is_refused():
    with pytest.raises(ValueError, match="twice"):
        question.question([Closing("A", "A", HERE, 1)], [Neighbour("A", "A", HERE, 1)], ASSUMED)


def test_what_it_means_for_a_neighbour_is_told_from_the_least_to_the_most():
    near, far = (
        Neighbour(code, code, (HERE[0], HERE[1] + up), 1_000, per_gp_of=1_000, gps=0.5)
        for code, up in (("N1", 0.01), ("N2", 0.03))
    )
    unknown = Neighbour("N3", "N3", (HERE[0] + 0.05, HERE[1]), 0)
    asked = question.question([Closing("C", "C", HERE, 400)], [near, far, unknown], ASSUMED)
    runs = simulate(asked)
    told = {one.neighbour.code: one for one in effects(asked, runs, [1000, 1500, 2100, 2400])}
    one = told["N1"]
    assert one.receives == (150, max(run.receives["N1"] for run in runs))
    assert one.list_then == (1_150, 1_000 + one.receives[1])
    assert one.growth == (15.0, one.receives[1] / 10)
    assert (one.per_gp, one.beside) == (2_000, 50)
    assert one.per_gp_then == (2_300, 2 * (1_000 + one.receives[1]))
    assert one.beside_then == (75, 100)
    assert [str(flag) for flag in told["N1"].flags] == [
        "List grows by 10% or more (under all assumptions)"
    ]
    assert [str(flag) for flag in told["N2"].flags] == [
        "List grows by 10% or more (under some assumptions)"
    ]
    assert (told["N3"].growth, told["N3"].per_gp, told["N3"].beside_then) == (None, None, None)
    assert told["N3"].flags == ()
