"""Pages of a round and of its result: who opens them, and what they say."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
import time_machine
from django.test import Client

from resilience.clusters.models import Stocktake
from tests.clusters.stocktake.world import HARBOUR, LEVELS, held, morning, next_year, opened
from tests.clusters.world import PRACTICES, PROGRAMME, TODAY, user

pytestmark = pytest.mark.django_db
ROUNDS = f"/local/{PROGRAMME}/QUY/stocktakes/"
COUNTS = ["commissioner", "resilience", "finance", "board", "analyst", "officer", "locality"]
ELSEWHERE = ["other_commissioner", "other_lead", "supplier", "other_resilience"]


@pytest.fixture
def at(today, client: Client):
    """A page as somebody sees it, on a day."""

    def read(name: str, address: str, day=TODAY, **data):
        with time_machine.travel(morning(day), tick=False):
            client.force_login(user(name))
            answer = client.post(address, data) if data else client.get(address)
            answer.text_ = (
                b"".join(answer).decode() if answer.streaming else answer.content.decode()
            )
            return answer

    return read


def test_who_runs_the_area_plans_a_round_on_a_page(clusters, at):
    said = {"title": "Stocktake, June", "opens": "1 June 2026", "closes": "30 June 2026"}
    answer = at("commissioner", f"{ROUNDS}open/", **said)
    made = Stocktake.objects.get()
    assert answer.url == f"{ROUNDS}{made.pk}/"
    assert "Opens on 1 June 2026, closes on 30 June 2026" in at("board", answer.url).text_
    assert at("board", f"{ROUNDS}open/").status_code == 404
    answer = at("commissioner", f"{ROUNDS}open/", **said)
    assert (
        "is open or planned until 30 June 2026" in answer.text_
        and "Stocktake, June" in answer.text_
    )
    assert at("commissioner", f"{ROUNDS}{made.pk}/call-off/", sure="yes").url == ROUNDS
    assert "There was no round yet" in at("lead1", ROUNDS).text_


def test_before_a_round_closes_nothing_is_told(clusters, at):
    round_ = opened()
    address = f"{ROUNDS}{round_.pk}/"
    assert "not even how many answered" in at("commissioner", address).text_
    assert at("commissioner", f"{address}?format=csv").status_code == 404
    assert at("commissioner", f"{address}cells/area/").status_code == 404


def test_a_result_shows_clusters_and_the_area_and_names_no_practice(clusters, at):
    result = held(dict.fromkeys(HARBOUR, 2) | dict.fromkeys(LEVELS, 1))
    day, address = next_year(result.stocktake), f"{ROUNDS}{result.stocktake.pk}/"
    for name in COUNTS:
        assert "Harbour together, 6 practices" in at(name, address, day).text_
    for name in ELSEWHERE:
        assert at(name, address, day).status_code == 404
    pages = [address, f"{address}cells/area/", f"{address}cells/others/", f"{address}?format=csv"]
    for page in [*pages, f"{address}published/"]:
        text = at("commissioner", page, day).text_
        assert not [code for code in PRACTICES if code in text]
    assert at("lead1", address, day).status_code == 404  # a practice reads its own report
    assert at("commissioner", f"{address}cells/nobody/", day).status_code == 404


def test_the_file_has_what_the_page_has(clusters, at):
    result = held(dict.fromkeys(PRACTICES, 2))
    day, address = next_year(result.stocktake), f"{ROUNDS}{result.stocktake.pk}/?format=csv"
    rows = list(csv.DictReader(StringIO(at("board", address, day).text_.lstrip("\ufeff"))))
    domains = [row for row in rows if not row["question"]]
    assert {row["cell"] for row in domains} == {"GROUP-HARBOUR-TOGETHER", "others", "area"}
    assert {row["percent"] for row in domains} == {"67"}


def test_what_is_held_back_is_marked(clusters, at):
    first = held(dict.fromkeys(PRACTICES, 2))
    second = held(dict.fromkeys(PRACTICES[1:], 2), day=next_year(first.stocktake))
    day, address = next_year(second.stocktake), f"{ROUNDS}{second.stocktake.pk}/"
    text = at("commissioner", address, day).text_
    assert "Held back" in text and "<li>Harbour together</li>" in text
    assert "as the round before" in text


def test_nothing_at_all_is_told_of_few(clusters, at):
    result = held(dict.fromkeys(PRACTICES[:3], 2))
    day = next_year(result.stocktake)
    text = at("commissioner", f"{ROUNDS}{result.stocktake.pk}/", day).text_
    assert "Nothing is told of this round" in text
    assert "3 of 14" not in text
