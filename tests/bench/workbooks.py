"""Validating the workbook of a return with 7,000 practices, against reading all its cells bare: as
it is opened safely, with calamine alone, and with openpyxl."""

from __future__ import annotations

import io
from datetime import date, timedelta

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from resilience.funding.years import Year
from resilience.programmes.packs import load
from resilience.returns.figures.areas import Area, Team
from resilience.returns.figures.rows import PracticeRow, Rows, TeamRow
from resilience.returns.workbook.ground import Ground, Practice
from resilience.returns.workbook.opening import opened
from resilience.returns.workbook.reading import read_return
from resilience.returns.workbook.rules import messages
from resilience.returns.workbook.template import Filled, template
from tests.bench.clock import seconds, tell

PROGRAMME, COLLECTION, NAME = "gprp-2018-19", "october-2018", "return.xlsx"
TEAMS, PRACTICES, TIMES = 14, 7_000, 7
DAY = date(2018, 5, 1)


def measure() -> None:
    ground, rows = _invented()
    content = template(ground.pack, ground.collection, Filled(ground.area, rows))
    assert not [one for one in _validated(content, ground) if one.stops]
    print(f"{len(rows.practices):,} rows of a workbook of {len(content) // 1024:,} KB")
    took = seconds(lambda: _validated(content, ground), TIMES)
    bare = seconds(lambda: opened(NAME, content), TIMES)
    tell("validating a workbook / opening it safely", took, bare, "at most 3")
    bare = seconds(lambda: _calamine(content), TIMES)
    tell("validating a workbook / calamine bare", took, bare, "at most 3")
    bare = seconds(lambda: _openpyxl(content))
    tell("validating a workbook / openpyxl bare", took, bare, "at most 3")


def _validated(content: bytes, ground: Ground) -> list:
    """All messages, the rows made on the way."""
    return messages(read_return(opened(NAME, content), ground.pack, ground.area.code), ground)


def _calamine(content: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _openpyxl(content: bytes) -> None:
    for sheet in load_workbook(io.BytesIO(content), read_only=True):
        list(sheet.iter_rows(values_only=True))


def _invented() -> tuple[Ground, Rows]:
    pack = load(PROGRAMME)
    assert pack.returns
    collection = pack.returns.collection(COLLECTION)
    assert collection
    teams = tuple(Team(n, f"BT{n:02}", f"Team {n}", "BR0") for n in range(TEAMS))
    rows = Rows(
        tuple(TeamRow(one.code, one.name, "BR0", 1_000_000_000, 3) for one in teams),
        tuple(_practice(number, teams[number % TEAMS].code) for number in range(PRACTICES)),
    )
    known = {one.practice: Practice(one.name, DAY, None, {one.team: ""}) for one in rows.practices}
    area, year = Area(1, "BR0", "A region", teams), Year.called(collection.year)
    return Ground(pack, pack.returns, collection, area, collection.as_at, year, known, {}), rows


def _practice(number: int, team: str) -> PracticeRow:
    """A practice whose days and sums are like no other's."""
    asked = DAY + timedelta(number % 30)
    return PracticeRow(
        team=team,
        practice=f"Z{number:05}",
        name=f"Surgery {number}",
        references=(f"RES-{number}",),
        asked=asked,
        decided=asked + timedelta(7),
        confirmed=asked + timedelta(7),
        agreed=asked + timedelta(21),
        helped=asked + timedelta(28),
        business_case="submitted",
        committed=400_000 + 7 * number,
        paid=100_000 + 3 * number,
        direct_committed=2_000,
        direct_paid=1_000,
    )
