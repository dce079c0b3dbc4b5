"""Consolidating: the figures of all areas, frozen, explained against the last, and proven."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import asdict
from datetime import date
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.notices.models import Notice
from resilience.programmes.packs import load
from resilience.returns.collecting.circulating import send_back
from resilience.returns.collecting.differences import difference
from resilience.returns.collecting.external import external
from resilience.returns.collecting.freezing import consolidate, state_of
from resilience.returns.collecting.proof import faults, proven, since
from resilience.returns.collecting.shown import missing, why
from resilience.returns.figures.rows import PracticeRow, Rows, TeamRow
from resilience.returns.models import Consolidation
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, build, reader
from tests.returns.collecting.sending import (
    COLLECTION,
    NEXT,
    NOW,
    at_random,
    helped,
    of_area,
    sent,
)
from tests.returns.collecting.test_mending import mended

PACK = load(PROGRAMME)
DAY = NOW.date()
DATED = ("asked", "decided", "confirmed", "agreed", "helped", "ended")


def frozen(collection: str = COLLECTION, by: str = "national", **said: str) -> Consolidation:
    return consolidate(
        by=reader(by, DAY),
        programme=PROGRAMME,
        collection=collection,
        seen=state_of(PROGRAMME, collection),
        at=NOW,
        **said,
    )


def by_hand(several: list[Rows]) -> dict[str, dict[str, int]]:
    """The figures of rows, counted from their plain fields: a second opinion."""
    practices = [asdict(one) for rows in several for one in rows.practices]
    teams = [asdict(one) for rows in several for one in rows.teams]
    found = {
        name: {"value": len({one["practice"] for one in practices if one[name]}), "unknown": 0}
        for name in DATED
    }
    for name, stages in (
        ("business_cases", ("begun", "submitted")),
        ("business_cases_submitted", ("submitted",)),
    ):
        those = {one["practice"] for one in practices if one["business_case"] in stages}
        found[name] = {"value": len(those), "unknown": 0}
    for name, rows in (
        *((name, practices) for name in ("committed", "paid", "direct_committed", "direct_paid")),
        *((name, teams) for name in ("available", "case_studies")),
    ):
        known = [one[name] for one in rows if one[name] is not None]
        found[name] = {"value": sum(known), "unknown": len(rows) - len(known)}
    return found


@pytest.mark.parametrize("seed", range(5))
def test_its_figures_are_those_counted_by_hand(world, seed):
    draw = random.Random(seed)
    codes = [f"A8{n:04}" for n in range(25)]
    first, second = at_random("Y54", draw, codes), at_random("Q83", draw, codes)
    sent("Y54", first), sent("Q83", second)
    content = frozen().content
    assert content["all"]["figures"] == by_hand([first, second])
    areas = {one["code"]: one for one in content["areas"]}
    assert areas["Y54"]["figures"] == by_hand([first])
    assert areas["Q83"]["teams"][0]["figures"] == by_hand([second])
    assert proven() == []


def test_who_is_missing_is_named_and_no_zero(world):
    sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    with pytest.raises(Refused, match=r"Not sent: Greater Manchester\. Say why"):
        frozen()
    one = frozen(why="Its lead is away; the figures are needed today.")
    assert missing(one.content) == ["Greater Manchester sent no return (Greater Manchester)."]
    assert [area["code"] for area in one.content["areas"]] == ["Y54"]
    assert one.content["why"].startswith("Its lead")
    assert external(PACK).missing == ("Greater Manchester",)


def test_what_is_frozen_stays_whatever_comes_after(world):
    of = sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    sent("Q83", of_area("Q83", helped("P81001", "Q83")))
    mended(of, "committed", 150_000)
    one = frozen()
    before = one.content["all"]["figures"]["committed"]["value"]
    mended(of, "committed", 170_000)
    sent("Q83", of_area("Q83"), when=at(2018, 10, 9, 9))
    one.refresh_from_db()
    assert before == one.content["all"]["figures"]["committed"]["value"] == 250_000
    assert list(faults(one)) == []
    assert (since(one).changes, since(one).submissions) == (1, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("UPDATE returns_consolidation SET sha256 = 'x'")


def test_the_next_number_says_what_was_corrected(world):
    of = sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    sent("Q83", of_area("Q83", helped("P81001", "Q83")))
    frozen()
    with pytest.raises(Refused, match="Nothing has changed since number 1"):
        frozen()
    mended(of, "committed", 150_000)
    two = frozen()
    assert two.number == 2
    differs = two.content["all"]["differs"]["committed"]
    assert (differs["then"], differs["now"], differs["corrected"]) == (200_000, 250_000, 50_000)
    assert (differs["came_in"], differs["fell_out"], differs["changed"]) == (0, 0, 0)


def test_the_next_return_is_explained_by_who_came_in_and_fell_out(world):
    of = sent("Y54", of_area("Y54", helped("A81001", "Q74"), helped("A81002", "Q74")))
    sent("Q83", of_area("Q83", helped("P81001", "Q83")))
    frozen()
    mended(of, "agreed", None)
    sent("Y54", of_area("Y54", helped("A81002", "Q74", 1_500)), collection=NEXT)
    sent("Q83", of_area("Q83", helped("P81001", "Q83"), helped("A81003", "Q83")), collection=NEXT)
    content = frozen(NEXT).content
    assert content["last"]["collection"] == COLLECTION
    agreed = content["all"]["differs"]["agreed"]
    assert (agreed["then"], agreed["corrected"], agreed["came_in"]) == (3, -1, 1)
    assert (agreed["fell_out"], agreed["now"]) == (0, 3)
    money = content["areas"][1]["differs"]["committed"]
    assert content["areas"][1]["code"] == "Y54"
    assert (money["fell_out"], money["fell_out_sum"], money["changed"]) == (1, 100_000, 50_000)


def test_only_the_national_team_freezes_and_only_what_it_looked_at(world):
    of = sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    sent("Q83", of_area("Q83"))
    with pytest.raises(Refused, match="national team"):
        frozen(by="regional")
    seen = state_of(PROGRAMME, COLLECTION)
    mended(of, "committed", 150_000)
    with pytest.raises(Refused, match="changed after you opened"):
        consolidate(
            by=reader("national", DAY),
            programme=PROGRAMME,
            collection=COLLECTION,
            seen=seen,
            at=NOW,
        )


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_freeze_at_once_one_is_told(transactional_db, settings, tmp_path):
    settings.RESILIENCE_HOME = tmp_path
    build()
    sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    sent("Q83", of_area("Q83"))
    seen, both = state_of(PROGRAMME, COLLECTION), Barrier(2)

    def one(_: int) -> str:
        both.wait()
        try:
            of = {"programme": PROGRAMME, "collection": COLLECTION, "seen": seen}
            consolidate(by=reader("national", DAY), at=NOW, **of)
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return "frozen"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(one, range(2)))
    assert "changed after you opened" in told[0]
    assert told[1] == "frozen"
    assert Consolidation.objects.count() == 1


def test_it_goes_back_to_those_of_the_areas_each_once(world):
    sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    sent("Q83", of_area("Q83"))
    one = frozen()
    made = send_back(by=reader("national", DAY), consolidation=one, at=NOW)
    told = {(who["organisation"], who["role"]) for who in made.told}
    assert told == {
        ("Y54", "regional_lead"),
        ("Q74", "resilience_lead"),
        ("Q74", "finance_lead"),
        ("Q83", "resilience_lead"),
        ("00K", "commissioner"),
        ("00T", "commissioner"),
    }
    assert Notice.objects.filter(subject__contains="consolidated return").count() == len(told)
    with pytest.raises(Refused, match="told already"):
        send_back(by=reader("national", DAY), consolidation=one, at=NOW)


def test_external_figures_are_those_of_the_last_that_was_frozen(world):
    assert external(PACK) is None
    sent("Y54", of_area("Y54", *(helped(f"A8100{n}", "Q74") for n in range(1, 7))))
    sent("Q83", of_area("Q83"))
    frozen()
    found = external(PACK)
    assert (found.practices, found.allocated.known, found.spent.known) == (6, 20_000_000, 300_000)
    assert (found.number, found.collection, found.as_at) == (1, COLLECTION, date(2018, 10, 5))


def test_a_small_number_of_practices_is_not_told_outside(world):
    sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    sent("Q83", of_area("Q83"))
    frozen()
    assert external(PACK).practices == "fewer than 5"


PRACTICES = st.builds(
    PracticeRow,
    team=st.sampled_from(["T1", "T2"]),
    practice=st.sampled_from(["A", "B", "C", "D"]),
    name=st.just(""),
    agreed=st.sampled_from([None, date(2018, 7, 1)]),
    committed=st.sampled_from([None, 0, 5, 70]),
)
ROWS = st.builds(
    lambda practices, available: Rows((TeamRow("T1", "", "X", available),), tuple(practices)),
    st.lists(PRACTICES, max_size=6, unique_by=lambda one: (one.team, one.practice)),
    st.sampled_from([None, 0, 40]),
)


@given(ROWS, ROWS, st.integers(0, 99), st.sampled_from(["agreed", "committed", "available"]))
def test_the_parts_of_a_difference_come_to_the_whole(earlier, now, then, measure):
    found = difference(measure, then, earlier, now)
    parts = found.corrected + found.came_in_sum - found.fell_out_sum + found.changed
    assert found.now == found.then + parts


def test_a_difference_is_told_in_a_sentence():
    same = dict.fromkeys(asdict(difference("agreed", 0, Rows(), Rows())), 0)
    assert why(same, "practices") == "The same."
    found = same | {"then": 100_000, "now": 250_000, "came_in": 1, "came_in_sum": 120_000}
    assert why(found | {"corrected": 30_000}, "pence") == (
        "£1,500 more: 1 practice came in with £1,200; £300 more by what was corrected of the last "
        "one since."
    )
    assert why(same | {"now": 3, "changed": 3}, "case studies") == "3 more."
    swapped = same | {"then": 4, "now": 4, "came_in": 2, "fell_out": 2}
    assert why(swapped, "practices") == (
        "The same in all: 2 practices came in; 2 practices fell out."
    )


def test_what_was_tampered_with_is_found(world, capsys):
    sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    sent("Q83", of_area("Q83"))
    one = frozen()
    content = deepcopy(one.content)
    content["areas"][1]["figures"]["committed"]["value"] += 1
    of = {"programme": PROGRAMME, "collection": COLLECTION, "number": 2, "sha256": one.sha256}
    Consolidation.objects.create(**of, at=NOW, by="x", as_at=one.as_at, content=content)
    with pytest.raises(SystemExit):
        call_command("returns")
    told = capsys.readouterr().out
    assert "committed of North of England is 100,001, and its sources come to 100,000." in told
    assert "2 faults: 2 consolidated returns" in told
