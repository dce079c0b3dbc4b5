"""Broken workbooks, as people and programs break them: each gives its message, and none an error
of the program."""

from __future__ import annotations

import re
from datetime import date

import pytest
from openpyxl.workbook.defined_name import DefinedName

from tests.returns.workbook.spoiling import P, T, puts
from tests.returns.workbook.world import (
    OCTOBER,
    PACK,
    filled,
    found,
    repacked,
    spoilt,
)


def loses(name):
    return lambda book: book.defined_names.pop(name)


def leads(name, to):
    def spoil(book):
        book.defined_names[name] = DefinedName(name, attr_text=to)

    return spoil


def hides(title, state="hidden"):
    def spoil(book):
        book[title].sheet_state = state

    return spoil


def hides_row(book):
    book[P].row_dimensions[7].hidden = True


def hides_column(book):
    book[P].column_dimensions["N"].hidden = True


def another_hidden(book):
    book.create_sheet("Workings")["A1"] = "mine"
    book["Workings"].sheet_state = "veryHidden"


def deletes_a_team(book):
    book[T].delete_rows(7)


def no_rows(book):
    for row in book[P]["A6:P8"]:
        for cell in row:
            cell.value = None


# what is done, the rule, the cell, whether it stops the workbook
BROKEN = [
    ("a column lost its name", loses("practices_paid"), "names", "", True),
    ("a column was deleted", leads("practices_paid", "Practices!#REF!"), "names", "", True),
    (
        "a name leads to another sheet",
        leads("practices_paid", "Teams!$C$6:$C$9"),
        "names",
        "",
        True,
    ),
    ("a name leads to a sheet that is gone", leads("teams_team", "Gone!$A$6"), "names", "", True),
    (
        "a name is a formula",
        leads("practices_team", "OFFSET(Practices!$A$6,0,0)"),
        "names",
        "",
        True,
    ),
    ("a name has two columns", leads("practices_paid", "Practices!$N$6:$O$99"), "names", "", True),
    ("an answer lost its name", loses("words_risks"), "names", "", True),
    ("the template is older", puts("Read me", B3="0"), "template_old", "B3", True),
    ("another programme", puts("Read me", B4="icb"), "template_other", "B4", True),
    ("another return", puts("Read me", B5="april-2019"), "template_other", "B5", True),
    ("another area", puts("Read me", B6="Y56"), "template_other", "B6", True),
    ("the sheet is hidden", hides(P), "hidden_sheet", "", True),
    ("the sheet is very hidden", hides(P, "veryHidden"), "hidden_sheet", "", True),
    ("a sheet of their own is hidden", another_hidden, "hidden_other", "", False),
    ("a row is hidden", hides_row, "hidden_rows", "row 7", False),
    ("a column is hidden", hides_column, "hidden_rows", "column N", False),
    ("a total in place of a code", puts(P, B9="Total", N9=99), "total", "B9", True),
    ("a total under the teams", puts(T, A8="TOTAL", C8=150_000), "total", "A8", True),
    ("sums without a code", puts(P, N9=1_500, M9=4_000), "total", "B9", True),
    ("no practice", puts(P, B8=None), "needed", "B8", True),
    ("no team", puts(P, A8=None), "needed", "A8", True),
    ("a formula in a sum", puts(P, N8="=M8/2"), "formula", "N8", True),
    ("a formula in a code", puts(P, B8='="B82002"'), "formula", "B8", True),
    ("a formula in an answer", puts("Words", B4='=UPPER("x")'), "formula", "B4", True),
    ("an error", puts(P, N8="#N/A"), "error", "N8", True),
    ("merged rows", lambda book: book[P].merge_cells("E7:E8"), "merged", "E7:E8", True),
    ("below the table", puts(P, B10007="A81002"), "below", "row 10007", True),
    ("words for a day", puts(P, E8="soon"), "day", "E8", True),
    ("a day that is none", puts(P, E8="31/02/2018"), "day", "E8", True),
    ("the month first", puts(P, E8="07/31/2018"), "day", "E8", True),
    ("a day of 1918", puts(P, E8=date(1918, 7, 1)), "day", "E8", True),
    ("a day as text", puts(P, E8="03/07/2018"), "day_as_text", "E8", False),
    ("a year of two digits", puts(P, E8="3/7/18"), "day_as_text", "E8", False),
    ("a day as a number", puts(P, I8=43290), "day_as_text", "I8", False),
    ("words for a sum", puts(P, M8="about ten"), "sum", "M8", True),
    ("a sum in euros", puts(P, M8="€100"), "sum", "M8", True),
    ("a vast sum", puts(P, M8=1e15), "sum", "M8", True),
    ("a sum as text", puts(P, M8="£1,234.50"), "sum_as_text", "M8", False),
    ("part of a penny", puts(P, M8=10.005), "pennies", "M8", True),
    ("a sum below nought", puts(P, M8=-5), "negative", "M8", True),
    ("half a case study", puts(T, D6=1.5), "count", "D6", True),
    ("a case study as a word", puts(T, D6="two"), "count", "D6", True),
    ("a stage of their own", puts(P, K8="Nearly"), "stage", "K8", True),
    ("a kind of help of their own", puts(P, L8="Tea"), "help", "L8", True),
    ("a long name", puts(P, C8="x" * 300), "long", "C8", True),
    ("what looks like a formula", puts(P, D8="=cmd|' /C calc'!A0"), "formula", "D8", True),
    ("text like DDE", puts(P, D8="+cmd|' /C calc'!A0"), "like_formula", "D8", True),
    ("an NHS number", puts(P, D8="943 476 5919"), "patients", "D8", True),
    ("an address in an answer", puts("Words", B4="Ask jo@x.nhs.uk"), "words_taken", "B4", True),
    ("no answer", puts("Words", B4=None), "words", "B4", False),
    ("a team of elsewhere", puts(P, A8="Q83"), "team_unknown", "A8", True),
    ("a team of elsewhere on its sheet", puts(T, A7="Q83"), "team_unknown", "A7", True),
    ("a team twice", puts(T, A7="Q74"), "team_twice", "A7", True),
    ("a team is missing", deletes_a_team, "team_missing", "", True),
    ("no such practice", puts(P, B8="A99999"), "practice_unknown", "B8", True),
    ("no code at all", puts(P, B8="Dene"), "practice_unknown", "B8", True),
    ("the code of a team", puts(P, B8="Q74"), "practice_unknown", "B8", True),
    ("a practice twice", puts(P, B8="b82001 "), "practice_twice", "B8", True),
    ("a practice of elsewhere", puts(P, B8="P81001"), "practice_elsewhere", "B8", True),
    ("a practice of another team", puts(P, A8="Q74"), "practice_other_team", "A8", False),
    ("closed before the year", puts(P, B8="B82003"), "practice_closed_before", "B8", True),
    ("closed in the year", puts(P, B8="B82004"), "practice_closed", "B8", False),
    ("not open yet", puts(P, B8="B82005"), "practice_not_open", "B8", True),
    ("a day to come", puts(P, E8=date(2018, 10, 6)), "future", "E8", True),
    ("decided before asked", puts(P, F8=date(2018, 7, 1)), "order", "F8", True),
    ("agreed before confirmed", puts(P, H6=date(2018, 5, 20)), "order", "H6", True),
    ("ended before it began", puts(P, J6=date(2018, 6, 12)), "order", "J6", True),
    ("decided later", puts(P, F6=date(2018, 5, 22)), "decided_later", "G6", False),
    ("confirmed undecided", puts(P, F6=None), "confirmed_undecided", "F6", False),
    ("agreed unconfirmed", puts(P, G6=None), "agreed_unconfirmed", "G6", False),
    ("a business case alone", puts(P, K8="begun"), "case_unconfirmed", "G8", False),
    ("more paid than committed", puts(P, N6=4_000.11), "paid_over", "N6", True),
    ("a part above the whole", puts(P, O6=4_000.11), "direct_over", "O6", True),
    ("more than there is", puts(T, C6=4_000), "over_available", "C6", False),
    ("a sum is missing", puts(P, M8=None), "money_empty", "M8", False),
    ("nobody knows the budget", puts(T, C6=None), "available_empty", "C6", False),
    ("no practices", no_rows, "no_practice", "", False),
    ("another heading", puts(P, N5="Committed (£)"), "heading", "N5", False),
    ("spaces", puts(P, B8="\xa0b82002\u200b "), "spaces", "B8", False),
]


