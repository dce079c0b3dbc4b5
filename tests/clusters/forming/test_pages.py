"""Pages of clusters: who opens them, what they tell, and that what was typed is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from resilience.clusters.forming.work import work
from resilience.clusters.models import Cluster
from tests.clusters.forming.acting import all_agree, form, progress, propose, submit, write_all
from tests.clusters.forming.world import (
    EACH,
    FIVE,
    OTHER_FIVE,
    formed,
    lists,
    planned,
    proposed,
    ratified,
    shown,
    submitted,
)
from tests.clusters.world import ELSEWHERE, PRACTICES, PROGRAMME, reader

pytestmark = pytest.mark.django_db
AREA = f"/local/{PROGRAMME}/15C/clusters/"
ICB = f"/local/{PROGRAMME}/QUY/clusters/"
ONE = f"{AREA}1/"
PLAN = f"{ONE}plan/"
As = Callable[[str], Client]
EVERYBODY = (
    *("lead1", "lead6", "lead9", "member", "other_lead", "officer", "commissioner", "locality"),
    *("other_commissioner", "resilience", "regional", "finance", "analyst", "board", "national"),
    *("supplier", "administrator"),
)
SEE_ITS_PRACTICES = {
    *("lead1", "member", "officer", "commissioner", "locality", "resilience", "regional"),
    *("finance", "analyst", "national"),
}


@pytest.fixture(autouse=True)
def _here(area, today, tmp_path: Path) -> None:
    lists(tmp_path, dict.fromkeys(PRACTICES, EACH))


def opens(as_: As, address: str) -> set[str]:
    return {name for name in EVERYBODY if as_(name).get(address).status_code == 200}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_who_sees_a_cluster_sees_one_of_its_practices(as_: As) -> None:
    shown()
    for address in (ONE, PLAN, f"{PLAN}submissions/1/"):
        assert opens(as_, address) == SEE_ITS_PRACTICES


def test_a_practice_that_was_only_asked_sees_the_proposal(as_: As) -> None:
    propose()
    assert {"lead1", "lead5"} <= {n for n in ("lead1", "lead5", "lead6") if _opens(as_, n, ONE)}
    assert not _opens(as_, "lead6", ONE)


def _opens(as_: As, name: str, address: str) -> bool:
    return as_(name).get(address).status_code == 200


@pytest.mark.parametrize(
    ("page", "who"),
    [
        ("change/", {"lead1"}),
        ("withdraw/", {"lead1"}),
        ("answer/", set()),
        ("exception/", {"commissioner", "locality", "resilience", "regional"}),
        ("form/", {"lead1"}),
    ],
)
def test_who_acts_on_a_proposal(as_: As, page: str, who: set[str]) -> None:
    proposed()
    assert opens(as_, f"{ONE}{page}") == who
    if page == "answer/":
        assert _opens(as_, "lead2", f"{ONE}{page}")


@pytest.mark.parametrize(
    ("page", "who"),
    [
        ("ask/", {"lead1"}),
        ("leave/", {"lead1"}),
        ("end/", {"commissioner", "locality", "resilience", "regional"}),
        ("plan/begin/", {"lead1"}),
        ("plan/summary/", {"lead1", "member"}),
        ("plan/projects/short/", {"lead1", "member"}),
        ("plan/submit/", {"lead1"}),
        ("plan/ratify/", {"commissioner", "locality", "resilience", "regional"}),
        ("plan/progress/short/", {"lead1", "member"}),
        ("plan/finding/", {"commissioner", "locality", "resilience", "regional"}),
    ],
)
def test_who_acts_on_a_formed_cluster_and_its_plan(as_: As, page: str, who: set[str]) -> None:
    submitted()
    assert opens(as_, f"{ONE}{page}") == who


def test_an_area_lists_the_clusters_of_its_localities_and_practices_in_none(as_: As) -> None:
    ratified()
    formed(OTHER_FIVE, area="11X", name="Levels together", patients=20_000)
    page = text(as_("commissioner").get(ICB))
    assert "Harbour together" in page
    assert "Levels together" in page
    assert "Ratified" in page
    assert "4 practices" in page  # in no cluster
    assert "North Quay" in page
    assert "Levels together" not in text(as_("locality").get(AREA))


def test_a_practice_sees_its_own_clusters_in_the_list_and_nothing_of_others(as_: As) -> None:
    formed()
    formed(OTHER_FIVE, area="11X", name="Levels together")
    page = text(as_("lead9").get(ICB))
    assert "Levels together" in page
    assert "Harbour together" not in page
    assert "in no cluster" not in page


def test_who_sees_counts_only_is_told_of_no_practice(as_: As) -> None:
    formed()
    page = text(as_("board").get(ICB))
    assert "Harbour together" not in page
    assert "Alder House" not in page


def test_the_file_has_a_row_for_each_practice(as_: As) -> None:
    ratified()
    content = b"".join(as_("commissioner").get(f"{AREA}?format=csv").streaming_content)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 8
    first = rows[0]
    assert (first["cluster"], first["practice"], first["patients"], first["plan"]) == (
        "Harbour together",
        FIVE[0],
        "9000",
        "ratified",
    )
    assert [one["practice"] for one in rows if not one["cluster"]] == PRACTICES[5:8]


def test_the_sum_is_shown_before_anything_is_kept(as_: As) -> None:
    address = f"{AREA}propose/"
    sent = {"name": "", "about": "", "practices": FIVE[:3], "seen": 0, "add_up": "1"}
    page = text(as_("lead1").post(address, sent))
    assert "27,000" in page
    assert "There is a problem" not in page
    assert not Cluster.objects.exists()


def test_a_proposal_by_the_page_and_what_lacks_is_said_with_what_was_typed(as_: As) -> None:
    address = f"{AREA}propose/"
    sent = {"name": "", "about": "We share a street.", "practices": FIVE, "seen": 0}
    page = text(as_("lead1").post(address, sent))
    assert "Enter a name" in page
    assert "We share a street." in page
    assert page.count(" checked") == 4
    answer = as_("lead1").post(address, {**sent, "name": "Harbour practices"})
    assert answer.status_code == 302
    page = text(as_("lead1").get(answer.url))
    assert "Not every practice has answered" in page
    assert "Proposed the cluster, and asked" in page


def test_a_list_that_is_not_known_is_named(as_: As, tmp_path: Path) -> None:
    known = dict.fromkeys(PRACTICES, EACH)
    del known[FIVE[4]]
    lists(tmp_path, known, day="2026-04-01")
    sent = {"name": "So", "practices": FIVE, "seen": 0, "add_up": "1"}
    page = text(as_("lead1").post(f"{AREA}propose/", sent))
    assert "At least 36,000" in page
    assert "no list is known: Elm Tree" in page


def test_a_practice_finds_its_cluster_and_where_to_propose_one(as_: As) -> None:
    cluster = propose()
    page = text(as_("lead2").get(f"/practices/{FIVE[1]}/cluster/{PROGRAMME}/"))
    assert "asks this practice" in page
    assert cluster.name in page
    assert "Severn Shore ICB" in page
    assert as_("lead2").get(f"/practices/{ELSEWHERE}/cluster/{PROGRAMME}/").status_code == 404


def test_a_programme_without_clusters_has_no_such_pages(as_: As, monkeypatch) -> None:
    from resilience.clusters import addressed

    pack = addressed.pack_called(PROGRAMME).model_copy(update={"clusters": None})
    monkeypatch.setattr(addressed, "pack_called", lambda name: pack)
    assert as_("commissioner").get(AREA).status_code == 404


def test_work_waits_for_each_in_turn(as_: As) -> None:
    def waits(name: str) -> dict[str, int]:
        return {one.id: one.total for one in work(reader(name), 5) if one.total}

    cluster = propose()
    assert waits("lead2") == {"clusters_asked": 1}
    assert waits("lead1") == {}
    all_agree(cluster)
    assert waits("lead1") == waits("lead4") == {"clusters_to_form": 1}
    plan = planned(form(cluster))
    assert waits("lead1") == waits("member") == {"cluster_plans": 1}
    write_all(plan)
    submit(plan)
    assert waits("lead1") == {}
    assert waits("commissioner") == waits("locality") == {"plans_to_ratify": 1}
    from tests.clusters.forming.acting import ratify

    ratify(plan)
    progress(plan)
    assert waits("commissioner") == {"cluster_progress": 1}


def test_the_list_asks_as_much_of_the_database_for_two_clusters_as_for_one(
    as_: As, django_assert_max_num_queries
) -> None:
    formed()
    client = as_("commissioner")
    client.get(ICB)
    with django_assert_max_num_queries(60) as one:
        client.get(ICB)
    formed(OTHER_FIVE, area="11X", name="Levels together")
    with django_assert_max_num_queries(len(one)):
        client.get(ICB)
