"""What people do to a workbook that does no harm, and how what they typed is told."""

from __future__ import annotations

import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from resilience.returns.figures.rows import Rows
from tests.returns.workbook.spoiling import P, T, puts
from tests.returns.workbook.world import (
    ROWS,
    WORDS,
    filled,
    found,
    read,
    spoilt,
)


def inserts(book):
    """A row above the table and a column of their own, as spreadsheets move names with them."""
    for name, one in list(book.defined_names.items()):
        if name.startswith("practices_"):
            sheet, cells = one.attr_text.split("!")
            letter = cells.split("$")[1]
            moved = chr(ord(letter) + 1)
            book.defined_names[name] = DefinedName(
                name, attr_text=f"{sheet}!${moved}$9:${moved}$10008"
            )
    sheet = book[P]
    sheet.insert_cols(1)
    sheet.insert_rows(1, 3)
    sheet["A9"] = "a note of ours"


def renames(book):
    for title, new in ((P, "GP's list"), (T, "Our teams")):
        book[title].title = new
    for one in book.defined_names.values():
        one.attr_text = one.attr_text.replace("'Practices'", "'GP''s list'")
        one.attr_text = one.attr_text.replace("Practices!", "'GP''s list'!")
        one.attr_text = one.attr_text.replace("'Teams'", "'Our teams'").replace(
            "Teams!", "'Our teams'!"
        )
    book.move_sheet("GP's list", -2)


def formats_blank_rows(book):
    for row in range(9, 3_000):
        book[P].cell(row, 5).number_format = "dd/mm/yyyy"
        book[P].cell(row, 13).value = 0 if row % 2 else " \xa0"


def comments(book):
    book[P]["B8"].comment = Comment("look", "Kim")
    book[P]["B8"].hyperlink = "https://www.nhs.uk/"


@pytest.mark.parametrize("change", [inserts, renames, formats_blank_rows, comments])
def test_what_does_no_harm_changes_nothing(change):
    back = read(spoilt(change))
    assert back.rows == ROWS
    assert back.words == WORDS


def test_a_message_after_rows_were_inserted_names_the_cell_where_it_stands_now():
    def spoil(book):
        inserts(book)
        book[P]["F11"] = "soon"

    (one,) = [one for one in found(spoilt(spoil)) if one.rule == "day"]
    assert (one.sheet, one.cell) == (P, "F11")


def test_figures_that_moved_much_since_the_last_return_are_worth_a_look():
    before = Rows(ROWS.teams, ROWS.practices[:1])
    told = [one.found for one in found(filled(), before) if one.rule == "differs"]
    assert told == ["Practices that asked: 3, and 1 last time"]


def test_what_stands_in_a_cell_is_shown_short_and_without_what_nobody_sees():
    nasty = "<script>alert(1)</script>\u202e\x07" + "x" * 500
    (one,) = [one for one in found(spoilt(puts(P, B8=nasty.replace("\x07", "")))) if one.stops]
    assert "\u202e" not in one.found
    assert len(one.found) < 120


def test_thousands_of_wrong_cells_are_told_and_counted():
    def spoil(book):
        for row in range(6, 1_006):
            book[P].cell(row, 1).value, book[P].cell(row, 2).value = "Q74", f"A{row:05}"

    told = [one for one in found(spoilt(spoil)) if one.rule == "practice_unknown"]
    assert len(told) == 501
    assert told[-1].found == "500 more cells of this kind"