@pytest.mark.parametrize(
    ("spoil", "rule", "cell", "stops"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN]
)
def test_a_broken_workbook_says_where_and_how_to_mend_it(spoil, rule, cell, stops):
    told = [one for one in found(spoilt(spoil)) if (one.rule, one.cell) == (rule, cell)]
    assert told, [(one.rule, one.cell) for one in found(spoilt(spoil))]
    assert told[0].stops == stops
    assert told[0].found
    assert told[0].mend.endswith(".")
    assert len(told[0].found) < 300


def rows_of_errors(parts):
    """As where all that formulas looked up is gone, and their values were pasted."""
    sheet = "xl/worksheets/sheet3.xml"
    cells = "".join(f'<c r="{column}9" t="e"><v>#REF!</v></c>' for column in "ABCDEF")
    parts[sheet] = re.sub(rb'<row r="9"[^>]*?(/>|>.*?</row>)', b"", parts[sheet], flags=re.S)
    parts[sheet] = re.sub(
        rb'(<row r="10"|</sheetData>)',
        f'<row r="9">{cells}</row>'.encode() + rb"\1",
        parts[sheet],
        count=1,
    )


def test_a_row_of_nothing_but_errors_is_no_blank_row():
    told = [one for one in found(repacked(filled(), rows_of_errors)) if one.rule == "error"]
    assert {one.cell for one in told} >= {"A9", "B9", "F9"}
    assert all(one.stops for one in told)


def test_the_template_of_one_return_is_not_taken_for_another():
    assert OCTOBER.id in {one.id for one in PACK.returns.collections}
    (one,) = found(spoilt(puts("Read me", B5="january-2019")))
    assert one.mend.startswith("Download the template of this return")
