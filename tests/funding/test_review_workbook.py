"""The workbook of the review: its totals are formulas, and their values those of the page."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from resilience.funding.models import Forecast
from resilience.funding.review.tables import BY, table
from resilience.funding.review.workbook import COLUMNS, OF_A_THING, TITLES, workbook
from resilience.organisations.models import Organisation
from tests.funding.formulas import Recalculated
from tests.funding.review_world import at_random, pot_of, written
from tests.funding.test_review_pages import YEAR, reviewed
from tests.funding.world import NOW

HEAD = 3
FROM_FIGURES = [name for name in TITLES if name not in ("after_the_year", "entered")]


@pytest.fixture(params=[(date(2018, 12, 14), 9), (date(2019, 5, 14), 13)], ids=["so far", "ended"])
def found(request, case):
    day, number = request.param
    Organisation.objects.filter(code="Q83").update(name="=Greater Manchester & “others”")
    near, far = pot_of("Q74"), pot_of("Q83")
    written(at_random(case, [near, far], seed=7))
    Forecast.objects.create(
        pot=near, at=NOW, by="x", month=date(2018, 11, 1), pence=123_456_789, basis="=So."
    )
    return reviewed(day, YEAR.month(number))


def opened(content: bytes, *, values: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def columns_of(by: str) -> tuple[list[str], int]:
    """The columns of sums of a sheet, and where they begin."""
    return list(COLUMNS.get(by, OF_A_THING)), 4 if by == "holder" else 3


def test_its_figures_are_those_of_the_page_to_the_penny(found):
    book = opened(workbook(found), values=True)
    for by, title in BY.items():
        shown, (names, first) = table(found, by), columns_of(by)
        rows = [*[(one.id or "none", one.figures) for one in shown.lines], ("", shown.whole)]
        for row, (code, figures) in enumerate(rows, start=HEAD + 1):
            if code:
                assert book[title].cell(row, 1).value == code
            for column, name in enumerate(names, start=first):
                if name in FROM_FIGURES:
                    held = book[title].cell(row, column).value
                    assert round(Decimal(str(held)) * 100) == getattr(figures, name), (by, name)


def test_its_formulas_come_to_the_values_that_stand_with_them(found):
    content = workbook(found)
    held, anew = opened(content, values=True), Recalculated(opened(content, values=False))
    compared = 0
    for sheet in anew.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = held[sheet.title][cell.coordinate].value
                    again = anew.value(sheet.title, cell.coordinate)
                    assert round(again * 100) == round(value * 100), (sheet.title, cell.coordinate)
                    compared += 1
    assert compared > 80


def test_text_that_looks_like_a_formula_stays_text(found):
    book = opened(workbook(found), values=False)
    names = [one.value for one in book[BY["holder"]]["B"]]
    assert "=Greater Manchester & “others”" in names
    cell = next(one for one in book[BY["holder"]]["B"] if str(one.value).startswith("=Greater"))
    assert cell.data_type == "s"


def test_it_says_what_it_is_of(found):
    about = [[cell.value for cell in row] for row in opened(workbook(found), values=True)["About"]]
    told = {row[0]: row[1] for row in about}
    assert told["Financial year"] == "2018-19"
    assert found.month.title in told["Month"]
    assert "day of the ledger" in told["Source"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_comes_to_the_same(found, tmp_path: Path):
    content = workbook(found)
    (tmp_path / "review.xlsx").write_bytes(content)
    into = tmp_path / "anew"
    subprocess.run(
        [
            "soffice",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            into,
            tmp_path / "review.xlsx",
        ],
        check=True,
        timeout=120,
    )
    held = opened(content, values=True)
    anew = opened((into / "review.xlsx").read_bytes(), values=True)
    for sheet in held.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                again = anew[sheet.title][cell.coordinate].value
                if isinstance(cell.value, float):
                    assert round(again * 100) == round(cell.value * 100)
