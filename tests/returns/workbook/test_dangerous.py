"""Files that are no workbook of a return, or mean harm: each is refused in a sentence."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from resilience.returns.workbook.opening import NotRead, opened
from tests.returns.workbook.spoiling import P
from tests.returns.workbook.world import (
    filled,
    read,
    repacked,
    spoilt,
)


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
