"""ODS's Change Summary of board mergers: a workbook for people, with small tables among sentences.

A table begins where a row has all of its headings and ends at the first blank row. A board's name
stands once for all of its rows, a row without a code (or with n/a) is no part of it, and a code
that is not known yet is written [ANANA] or tbc. The day on which boards close stands only in the
sentence above their table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pyarrow as pa

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.ods import PUBLISHER
from resilience.evidence.periods import DAY, Period, next_day
from resilience.evidence.rows import find_header, read_rows
from resilience.evidence.sheets import Sheet, Unreadable
from resilience.evidence.sources import Source
from resilience.evidence.tables import (
    Column,
    Layout,
    Reject,
    code,
    day,
    days_in,
    fold,
    practice,
)

KINDS = {
    "current icb": "icb",
    "current sub icb location": "commissioner",
    "si re": "reporting entity",
}
NONE = {"", "n/a"}
CODE = re.compile(r"[0-9A-Z]{3}|[A-Z]\d[A-Z]\d[A-Z]")


def _name(cell: str) -> str:
    """Without spaces too many, and without a code that is still to come."""
    return re.sub(r"( -)? \[.*", "", " ".join(cell.split()))


def _code(cell: str) -> str | None:
    """A code, alone or at the end of a name; None when it is to be confirmed."""
    if "[" in cell or "tbc" in cell.lower():
        return None
    last = cell.split(" - ")[-1].strip().upper()
    if not CODE.fullmatch(last):
        raise ValueError(f"'{cell.strip()}' does not end with a code")
    return last


def _spaced_day(words: str) -> date:
    day_, month, year = map(int, words.split())
    return date(year, month, day_)


def _label(name: str, header: str) -> Column:
    return Column(name, header, _name)


def _commissioner(header: str) -> Column:
    return Column("commissioner", header, _code, needed=True)


def _closures(sheet: str, what: str, closed: Column) -> Layout:
    """A table of codes that close, where the headings say of what: 'si re code', 'si re name'."""
    return Layout(
        table="closures",
        sheet=sheet,
        columns=(
            Column("kind", f"({what}) code", KINDS.__getitem__, in_heading=True),
            code("code", f"{what} code", needed=True),
            _label("name", f"{what} name"),
            closed,
        ),
    )


def _moves(table: str, mover: Column) -> Layout:
    """A table of those who come under another commissioner."""
    new = r"commissioner as at \d.*"
    columns = (mover, _commissioner(new), _label("commissioner_name", new))
    return Layout(table=table, sheet="gp practice moves", columns=columns)


CLOSED = Column(
    "closed", r".*legally closed (\d+ \d+ \d+).*", _spaced_day, pa.date32(), in_heading=True
)
LAYOUTS = (
    Layout(
        table="footprints",
        sheet="icb footprints",
        columns=(
            _label("icb_name", "(new )?icb name.*"),
            _commissioner("sub icb location code"),
            _label("commissioner_name", "(new )?sub icb location name"),
        ),
    ),
    Layout(
        table="new_boards",
        sheet="summary",
        columns=(
            code("region", "nhse region code", needed=True),
            Column("icb", "new icb code.*", _code),
            _label("icb_name", "new icb name"),
        ),
    ),
    Layout(
        table="mergers",
        sheet="summary",
        columns=(
            code("region", "nhse region code", needed=True),
            code("icb", "current icb code", needed=True),
            _label("name", "current icb name"),
            replace(CLOSED, kept=False),
        ),
    ),
    _closures("summary", "current icb", CLOSED),
    _closures(
        "sicbl changes",
        "current sub icb location",
        day("closed", "sicbl legal code closure date", needed=True),
    ),
    _closures("si re changes", "si re", day("closed", "si re code legal end date", needed=True)),
    _moves("practice_moves", practice("pcc code")),
    _moves("network_moves", code("pcn", "pcn code", needed=True)),
)


def _recognises(source: Source) -> bool:
    words = {fold(cell) for sheet in source.sheets[:1] for row in sheet.rows[:15] for cell in row}
    return "change summary" in words and any("integrated care board" in word for word in words)


def _read(source: Source) -> tuple[Tables, list[Reject]]:
    """Every table of every layout. Raises Unreadable when a layout has none."""
    tables: Tables = {}
    rejects: list[Reject] = []
    for layout in LAYOUTS:
        parts = [
            read_rows(layout, part, 1, find_header(part, layout)[1])
            for sheet in source.sheets
            if fold(sheet.name) == layout.sheet
            for part in _parts(layout, sheet)
        ]
        if not any(table.num_rows for table, _ in parts):
            raise Unreadable(
                f"it is a change summary, but on no sheet '{layout.sheet}' is there a row "
                f"of {layout.table.replace('_', ' ')}; load it as ODS published it"
            )
        known = [tables[layout.table]] if layout.table in tables else []
        tables[layout.table] = pa.concat_tables([*known, *(table for table, _ in parts)])
        rejects += [reject for _, rejected in parts for reject in rejected]
    return tables, rejects


def _parts(layout: Layout, sheet: Sheet) -> Iterator[Sheet]:
    """Each table on a sheet that has a layout's headings, the sentence above it counting as one."""
    for start in range(1, len(sheet.rows)):
        headings = [*sheet.rows[start], " ".join(sheet.rows[start - 1])]
        places = find_header(Sheet("", [headings], [0]), layout)[1]
        if len(places) == len(layout.columns):
            rows, lines = _table_rows(sheet, start)
            needed = [places[column.name] for column in layout.columns if column.needed]
            told = [i for i, row in enumerate(rows) if not {row[p].strip() for p in needed} & NONE]
            yield Sheet(
                sheet.name,
                [headings, *([*rows[i], ""] for i in told)],
                [sheet.lines[start], *(lines[i] for i in told)],
            )


def _table_rows(sheet: Sheet, start: int) -> tuple[list[list[str]], list[int]]:
    """The rows below a heading up to the first blank one; a blank first cell is as above it."""
    rows: list[list[str]] = []
    for row, line in zip(sheet.rows[start + 1 :], sheet.lines[start + 1 :], strict=True):
        if line != sheet.lines[start] + len(rows) + 1:
            break
        first = row[0] if row[0].strip() or not rows else rows[-1][0]
        rows.append([first, *row[1:]])
    return rows, sheet.lines[start + 1 : start + 1 + len(rows)]


def _content_period(tables: Tables) -> Period:
    """The day after the closures: the new areas hold from then on."""
    return Period.day(next_day(days_in(tables["closures"], "closed")[-1]))


def _check(tables: Tables) -> list[str]:
    unknown = tables["new_boards"].column("icb").null_count
    return [f"the codes of {unknown} new boards are still to be confirmed"] if unknown else []


DATASET = Dataset(
    id="icb_change_summary",
    title="Change summary of integrated care board mergers",
    publisher=PUBLISHER,
    recognises=_recognises,
    read=_read,
    content_period=_content_period,
    check=_check,
    periods=(DAY,),
)
