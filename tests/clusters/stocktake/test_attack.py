"""The attack with all means: everything that anybody outside a practice can open, in several
rounds, with practices that move, clusters that merge and areas that overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import combinations

import pytest
import time_machine
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client

from resilience.clusters.models import Stocktake, StocktakeResult
from resilience.clusters.stocktake import between
from resilience.clusters.stocktake.clamped import clamped
from resilience.clusters.stocktake.reminding import remind_of_stocktakes
from resilience.clusters.stocktake.sharing import share
from resilience.programmes.local import in_force
from tests.clusters.questionnaire.answers import answered
from tests.clusters.stocktake.attack import ROUNDS, Told, cells_of, everything, fewest, told_in
from tests.clusters.stocktake.test_attack_on_paper import Given, answers, most, other_world
from tests.clusters.stocktake.world import (
    HARBOUR,
    LEVELS,
    closed,
    cluster,
    leaves,
    morning,
    next_year,
    opened,
)
from tests.clusters.world import PRACTICES, PROGRAMME, TODAY, reader, user

pytestmark = pytest.mark.django_db
ATTACKED = "L81003"
SHARING = "L81009"
FEWEST = 5
OUTSIDE = [
    *("commissioner", "locality", "administrator", "board", "resilience", "officer", "finance"),
    *("analyst", "regional", "national", "other_commissioner", "supplier"),
]


def mixed(practices: Sequence[str]) -> Given:
    """Practices that answer one like the other only by chance."""
    return {
        code: tuple((place + 2 * question) % (each + 1) for question, each in enumerate(most()))
        for place, code in enumerate(practices)
    }


GIVENS: list[Given] = [
    mixed(PRACTICES),
    mixed(HARBOUR),
    mixed(LEVELS[:5]),
    mixed(PRACTICES[1:]) | {code: most() for code in HARBOUR[1:6]},
]
"""What was answered in four rounds: of the board, of either part of it, and of the board again."""


def answer(round_: Stocktake, given: Given) -> None:
    for code, points in given.items():
        answered(code, answers(points), round_, day=round_.opens)


def held(givens: Sequence[Given]) -> list[StocktakeResult]:
    """The rounds. In the first one practice answers twice; before the next one practice moves,
    and in that one shares its answers; before the last both clusters become one."""
    first, harbour, levels, last = givens
    spring = opened()
    answered(ATTACKED, answers(most()), spring).end()
    answer(spring, first)
    results = [closed(spring)]
    day = next_year(spring)
    clusters = {one.name: one for one in _clusters()}
    leaves(clusters["Levels together"], LEVELS[4], day - timedelta(days=9))
    for area, given in (("15C", harbour), ("11X", levels)):
        round_ = opened(area, day=day, title=f"Winter in {area}")
        answer(round_, given)
        results.append(closed(round_))
    _shared_with("commissioner", round_)
    day = next_year(round_)
    for one in clusters.values():
        for code in PRACTICES:
            leaves(one, code, day - timedelta(days=9))
    cluster(PRACTICES[:12], "All together", day - timedelta(days=9))
    autumn = opened(day=day, title="Autumn")
    answer(autumn, last)
    answered(ATTACKED, answers(most()), day=autumn.closes + timedelta(days=1))  # too late
    return [*results, closed(autumn)]


def _clusters():
    from resilience.clusters.models import Cluster

    return Cluster.objects.select_related("area")


def _shared_with(name: str, round_: Stocktake) -> None:
    limits = in_force(PROGRAMME).stocktaking
    assert limits
    day = round_.closes + timedelta(days=2)
    lead = f"lead{PRACTICES.index(SHARING) + 1}"
    share(
        by=reader(lead, day),
        answered=round_.answered.in_force().get(organisation__code=SHARING),
        whom=user(name),
        what="answers",
        until=day + timedelta(days=360),
        why="You asked.",
        limits=limits,
        now=morning(day),
    )


@contextmanager
def undone() -> Iterator[None]:
    """What happens in it did not happen: numbers of rows begin where they did, also in a database
    that counts on over what was undone before."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(sql)
    with time_machine.travel(morning(TODAY), tick=False):
        inner = transaction.atomic()
        inner.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            inner.__exit__(None, None, None)


