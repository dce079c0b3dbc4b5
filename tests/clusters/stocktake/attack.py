"""The means of somebody who wants to know one practice's answers: everything that may be read."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import combinations

import numpy as np
import time_machine
from django.test import Client

from resilience.clusters.models import StocktakeMember, StocktakeResult
from resilience.clusters.stocktake.cells import Cells
from tests.clusters.stocktake.world import morning
from tests.clusters.world import PROGRAMME, user

ROUNDS = tuple(f"/local/{PROGRAMME}/{area}/stocktakes/" for area in ("QUY", "15C", "11X"))
BEGIN = (
    *ROUNDS,
    *("/", "/my-work/", "/notices/", "/record/", "/record/file/", "/papers/", "/local/"),
    *("/people/", "/named-readers/", "/screening/", "/search/?q=Alder", "/cases/?q=L81003"),
    *(f"/local/{PROGRAMME}/{area}/" for area in ("QUY", "15C")),
    *(f"/practices/L81003/{page}/{PROGRAMME}/" for page in ("stocktake", "questionnaire", "local")),
    *("/organisations/L81003/", "/api/v1/organisations/L81003"),
    *("/api/v1/practices", f"/practices/L81003/stocktake/{PROGRAMME}/shares/"),
)
FILES = ("?format=csv", "?as_at=2026-05-20", "?area=15C")
WORTH = re.compile(r"stocktake|shared/|record|/clusters/|/notices/\d|L81003/(profile|local)")
ABOUT = re.compile("stocktakes/|shared/")
HREF = re.compile(r'href="(/[^"#]*)"')
MASKED = re.compile(
    r'value="[\w:=.-]{30,}"|nonce-[^\'"]+|csrf\w+|sessionid|data-stamp="[^"]*"|\d+ seconds?'
)
MOST_PAGES = 100


def everything(
    client: Client, name: str, day: date, begin: Collection[str] = BEGIN
) -> dict[str, str]:
    """All that somebody can open from where they begin, by address, with dates and formats tried
    too; only the rounds where they begin with these."""
    waiting, seen, found = deque(begin), set(begin), {}
    worth = WORTH if begin is BEGIN else ABOUT
    with time_machine.travel(morning(day), tick=False):
        client.force_login(user(name))
        while waiting and len(found) < MOST_PAGES:
            address = waiting.popleft()
            answer = client.get(address)
            if answer.status_code != 200:
                continue
            body = b"".join(answer) if answer.streaming else answer.content
            text = body.decode("utf-8", "replace")
            found[address] = MASKED.sub("", text)
            if "text/html" not in answer.get("Content-Type", ""):
                continue
            links = [link.replace("&amp;", "&") for link in HREF.findall(text)]
            more = [link for link in links if worth.search(link)]
            if re.search(r"stocktakes/\d+/$", address):
                more += [address + one for one in FILES]
            fresh = [one for one in more if one not in seen and "/static/" not in one]
            seen.update(fresh)
            for one in fresh:
                (waiting.appendleft if ABOUT.search(one) else waiting.append)(one)
    return found


@dataclass(frozen=True)
class Told:
    """A number that was told: in which file, of which cell and question, of how many practices."""

    file: str
    cell: str
    question: str
    points: int
    practices: int


def told_in(pages: Mapping[str, str]) -> Iterator[Told]:
    """Every sum of points in the files of results."""
    for address, text in pages.items():
        if not text.lstrip("\ufeff").startswith("programme,area,round"):
            continue
        for row in csv.DictReader(StringIO(text.lstrip("\ufeff"))):
            if row["points"]:
                yield Told(
                    address,
                    row["cell"],
                    row["question"],
                    int(row["points"]),
                    int(row["practices"]),
                )


def cells_of(result: StocktakeResult) -> Cells:
    """Who is in which cell: the attacker is given that too."""
    found: dict[str, set[str]] = {}
    rows = StocktakeMember.objects.filter(result=result).exclude(cell="")
    for cell, code in rows.values_list("cell", "practice__code"):
        found.setdefault(cell, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def fewest(*rounds: Cells, below: int) -> int:
    """The fewest practices that any adding and subtracting of cells comes down to, up to `below`.

    With the columns of some practices left out the rank falls just where some combination is of
    none but those; which it does with more of them left out too, so the largest sets are enough.
    """
    rows: list[Collection[str]] = [codes for cells in rounds for codes in cells.values()]
    every = sorted(frozenset().union(*rows))
    if not rows:
        return below
    table = np.array([[code in codes for code in every] for codes in rows], dtype=float)
    rank = np.linalg.matrix_rank(table)
    for size in range(1, below):
        for few in combinations(range(len(every)), size):
            rest = np.delete(table, few, axis=1)
            if not rest.size or np.linalg.matrix_rank(rest) < rank:
                return size
    return below
