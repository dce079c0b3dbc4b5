"""Far placements and changes of band, against plain oracles that look at every pair and cell."""

from __future__ import annotations

from statistics import median

import pytest
from hypothesis import given, settings

from resilience.cases.consistency.far import far_placements
from resilience.cases.consistency.likeness import Marks, likeness
from resilience.cases.consistency.sensitivity import firmness
from resilience.programmes.local import in_force
from resilience.programmes.models import LocalSetting
from tests.cases.alike import EVERY, PACK, Compared, placed, seen
from tests.cases.conftest import at
from tests.cases.world import practice

SAME = Marks(0b111, 0b011)


def alike(*scopes: int) -> Compared:
    return [(placed(number, scope, 3), SAME) for number, scope in enumerate(scopes)]


@given(EVERY)
def test_a_placement_is_far_when_the_middle_one_of_its_like_cases_is(every):
    expected = set()
    for own, mine in every:
        others = [
            (-like, -(mine.known & marks.known).bit_count(), one.case, one)
            for one, marks in every
            if one is not own and (like := likeness(mine, marks)) is not None
        ]
        near = sorted(others)[: PACK.deciding.similar_cases]
        like = [one for apart, _, _, one in near if -apart >= PACK.deciding.like_percent / 100]
        for axis in ("scope", "impact"):
            scores = [one.score(axis) for one in like]
            enough = len(like) >= PACK.deciding.fewest_like
            if enough and abs(own.score(axis) - median(scores)) >= PACK.deciding.far:
                expected.add((own.case, axis, tuple(one.case for one in like)))
    found = far_placements(seen(every))
    assert {(f.placed.case, f.axis, tuple(o.case for o in f.like)) for f in found} == expected
    assert [one.apart for one in found] == sorted((one.apart for one in found), reverse=True)


@pytest.mark.parametrize(
    ("scopes", "question"),
    [
        (
            (1, 4, 4, 4, 4, 4),
            "All like cases were placed at scope 4, this one at 1. What is different here?",
        ),
        (
            (1, 4, 4, 4, 4, 3),
            "Like cases were mostly placed at scope 4, this one at 1. What is different here?",
        ),
        (
            (1, 2, 3, 4, 4, 5),
            "Like cases were placed at scope 2, 3, 4, 4 and 5, this one at 1. "
            "What is different here?",
        ),
    ],
)
def test_it_is_put_as_a_question_that_takes_neither_for_the_right_one(scopes, question):
    found = far_placements(seen(alike(*scopes)))
    assert [one.question for one in found if one.placed.case == 0] == [question]


def test_fewer_than_three_like_cases_ask_nothing():
    assert far_placements(seen(alike(1, 5, 5))) == []
    assert far_placements(seen(alike(1, 5, 5, 5)))


@pytest.mark.django_db
@settings(max_examples=40)
@given(EVERY)
def test_bands_change_as_the_cells_beside_them_say(every):
    cells = PACK.matrix.cells
    order = [band.id for band in PACK.matrix.bands]
    every = [one for one, _ in every]
    found = {one.id: one for one in firmness(every, PACK).shifted}
    moves = {"scope_up": (1, 0), "scope_down": (-1, 0), "impact_up": (0, 1), "impact_down": (0, -1)}
    assert found.keys() == moves.keys()
    for name, (down, right) in moves.items():
        able, changed = 0, []
        for one in every:
            row, column = one.scope - 1 + down, one.impact - 1 + right
            if row in range(5) and column in range(5):
                able += 1
                now, then = cells[one.scope - 1][one.impact - 1], cells[row][column]
                if now != then:
                    changed.append((one.case, order.index(then) > order.index(now)))
        assert found[name].of == able
        assert [(one.placed.case, one.higher) for one in found[name].changed] == changed
        assert found[name].higher + found[name].lower == len(changed)


def setting(number: int, key: str, value: str, reason: str) -> None:
    LocalSetting.objects.create(
        programme=PACK.id,
        number=number,
        key=key,
        value=value,
        reason=reason,
        organisation=practice("ENG"),
        by="person 1",
        at=at(2019, 1, number),
    )


def test_each_earlier_matrix_and_that_of_the_pack_are_tried(world):
    every = [placed(1, 1, 1, "low"), placed(2, 5, 5, "high")]
    assert firmness(every, in_force(PACK.id)).others == []
    setting(1, "matrix.1.1", "medium", "Low is never offered here.")
    setting(2, "matrix.5.5", "medium", "Low is never offered here.")  # set with it
    setting(3, "matrix.5.5", "", "As it was.")
    setting(4, "criteria.GC11.rule.threshold", "75", "Another threshold, the same matrix.")
    firm = firmness(every, in_force(PACK.id))
    assert [(one.id, one.title) for one in firm.others] == [
        ("version-2", "Local settings, version 2"),
        ("own", "The matrix as the programme’s pack has it"),
    ]
    version, own = firm.others
    assert [(c.placed.case, c.now, c.then) for c in version.changed] == [(2, "High", "Medium")]
    assert [(c.placed.case, c.now, c.then) for c in own.changed] == [(1, "Medium", "Low")]
    recorded = [(c.placed.case, c.now, c.then) for c in firm.recorded.changed]
    assert recorded == [(1, "Low", "Medium")]
