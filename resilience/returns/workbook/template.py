"""The template of a return: empty, or filled with what the records of an area have."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from xlsxwriter import Workbook

from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection
from resilience.returns.figures.areas import Area
from resilience.returns.figures.rows import Rows
from resilience.returns.workbook.filling import Filling, named
from resilience.returns.workbook.shape import (
    ABOUT,
    PRACTICES,
    SHEETS,
    STAGES,
    TABLES,
    TEAMS,
    TEMPLATE,
    WORD,
    WORDS,
    Column,
    Table,
)

FIRST = 5
"""The row (counted from 0) on which a table begins, below its title, hints and headings."""
LONGEST = 4000
MOST = 100_000_000


@dataclass(frozen=True)
class Filled:
    """What a template is filled with; without an area it is empty."""

    area: Area | None = None
    rows: Rows = field(default_factory=Rows)
    said: Mapping[str, str] = field(default_factory=dict)


def template(pack: Pack, collection: Collection, filled: Filled = Filled()) -> bytes:
    """An .xlsx, the same bytes for the same input."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as made:
        made.set_properties(
            {
                "title": f"{collection.title}, {pack.title}",
                "created": datetime.combine(collection.opens, time()),
            }
        )
        filling = Filling(made)
        for title in SHEETS:
            made.add_worksheet(title)
        _read_me(filling, pack, collection, filled)
        _lists(filling, pack, filled)
        given: dict[str, Sequence[Any]] = {
            TEAMS.id: filled.rows.teams or _blank_teams(filled.area),
            PRACTICES.id: filled.rows.practices,
        }
        titles = {one.id: one.title for one in pack.menu}
        for table in TABLES:
            _table(filling, table, given[table.id], titles)
        _words(filling, pack, filled.said)
    return file.getvalue()


def _blank_teams(area: Area | None) -> Sequence[Any]:
    return area.teams if area else ()


def _read_me(filling: Filling, pack: Pack, collection: Collection, filled: Filled) -> None:
    sheet = filling.sheet("Read me", (30, 100))
    sheet.write_string(0, 0, f"{collection.title}, {pack.title}", filling.bold)
    about = (TEMPLATE, pack.id, collection.id, filled.area.code if filled.area else "")
    called = ("Template", "Programme", "Return", "Area")
    for row, (name, title, value) in enumerate(zip(ABOUT, called, about, strict=True), start=2):
        sheet.write_string(row, 0, title, filling.head)
        sheet.write_string(row, 1, value, filling.text)
        filling.name(name, "Read me", row, 1)
    told = (
        (
            "Who it is for",
            "An area that keeps its records elsewhere and sends its return from them.",
        ),
        ("As at", f"What was so at the end of {words.day(collection.as_at)}."),
        ("Teams", "A row for each team of the area, with the money it has for the year."),
        (
            "Practices",
            "A row for each practice that a team dealt with in the year: once for each team. "
            "Leave out totals: they are counted for you.",
        ),
        ("Words", "The answers of the area. You may also write them on the pages of the return."),
        ("Days", "Type them as days, like 30/06/2018. Leave a cell empty while it is not so yet."),
        (
            "Money",
            "Pounds and pence, like 1234.50. Type 0 where there is none: an empty cell says that "
            "nobody knows.",
        ),
        (
            "Values only",
            "Paste values, no formulas (in Excel: Paste Special, Values). No macros, and no links "
            "to other files.",
        ),
        (
            "What you may change",
            "You may insert rows and columns of your own, move sheets and give them other names: "
            "the cells are found by names that move with them. Delete no column of the template.",
        ),
        (
            "Nothing about patients",
            "Write nothing about patients, and no names of people, addresses or telephone numbers.",
        ),
        (
            "Then",
            "Upload it on the page of the return. Each cell in doubt is told with its address.",
        ),
    )
    for row, (title, text) in enumerate(told, start=7):
        sheet.write_string(row, 0, title, filling.head)
        sheet.write_string(row, 1, text, filling.wrapped)
    sheet.activate()


