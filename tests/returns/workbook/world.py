"""Workbooks of returns: filled from some rows, and spoilt in the ways in which people and programs
spoil them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook

from resilience.funding.years import Year
from resilience.programmes.packs import load
from resilience.returns.figures.areas import Area, Team
from resilience.returns.figures.rows import PracticeRow, Rows, TeamRow
from resilience.returns.workbook.ground import Ground, Practice
from resilience.returns.workbook.opening import opened
from resilience.returns.workbook.reading import Read, read_return
from resilience.returns.workbook.rules import messages
from resilience.returns.workbook.template import Filled, template
from resilience.returns.workbook.told import Message
from tests.cases.world import PROGRAMME

PACK = load(PROGRAMME)
assert PACK.returns
OCTOBER = PACK.returns.collection("october-2018")
assert OCTOBER
TEAMS = (Team(1, "Q74", "Cumbria and North East", "Y54"), Team(2, "Q72", "Yorkshire", "Y54"))
AREA = Area(3, "Y54", "North of England", TEAMS)
ROWS = Rows(
    (
        TeamRow("Q74", "Cumbria and North East", "Y54", 10_000_000, 2),
        TeamRow("Q72", "Yorkshire", "Y54", 5_000_000, 0),
    ),
    (
        PracticeRow(
            "Q74",
            "A81001",
            "The Dene Surgery",
            ("RES-1", "RES-2"),
            date(2018, 5, 1),
            date(2018, 5, 21),
            date(2018, 5, 21),
            date(2018, 6, 11),
            date(2018, 6, 18),
            None,
            "submitted",
            (PACK.menu[0].id, PACK.menu[3].id),
            400_010,
            150_020,
            100_030,
            30,
        ),
        PracticeRow("Q72", "B82001", "Mill Lane Surgery", asked=date(2018, 7, 2)),
        PracticeRow("Q72", "B82002", "Hill Surgery", asked=date(2018, 7, 3)),
    ),
)
WORDS = {"progress": "Two plans are signed.", "risks": "None that we know of."}
PRACTICES = {
    "A81001": Practice("The Dene Surgery", date(1990, 4, 1), None, {"Q74": "Cumbria"}),
    "B82001": Practice("Mill Lane Surgery", date(1990, 4, 1), None, {"Q72": "Yorkshire"}),
    "B82002": Practice("Hill Surgery", date(1990, 4, 1), None, {"Q72": "Yorkshire"}),
    "P81001": Practice("Lever Surgery", date(1990, 4, 1), None, {"Q83": "Greater Manchester"}),
    "B82003": Practice("Old Surgery", date(1990, 4, 1), date(2017, 7, 1), {"Q72": "Yorkshire"}),
    "B82004": Practice("Late Surgery", date(1990, 4, 1), date(2018, 8, 1), {"Q72": "Yorkshire"}),
    "B82005": Practice("New Surgery", date(2019, 1, 1), None, {"Q72": "Yorkshire"}),
}
FIRST = 6
"""The row of the first team and the first practice."""
Spoil = Callable[[Workbook], Any]


@cache
def filled(rows: Rows = ROWS, **words: str) -> bytes:
    return template(PACK, OCTOBER, Filled(AREA, rows, WORDS | words))


def ground(before: Rows | None = None) -> Ground:
    assert PACK.returns and OCTOBER
    return Ground(
        pack=PACK,
        returns=PACK.returns,
        collection=OCTOBER,
        area=AREA,
        day=OCTOBER.as_at,
        year=Year.called("2018-19"),
        practices=PRACTICES,
        others={"Q74": "DCO team"},
        before=before,
    )


def spoilt(spoil: Spoil, content: bytes | None = None) -> bytes:
    """A filled template after somebody did something to it in another program."""
    book = load_workbook(io.BytesIO(content or filled()))
    spoil(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A workbook whose parts were changed by hand."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return file.getvalue()


def read(content: bytes) -> Read:
    return read_return(opened("return.xlsx", content), PACK, "Y54")


def found(content: bytes, before: Rows | None = None) -> list[Message]:
    return messages(read(content), ground(before))
