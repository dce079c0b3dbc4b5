"""A consolidated return as a workbook: the figures of teams are numbers, those of areas and of all
are formulas over them, each with the value that was frozen.

A practice that two teams dealt with counts once in both together, so a sum of teams is too much by
it: that stands on a line of its own, below zero.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from resilience.funding.review.sheets import Book, Sheet
from resilience.look import words
from resilience.returns.collecting.content import Content
from resilience.returns.collecting.shown import lines, missing
from resilience.returns.models import Consolidation

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEFORE = ("Line", "Area", "Code", "Name")
TEAM, TWICE, AREA, NOT_SENT = "Team", "Counted in several teams", "Area", "Missing"
Part = Mapping[str, Any]


def workbook(one: Consolidation) -> bytes:
    """An .xlsx of a consolidated return. Sums are pounds; what nobody knows is an empty cell."""
    file, content = io.BytesIO(), one.content
    title = f"{content['collection']['title']}, consolidated return {one.number}"
    with Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as made:
        made.set_properties({"title": title})
        book = Book(made, f"{content['programme']['title']}: {title}")
        _about(book, one)
        _figures(book, content)
        _differences(book, content)
    return file.getvalue()


def _about(book: Book, one: Consolidation) -> None:
    sheet, content = book.sheet("About", widths=(30, 100)), one.content
    told = {
        "Programme": content["programme"]["title"],
        "Return": content["collection"]["title"],
        "Number": str(one.number),
        "As at": words.day(one.as_at),
        "Frozen": words.moment(one.at),
        "SHA-256 of the content": one.sha256,
        "Missing, which is no zero": " ".join(missing(content)) or "Nobody",
        "Why it goes on without": content["why"],
        "Practices": "A practice that several teams dealt with counts once in an area and in all: "
        f"the lines “{TWICE}” take off what would count twice.",
        "Not known": "A cell with nothing in it is not known, or its area is missing.",
    }
    for name, text in told.items():
        sheet.line([name, text])


def _figures(book: Book, content: Part) -> None:
    measures = content["measures"]
    sheet = book.sheet("Figures", widths=(24, 12, 12, 44, *(16 for _ in measures)))
    sheet.head([*BEFORE, *(one["title"] for one in measures)])
    first, money = sheet.row, [one["unit"] == "pence" for one in measures]
    names = [one["id"] for one in measures]
    for area in content["areas"]:
        top = sheet.row
        for team in area["teams"]:
            _line(sheet, TEAM, area["code"], team, names, money)
        _twice(sheet, area, area["teams"], names)
        _total(sheet, AREA, area, names, money, range(top, sheet.row))
    for area in content["missing"]:
        for team in area["teams"]:
            sheet.line([NOT_SENT, area["code"], team["code"], team["name"]])
    last = sheet.row - 1
    every = {"code": "", "name": "All areas", "figures": content["all"]["figures"]}
    over = _twice(sheet, every, content["areas"], names)
    sheet.line(["All", "", "", "All areas that sent"], advance=False, bold=True)
    for place, name in enumerate(names, start=len(BEFORE)):
        column = xl_col_to_name(place)
        ends = f"{column}${first + 1}:{column}${last + 1}"
        formula = f'=SUMIFS({ends},$A${first + 1}:$A${last + 1},"{AREA}")'
        formula += f"+{xl_rowcol_to_cell(over, place)}" if over is not None else ""
        _formula(sheet, place, formula, every["figures"][name]["value"], money[place - len(BEFORE)])
    sheet.row += 1


def _line(
    sheet: Sheet, kind: str, area: str, part: Part, names: list[str], money: list[bool]
) -> None:
    sheet.line([kind, area, part["code"], part["name"]], advance=False)
    for place, (name, pence) in enumerate(zip(names, money, strict=True), start=len(BEFORE)):
        figure = part["figures"][name]
        if figure["unknown"] and not figure["value"]:
            continue
        if pence:
            sheet.money(place, figure["value"])
        else:
            sheet.number(place, figure["value"])
    sheet.row += 1


def _twice(sheet: Sheet, whole: Part, parts: Iterable[Part], names: list[str]) -> int | None:
    """The line that takes off what counts in several parts, and its row; none without any."""
    counted = list(parts)
    over = {
        name: whole["figures"][name]["value"]
        - sum(one["figures"][name]["value"] for one in counted)
        for name in names
    }
    if not any(over.values()):
        return None
    sheet.line([TWICE, whole["code"], "", whole["name"]], advance=False)
    for place, name in enumerate(names, start=len(BEFORE)):
        sheet.number(place, over[name])
    sheet.row += 1
    return sheet.row - 1


def _total(
    sheet: Sheet, kind: str, part: Part, names: list[str], money: list[bool], over: range
) -> None:
    sheet.line([kind, part["code"], part["code"], part["name"]], advance=False, bold=True)
    for place, (name, pence) in enumerate(zip(names, money, strict=True), start=len(BEFORE)):
        value = part["figures"][name]["value"]
        if not over:
            continue
        ends = ":".join(xl_rowcol_to_cell(row, place) for row in (over[0], over[-1]))
        _formula(sheet, place, f"=SUM({ends})", value, pence)
    sheet.row += 1


def _formula(sheet: Sheet, place: int, formula: str, value: int, pence: bool) -> None:
    if pence:
        sheet.formula(place, f"ROUND({formula[1:]},2)", value)
    else:
        sheet.made.write_formula(sheet.row, place, formula, sheet.book.bold, value)


def _differences(book: Book, content: Content) -> None:
    sheet = book.sheet("Differences", widths=(12, 44, 40, 20, 20, 100))
    sheet.head(["Area", "Name", "Figure", "Last", "Now", "Why they differ"])
    every = {"code": "", "name": "All areas that sent", **content["all"]}
    for part in (every, *content["areas"]):
        for one in lines(content, part):
            if one.why:
                sheet.line([part["code"], part["name"], one.title, one.then, one.now, one.why])