def _lists(filling: Filling, pack: Pack, filled: Filled) -> None:
    sheet = filling.sheet("Lists", (16, 16, 80))
    teams = [one.team for one in filled.rows.teams]
    teams = teams or [one.code for one in filled.area.teams] if filled.area else []
    listed: Mapping[str, Iterable[str]] = {
        "Team codes": teams,
        "Business case": STAGES.values(),
        "Kinds of help": [one.title for one in pack.menu],
    }
    for place, (title, entries) in enumerate(listed.items()):
        sheet.write_string(0, place, title, filling.head)
        last = 0
        for row, entry in enumerate(entries, start=1):
            sheet.write_string(row, place, entry, filling.text)
            last = row
        if last:
            filling.name(f"list_{place}", "Lists", 1, place, last)
            filling.lists[("code", "stage", "help")[place]] = f"=list_{place}"


def _table(filling: Filling, table: Table, rows: Sequence[Any], titles: Mapping[str, str]) -> None:
    sheet = filling.sheet(table.title, [one.width for one in table.columns])
    sheet.write_string(0, 0, table.title, filling.bold)
    sheet.write_string(1, 0, "How each column is filled in stands above its heading.", filling.text)
    last = FIRST + max(table.most, len(rows)) - 1
    for place, column in enumerate(table.columns):
        form = filling.form(column.kind)
        sheet.set_column(place, place, column.width, form)
        sheet.write_string(FIRST - 2, place, column.hint, filling.hint)
        sheet.write_string(FIRST - 1, place, column.title, filling.head)
        filling.name(table.name_of(column), table.title, FIRST, place, last)
        if check := _validation(filling, table, column):
            sheet.data_validation(FIRST, place, last, place, check)
        for row, one in enumerate(rows, start=FIRST):
            filling.write(sheet, row, place, column, named(one, column.field, titles))
    sheet.set_row(FIRST - 2, 45)
    sheet.freeze_panes(FIRST, 2)


def _validation(filling: Filling, table: Table, column: Column) -> dict[str, Any] | None:
    """What a spreadsheet helps with while somebody types; what counts is checked afterwards."""
    help_with = {
        "input_title": column.title[:32],
        "input_message": column.hint,
        "error_title": column.title[:32],
    }
    if column.kind == "day":
        early = datetime(2000, 1, 1)  # noqa: DTZ001
        return help_with | {
            "validate": "date",
            "criteria": ">=",
            "value": early,
            "error_message": "Type a day, like 30/06/2018.",
        }
    if column.kind in ("money", "count"):
        return help_with | {
            "validate": "decimal" if column.kind == "money" else "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": MOST,
            "error_message": "Type a number that is not below 0.",
        }
    listed = filling.lists.get(column.kind)
    if listed is None or column.field == "practice":
        return None
    return help_with | {
        "validate": "list",
        "source": listed,
        "show_error": column.kind != "help",  # several stand in one cell
        "error_message": "Choose from the list.",
    }


def _words(filling: Filling, pack: Pack, said: Mapping[str, str]) -> None:
    sheet = filling.sheet(WORDS, (60, 100))
    sheet.write_string(0, 0, WORDS, filling.bold)
    sheet.write_string(1, 0, f"At most {LONGEST:,} characters each.", filling.text)
    questions = pack.returns.questions if pack.returns else ()
    for row, one in enumerate(questions, start=3):
        told = f"{one.title}. {one.hint}" if one.hint else one.title
        sheet.write_string(
            row, 0, told if one.needed else f"{told} (you may leave it out)", filling.wrapped
        )
        if text := said.get(one.id):
            sheet.write_string(row, 1, text, filling.wrapped)
        else:
            sheet.write_blank(row, 1, None, filling.wrapped)
        filling.name(f"{WORD}{one.id}", WORDS, row, 1)
        sheet.set_row(row, 90)
    sheet.freeze_panes(3, 1)
