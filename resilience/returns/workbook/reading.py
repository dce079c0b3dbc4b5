"""From a workbook to the rows of a return, and where each value stood. Pure but for `rows_of`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Question
from resilience.returns.figures.rows import PracticeRow, Rows, TeamRow, practice_row, team_row
from resilience.returns.models import Upload
from resilience.returns.workbook.book import Book, Range
from resilience.returns.workbook.columns import letters
from resilience.returns.workbook.opening import NotRead
from resilience.returns.workbook.shape import ABOUT, PRACTICES, TABLES, TEAMS, WORD
from resilience.returns.workbook.tables import Faults, Placed, read_table
from resilience.returns.workbook.told import Found
from resilience.returns.workbook.values import is_blank, plain, readers


@dataclass(frozen=True)
class Read:
    """The intermediate form of a workbook: its rows, the words in it, and where all of it stood.
    `faults` has by rule what could not be read, or not as it stood."""

    rows: Rows
    teams: Placed
    practices: Placed
    words: Mapping[str, str]
    about: Mapping[str, str]
    about_at: Mapping[str, tuple[str, str]]
    faults: Mapping[str, Sequence[Found]] = field(repr=False)

    def of_team(self, place: int, column: str, found: str, mend: str) -> Found:
        """What was found in a column of the row of a team."""
        return self.teams.found(place, column, found, mend)

    def of_practice(self, place: int, column: str, found: str, mend: str) -> Found:
        """The same of a practice."""
        return self.practices.found(place, column, found, mend)


def read_return(book: Book, pack: Pack, area: str) -> Read:
    """What a workbook says of the return of an area. Raises NotRead for one that is not made from
    a template."""
    ours = {table.name_of(column) for table in TABLES for column in table.columns}
    if not (ours | set(ABOUT)) & set(book.names):
        raise NotRead(
            "This workbook is not made from the template of a return: download the template, and "
            "copy your rows into it as values."
        )
    faults: Faults = defaultdict(list)
    reads = readers({one.id: one.title for one in pack.menu})
    teams, practices = (read_table(book, table, reads, faults) for table in TABLES)
    about, about_at = _about(book, faults)
    questions = pack.returns.questions if pack.returns else ()
    said = _words(book, questions, faults)
    _hidden(book, {teams.sheet, practices.sheet}, faults)
    rows = Rows(
        tuple(TeamRow(team, name, area, *more) for team, name, *more in teams.lines),
        tuple(PracticeRow(*line) for line in practices.lines),
    )
    return Read(rows, teams, practices, said, about, about_at, faults)


def rows_of(upload: Upload) -> Rows:
    """The rows of a workbook as they were read when it was uploaded."""
    teams, practices = upload.rows.get(TEAMS.id, ()), upload.rows.get(PRACTICES.id, ())
    return Rows(tuple(map(team_row, teams)), tuple(map(practice_row, practices)))


def _about(book: Book, faults: Faults) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    said, at = {}, {}
    for name in ABOUT:
        for place, cell in _named(book, name, faults):
            said[name] = plain(cell)[:100]
            at[name] = place.sheet, address(place)
    return said, at


def _words(book: Book, questions: Sequence[Question], faults: Faults) -> dict[str, str]:
    said = {}
    for one in questions:
        for place, cell in _named(book, f"{WORD}{one.id}", faults):
            text = "" if is_blank(cell) else tidied(str(cell))
            if text and (why := why_not_say(text, LONGEST)):
                found = f"The answer to “{one.title}”"
                faults["words_taken"].append(Found(place.sheet, address(place), found, why))
            elif text:
                said[one.id] = text
            elif one.needed:
                mend = "Write it there, or on the page of the return before you send it."
                found = f"No answer to “{one.title}”"
                faults["words"].append(Found(place.sheet, address(place), found, mend))
    return said


def _named(book: Book, name: str, faults: Faults) -> Iterator[tuple[Range, Any]]:
    """The one cell of a name, if it is there, without a formula."""
    place = book.names.get(name)
    if place is None:
        found = f"No cell has the name “{name}” any more"
        mend = "Download the template again, and copy your rows into it as values."
        faults["names"].append(Found("", "", found, mend))
        return
    sheet = book.sheets[place.sheet]
    if (place.first_row, place.first_column) in sheet.formulas:
        mend = "Paste it as a value."
        faults["formula"].append(Found(place.sheet, address(place), "A formula", mend))
        return
    yield place, sheet.cell(place.first_row, place.first_column)


def _hidden(book: Book, ours: set[str], faults: Faults) -> None:
    for sheet in book.sheets.values():
        if sheet.hidden and sheet.name in ours:
            mend = "Show the sheet (right-click a tab, Unhide) and look at what is in it."
            faults["hidden_sheet"].append(Found(sheet.name, "", "The sheet is hidden", mend))
        elif sheet.hidden and sheet.rows:
            mend = "It is not read. Nothing to do, unless it holds a part of the return."
            faults["hidden_other"].append(Found(sheet.name, "", "A sheet that is hidden", mend))


def address(place: Range) -> str:
    """A1 of the first cell of a range."""
    return f"{letters(place.first_column)}{place.first_row}"
