"""The register as a file: a table for a spreadsheet, or a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from resilience.clusters.register.addressed import Of
from resilience.clusters.register.reading import Line
from resilience.funding.review.sheets import Book, Sheet
from resilience.look import words

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"title": 40, "cause": 50, "effect": 50, "mitigation": 50, "owner": 30, "outcome": 40}
COLUMNS = (
    *("number", "practice_code", "practice", "title", "cause", "effect", "likelihood", "impact"),
    *("score", "band", "mitigation", "owner", "review_by", "review_is_late", "closed", "outcome"),
)


def row(line: Line) -> dict[str, Any]:
    """A risk as a row; what there is not is empty."""
    risk = line.risk
    same = ("number", "title", "cause", "effect", "likelihood", "impact", "score", "mitigation")
    return {name: getattr(risk, name) for name in (*same, "owner", "review_by", "closed")} | {
        "practice_code": risk.practice.code if risk.practice else None,
        "practice": risk.practice.name if risk.practice else None,
        "band": line.band.title,
        "review_is_late": "yes" if line.late else "no",
        "outcome": risk.outcome or None,
    }


def workbook(of: Of, lines: Iterable[Line], heading: str) -> bytes:
    """An .xlsx of risks and of the scales by which they are scored."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as made:
        made.set_properties({"title": heading})
        book = Book(made, heading)
        sheet = book.sheet("Risks", widths=[WIDTHS.get(name, 14) for name in COLUMNS])
        sheet.head([words.begin(name.replace("_", " ")) for name in COLUMNS])
        for line in lines:
            told = row(line)
            _write(sheet, [told[name] for name in COLUMNS])
        scales = book.sheet("Scales", widths=(14, 10, 24, 90))
        scales.head(["Scale", "From", "Called", "What it says"])
        for one in of.register.likelihoods:
            _write(scales, ["Likelihood", one.value, one.title, one.about])
        for one in of.register.impacts:
            _write(scales, ["Impact", one.value, one.title, one.about])
        for band in of.register.bands:
            _write(scales, ["Score", band.score_at_least, band.title])
    return file.getvalue()


def _write(sheet: Sheet, cells: Iterable[Any]) -> None:
    """A row: numbers and days as such, text never as a formula, what there is not left empty."""
    for place, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.number(place, cell)
        elif isinstance(cell, date):
            sheet.date(place, cell)
        elif cell:
            sheet.text(place, cell)
    sheet.row += 1
