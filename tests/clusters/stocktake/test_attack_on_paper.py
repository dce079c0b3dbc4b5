"""The attack without pages: for any world, any practice and any answer there is another world in
which the practice gave that answer and every publication is the same, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.clusters.models import Answered, Cluster, Stocktake
from resilience.clusters.questionnaire.scoring import core_questions
from resilience.clusters.stocktake import cells as cells_module
from resilience.clusters.stocktake import content as content_module
from resilience.clusters.stocktake.between import told_together
from resilience.clusters.stocktake.cells import Cells, Limits, Practice
from resilience.clusters.stocktake.content import Content, content_of, hash_of
from resilience.clusters.stocktake.gathering import Gathered
from resilience.organisations.models import Organisation
from resilience.organisations.queries import OpenPractice
from resilience.programmes.packs import load
from tests.clusters.questionnaire.answers import with_points
from tests.clusters.world import PRACTICES, PROGRAMME, TODAY
from tests.thorough import examples

LIMITS = Limits(practices=5, patients=20_000)
Given = Mapping[str, tuple[int, ...]]
"""What each practice answered: its points for each core question."""


@cache
def asked():
    return load(PROGRAMME).questionnaire


@cache
def most() -> tuple[int, ...]:
    return tuple(one.most or 0 for one in core_questions(asked()))


def answers(points: tuple[int, ...]) -> dict[str, str]:
    ids = [one.id for one in core_questions(asked())]
    return with_points(asked(), dict(zip(ids, points, strict=True)))


def published(clusters: Mapping[str, str], given: Given) -> tuple[Content, Cells]:
    """What the product itself makes of a round, and who is in which cell."""
    area = Organisation(code="QUY", name="Severn Shore ICB")
    round_ = Stocktake(title="Spring", area=area, opens=TODAY, closes=TODAY)
    of = Gathered(round_, load(PROGRAMME))
    practices = [Practice(code, clusters[code], 9_000) for code in given]
    of.__dict__["answers"] = {
        code: Answered(answers=answers(points)) for code, points in given.items()
    }
    of.__dict__["open"] = [OpenPractice(code, code, "practice") for code in PRACTICES]
    of.__dict__["clusters"] = {
        code: Cluster(name=code) for code in sorted({*clusters.values()} - {""})
    }
    of.__dict__["practices"] = practices
    cells = told_together(practices, LIMITS, [])
    return content_of(of, asked(), cells, LIMITS), cells


def other_world(given: Given, cells: Cells, content: Content, practice: str, answer: int) -> Given:
    """A world in which a practice gave an answer to every question, and the others in its cell
    make up what was told; everybody else answered as they did."""
    name = next((name for name, codes in cells.items() if practice in codes), None)
    mine = tuple(min(answer, each) for each in most())
    if name is None:
        return {**given, practice: mine}
    told = next(one["points"] for one in content["cells"] if one["id"] == name)
    others = sorted(cells[name] - {practice})
    rest = [told[one.id] - own for one, own in zip(core_questions(asked()), mine, strict=True)]
    made = {
        code: tuple(
            min(each, max(0, left - each * place)) for left, each in zip(rest, most(), strict=True)
        )
        for place, code in enumerate(others)
    }
    return {**given, **made, practice: mine}


def learns_something(clusters: Mapping[str, str], given: Given) -> bool:
    """Whether some answer of some practice can be ruled out from what is published."""
    content, cells = published(clusters, given)
    for practice in given:
        for answer in range(max(most()) + 1):
            other = other_world(given, cells, content, practice, answer)
            again, _ = published(clusters, other)
            if hash_of(again) != hash_of(content) or other[practice][0] != min(answer, most()[0]):
                return True
    return False


worlds = st.dictionaries(
    st.sampled_from(PRACTICES),
    st.tuples(
        st.sampled_from(["", "A", "B"]),
        st.one_of(  # all at an end is what would tell most
            st.integers(0, 3).map(lambda each: tuple(min(each, m) for m in most())),
            st.tuples(*(st.integers(0, m) for m in most())),
        ),
    ),
    min_size=3,
).map(
    lambda world: (
        {code: cluster for code, (cluster, _) in world.items()},
        {code: points for code, (_, points) in world.items()},
    )
)


@examples(12)
@given(worlds)
def test_whatever_is_published_each_practice_may_have_given_any_answer(world):
    assert not learns_something(*world)


def unclamped(points: int, practices: int, most: int) -> int:
    return points


def test_without_clamping_somebody_learns_something(monkeypatch):
    monkeypatch.setattr(content_module, "clamped", unclamped)
    everyone = dict.fromkeys(PRACTICES, "A"), dict.fromkeys(PRACTICES, most())
    assert learns_something(*everyone)


def test_without_a_minimum_of_practices_somebody_learns_something(monkeypatch):
    """Where a rest that is too small is told, of one practice alone there is no sum to tell."""
    monkeypatch.setattr(cells_module, "enough", lambda practices, limits: bool(practices))
    clusters = dict.fromkeys(PRACTICES[:6], "A") | {PRACTICES[6]: ""}
    with pytest.raises(ValueError, match="of one practice alone"):
        published(clusters, dict.fromkeys(clusters, most()))


def test_what_is_told_of_a_cell_does_not_change_with_who_of_it_said_what():
    clusters = dict.fromkeys(PRACTICES[:6], "A")
    low, high = tuple(0 for _ in most()), most()
    given = {code: (high if place < 3 else low) for place, code in enumerate(clusters)}
    turned = {code: (low if place < 3 else high) for place, code in enumerate(clusters)}
    assert hash_of(published(clusters, given)[0]) == hash_of(published(clusters, turned)[0])
