"""The figures of a return, of the consolidated return, of the board's paper, of the open file and
of the API are the same numbers, counted in one way from the same rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date

import pytest
import time_machine
from django.test import Client

from resilience.returns.collecting.freezing import consolidate, state_of
from resilience.returns.published.freezing import publish_months
from tests.cases.conftest import as_, at, world
from tests.cases.world import PROGRAMME, reader
from tests.reports.board.world import cases, pot, practices, spent
from tests.returns.filing.world import returned, sent, written

__all__ = ["as_", "world"]
APRIL = at(2019, 4, 3, 10)
DAY = date(2019, 3, 31)
SHARED = ("asked", "confirmed", "agreed", "available", "committed", "paid")
"""What all five tell."""


@pytest.fixture
def two_areas(world) -> None:
    """Twenty practices of the North are helped with £90,001 of £100,000, thirty of Greater
    Manchester with £40,003 of £50,000; ten more have asked."""
    north, other = practices(20), practices(30, ccg="00T", first=100)
    spent(cases(north), pot(100_000), 9_000_100, 7_500_007, date(2018, 11, 5))
    spent(cases(other), pot(50_000, holder="Q83"), 4_000_300, 4_000_100, date(2019, 1, 9))
    cases(practices(10, first=200), date(2018, 9, 3), ("received",))


def lines(client: Client, address: str) -> list[dict[str, str]]:
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def is_the_nation(one: dict[str, str]) -> bool:
    return (one["month"], one["area"]) == (f"{DAY:%Y-%m}", "england")


def values(rows: Iterable[dict[str, str]]) -> dict[str, int]:
    return {one["measure"]: int(one["value"]) for one in rows if one["measure"] in SHARED}


def test_return_consolidation_paper_file_and_api_have_one_number(two_areas, as_):
    found: dict[str, dict[str, int]] = {}
    for area, by in (("Y54", "regional"), ("Q83", "other_resilience")):
        sent(written(returned(area=area), by=by), by=by)
    frozen = consolidate(
        by=reader("national", APRIL.date()),
        programme=PROGRAMME,
        collection="april-2019",
        seen=state_of(PROGRAMME, "april-2019"),
        at=APRIL,
    )
    figures = frozen.content["all"]["figures"]
    found["consolidation"] = {one: figures[one]["value"] for one in SHARED}
    where = f"/returns/{PROGRAMME}"
    publish_months(at(2019, 4, 10, 9))
    with time_machine.travel(APRIL, tick=False):
        client = as_("national")
        returns = [
            one
            for area in ("Y54", "Q83")
            for one in lines(client, f"{where}/april-2019/{area}/sent/1/?format=csv")
            if one["name"] == "All" and one["measure"] in SHARED
        ]
        file = lines(client, f"{where}/national/april-2019/consolidated/1/?format=csv")
        paper = f"/papers/{PROGRAMME}/2018-19/?as_at={DAY}&area=ENG&format=json"
        told = json.loads(client.get(paper).content)["figures"]
        open_file = lines(client, f"/published/{PROGRAMME}/2018-19/?format=csv")
        api = client.get(f"/api/v1/published/{PROGRAMME}/2018-19?limit=1000").json()["items"]
    found["returns"] = {
        measure: sum(int(one["value"]) for one in returns if one["measure"] == measure)
        for measure in SHARED
    }
    found["file"] = values(one for one in file if one["level"] == "all")
    found["paper"] = {one["figure"]: one["value"] for one in told if one["figure"] in SHARED}
    found["open file"] = values(one for one in open_file if is_the_nation(one))
    found["api"] = values(one for one in api if is_the_nation(one))
    oracle = {
        "asked": 60, "confirmed": 50, "agreed": 50,
        "available": 15_000_000, "committed": 13_000_400, "paid": 11_500_107,
    }  # fmt: skip
    assert found == dict.fromkeys(found, oracle)
