"""Broken workbooks, as people and programs break them: each gives its message, and none an error
of the program."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from resilience.returns.figures.rows import Rows
from resilience.returns.workbook.opening import NotRead, opened
from tests.returns.workbook.world import (
    OCTOBER,
    PACK,
    ROWS,
    WORDS,
    filled,
    found,
    read,
    repacked,
    spoilt,
)

P, T = "Practices", "Teams"


def puts(sheet, **cells):
    """Types something into cells."""

    def spoil(book):
        for cell, value in cells.items():
            book[sheet][cell] = value

    return spoil


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


def without(name):
    return lambda parts: parts.pop(name)


def adds(name, part=b"x"):
    return lambda parts: parts.update({name: part})


def turns(name, old, new):
    def change(parts):
        assert old in parts[name], parts[name][:600]
        parts[name] = parts[name].replace(old, new, 1)

    return change


def relation(kind, target, outside=True):
    mode = b' TargetMode="External"' if outside else b""
    base = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    told = b'<Relationship Id="x" Type="' + base + kind + b'" Target="' + target + b'"' + mode
    return turns("xl/_rels/workbook.xml.rels", b"</Relationships>", told + b"/></Relationships>")


def locked():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b" " * 30_000_000)
    return file.getvalue()


def far_cell(book):
    book[P]["XFD1048576"] = 1


def far_cell_out_of_turn(parts):
    """The far corner first, the last row last, where a quick look would see a small sheet."""
    sheet = "xl/worksheets/sheet3.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    parts[sheet] = parts[sheet].replace(b"<sheetData>", b"<sheetData>" + far, 1)


def far_cell_in_disguise(parts):
    sheet = "xl/worksheets/sheet3.xml"
    far = b"<row r='1048576'><c r='&#88;FD1048576'><v>1</v></c></row>"
    parts[sheet] = parts[sheet].replace(b"<sheetData>", b"<sheetData>" + far, 1)


def many_sheets_that_reach_far(book):
    for number in range(3):
        book.create_sheet(f"More {number}")["Z60000"] = 1


def many_sheets_of_some_cells(book):
    for number in range(20):
        book.create_sheet(f"More {number}")["Z9000"] = 1


def one_sheet_again_and_again(parts):
    """Under many names, each of which would be read anew."""
    names = re.findall(rb'<sheet [^>]*name="Practices"[^>]*/>', parts[BOOK])
    more = [names[0].replace(b"Practices", b"More %d" % number) for number in range(500)]
    parts[BOOK] = parts[BOOK].replace(names[0], names[0] + b"".join(more))


def thousands_of_names(parts):
    names = b"".join(b'<definedName name="n%d">Teams!$A$1</definedName>' % n for n in range(10_001))
    parts[BOOK] = parts[BOOK].replace(b"<definedNames>", b"<definedNames>" + names)


def plain_book():
    made, file = Workbook(), io.BytesIO()
    made.active["A1"] = "Practice"
    made.save(file)
    return file.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
BOOK, TYPES = "xl/workbook.xml", "[Content_Types].xml"
REFUSED = [
    ("empty", b"", "is empty"),
    ("a CSV renamed", b"team,practice\nQ74,A81001\n", "is no Excel workbook"),
    ("a web page", b"<html><body>Sign in</body></html>", "is no Excel workbook"),
    ("an .xls or a password", locked(), "protected by a password"),
    ("cut short", filled()[:9_000], "damaged or cut short"),
    (
        "bytes are wrong",
        filled()[:3_000] + b"\xff" * 500 + filled()[3_500:],
        "damaged or cut short",
    ),
    ("a bomb", bomb(), "grow beyond measure"),
    ("macros", repacked(filled(), adds("xl/vbaProject.bin")), "holds macros"),
    ("a macro sheet", repacked(filled(), adds("xl/macrosheets/sheet1.xml")), "holds macros"),
    ("an embedded program", repacked(filled(), adds("xl/embeddings/a.exe")), "holds another file"),
    ("links outside", repacked(filled(), relation(b"externalLink", b"a.xml", False)), "is linked"),
    ("a connection", repacked(filled(), relation(b"connections", b"a.xml", False)), "is linked"),
    ("fetches", repacked(filled(), relation(b"image", b"http://x.example/a.png")), "fetches"),
    ("no workbook part", repacked(filled(), without(BOOK)), "damaged or cut short"),
    ("no sheet part", repacked(filled(), without("xl/worksheets/sheet3.xml")), "damaged"),
    ("broken XML", repacked(filled(), turns(BOOK, b"</sheets>", b"")), "damaged or cut short"),
    ("entities", repacked(filled(), turns(BOOK, b"<workbook", ENTITY + b"<workbook")), "damaged"),
    ("a far cell", spoilt(far_cell), "far below"),
    ("a far cell out of turn", repacked(filled(), far_cell_out_of_turn), "far below"),
    ("a far cell in disguise", repacked(filled(), far_cell_in_disguise), "far below"),
    ("sheets that reach far together", spoilt(many_sheets_that_reach_far), "far below"),
    ("many sheets of some cells", spoilt(many_sheets_of_some_cells), "far below"),
    ("a sheet under many names", repacked(filled(), one_sheet_again_and_again), "damaged"),
    ("thousands of names", repacked(filled(), thousands_of_names), "names of cells"),
    ("a PDF in front", b"%PDF-1.4\n" + filled(), "is no Excel workbook"),
    ("a workbook of their own", plain_book(), "not made from the template"),
]


@pytest.mark.parametrize(
    ("content", "said"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
def test_what_is_no_workbook_of_a_return_is_refused_in_a_sentence(content, said):
    with pytest.raises(NotRead, match=said) as refused:
        read(content)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "name", ["return.xlsm", "return.xls", "return.ods", "return", "a/../b.csv"]
)
def test_only_an_xlsx_is_taken(name):
    with pytest.raises(NotRead, match="is no Excel workbook"):
        opened(name, filled())


@pytest.mark.parametrize("cut", range(0, 11_000, 1_100))
def test_a_file_cut_anywhere_is_refused_and_not_read_in_part(cut):
    with pytest.raises(NotRead):
        read(filled()[:cut])


# --- what people do to a workbook that does no harm


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