def after(results: Sequence[StocktakeResult]) -> date:
    return results[-1].stocktake.closes + timedelta(days=3)


def others(results: Sequence[StocktakeResult], points: int) -> list[Given]:
    """A world in which the practice that is attacked always gave so many points and all of what is
    told is the same."""
    return [
        other_world(given, cells_of(one), one.content, ATTACKED, points)
        if ATTACKED in given
        else given
        for given, one in zip(GIVENS, results, strict=True)
    ]


def test_nothing_that_may_be_read_tells_one_world_from_another(clusters, client: Client):
    _compared(client, ["commissioner"], [3])


@pytest.mark.slow
def test_nobody_outside_reads_anything_that_does(clusters, client: Client):
    _compared(client, OUTSIDE, [0, 1, 2, 3])


def _compared(client: Client, people: Sequence[str], points: Sequence[int]) -> None:
    with undone():
        results = held(GIVENS)
        day = after(results)
        seen = {name: everything(client, name, day) for name in people}
        worlds = [others(results, one) for one in points]
    assert any("stocktakes" in address for address in seen["commissioner"])
    assert any("/shared/" in address for address in seen["commissioner"])
    for world in worlds:
        with undone():
            held(world)
            for name in people:
                again = everything(client, name, day)
                assert again.keys() == seen[name].keys()
                for address, text in again.items():
                    assert text == seen[name][address], (name, address)


def test_before_a_round_closes_nothing_tells_whether_anybody_answered(clusters, client: Client):
    found = []
    for given in ({}, GIVENS[0]):
        with undone():
            round_ = opened()
            remind_of_stocktakes(morning(TODAY))
            answer(round_, given)
            day = TODAY + timedelta(days=3)
            found.append(everything(client, "commissioner", day))
    assert found[0] == found[1]


def told(client: Client, results: Sequence[StocktakeResult]) -> dict[int, list[Told]]:
    """By round every sum that anybody is told."""
    by_round: dict[int, set[Told]] = {}
    for name in ("commissioner", "locality"):
        for one in told_in(everything(client, name, after(results), ROUNDS)):
            by_round.setdefault(int(one.file.split("stocktakes/")[1].split("/")[0]), set()).add(one)
    return {number: sorted(found, key=repr) for number, found in by_round.items()}


def test_every_number_told_is_of_enough_and_no_two_rounds_come_down_to_fewer(
    clusters, client: Client
):
    with undone():
        results = held(GIVENS)
        found = told(client, results)
        rounds = {one.stocktake.pk: cells_of(one) for one in results}
        for given, one in zip(GIVENS, results, strict=True):
            _are_sums(found.get(one.stocktake.pk, []), rounds[one.stocktake.pk], given)
        assert len([number for number in found if rounds[number]]) >= 3
        for one, other in combinations(rounds.values(), 2):
            assert fewest(one, other, below=FEWEST) == FEWEST


def _are_sums(found: Sequence[Told], cells, given: Given) -> None:
    """That each number is what `clamped` leaves of just the answers of its cell; of the area, of
    all its cells."""
    asked = [one.id for one in in_force(PROGRAMME).questionnaire.questions if one.core]
    for one in found:
        of = cells if one.cell == "area" else {one.cell: cells[one.cell]}
        assert one.practices == sum(map(len, of.values())) >= FEWEST
        if one.question:
            place = asked.index(one.question)
            sums = [
                clamped(sum(given[code][place] for code in codes), len(codes), most()[place])
                for codes in of.values()
            ]
            assert one.points == sum(sums)


def test_without_the_rule_for_two_rounds_the_attack_finds_fewer(clusters, monkeypatch):
    monkeypatch.setattr(between, "_left_out", lambda *args: frozenset())
    with undone():
        rounds = [cells_of(one) for one in held(GIVENS)]
    assert min(fewest(*pair, below=FEWEST) for pair in combinations(rounds, 2)) < FEWEST
