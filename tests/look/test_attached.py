"""What is taken of what people attach, and in what words the rest is refused."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib

import pytest

from resilience.look.attached import LARGEST, NotTaken, checked
from tests.look import files
from tests.look.files import docx, open_document, pdf_with, pdf_with_hidden, relations, zipped

EXTERNAL = "External"
RELS = "word/_rels/document.xml.rels"


def take(name: str, content: bytes):
    return checked(name, content, why_not_text=lambda text: "")


def refused(name: str, content: bytes) -> str:
    with pytest.raises(NotTaken) as found:
        take(name, content)
    said = str(found.value)
    assert said.startswith(name) and said.endswith("."), said
    assert ": " in said or "attach" in said, "no word of how to mend it"
    return said


@pytest.mark.parametrize("name", files.ALL)
def test_every_kind_that_people_work_with_is_taken(name):
    content = files.ALL[name]()
    taken = take(name, content)
    assert taken.name == name
    assert taken.kind == name.split(".")[1].replace("jpg", "jpeg")
    assert (taken.size, taken.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_ending_may_be_in_capitals():
    assert take("PLAN.PDF", files.pdf()).name == "PLAN.pdf"


@pytest.mark.parametrize("name", files.ALL)
@pytest.mark.parametrize("other", files.ALL)
def test_ending_and_content_must_agree(name, other):
    kind, inside = files.ALL[name](), files.ALL[other]()
    ending, actual = name.split(".")[1], other.split(".")[1]
    if {ending, actual} <= {"csv", "txt"} or {ending, actual} <= {"jpg", "jpeg"} or kind == inside:
        return
    assert "inside" in refused(name, inside)


@pytest.mark.parametrize(
    "name",
    ["picture.svg", "page.html", "setup.exe", "plan", "plan.pdf.js", "x.zip", "x.eml", "run.ps1"],
)
def test_other_kinds_are_named_by_what_is_taken_instead(name):
    assert "not of a kind that is taken: attach a PDF, a Word document" in refused(name, b"words")


def test_an_older_kind_is_sent_back_with_the_newer_one():
    assert "save it as a Word document (.docx)" in refused("plan.doc", b"\xd0\xcf\x11\xe0")
    assert "save it as a JPEG picture" in refused("photo.heic", b"\x00\x00\x00\x18ftyp")


def test_an_empty_file_and_one_too_large():
    assert "is empty" in refused("plan.pdf", b"")
    assert "one file may have 5 MB" in refused("plan.pdf", b"%PDF-" + bytes(LARGEST))


# --- macros, passwords, files inside files


@pytest.mark.parametrize("name", ["plan.docm", "lists.xlsm", "talk.pptm", "lists.xlsb"])
def test_an_ending_for_macros(name):
    assert "macros" in refused(name, docx())


def test_macros_by_whatever_sign():
    assert "macros" in refused("plan.docx", docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    rels = relations(("vbaProject", "other.bin", "Internal"))
    assert "macros" in refused("plan.docx", docx({RELS: rels, "word/other.bin": b"\x01"}))
    parts = files.word_parts()
    types = str(parts["[Content_Types].xml"])
    macro = types.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "application/vnd.ms-word.document.macroEnabled.main",
    )
    assert macro != types
    assert "macros" in refused("plan.docx", zipped(parts | {"[Content_Types].xml": macro}))
    basic = {"Basic/Standard/Module1.xml": "<m/>"}
    assert "macros" in refused("plan.odt", open_document("text", more=basic))
    listener = '<s:event-listener xmlns:s="urn:s" x:href="vnd.sun.star.script:a"/>'
    assert "macros" in refused("plan.odt", open_document("text", listener))


def test_a_password():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "password" in refused("plan.docx", old)
    assert "password" in refused("plan.pdf", pdf_with(b"trailer << /Encrypt 9 0 R >>"))
    entry = '<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'
    locked = open_document("text", more={"META-INF/manifest.xml": entry})
    assert "password" in refused("plan.odt", locked)
    content = bytearray(docx())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    assert "password" in refused("plan.docx", bytes(content))


@pytest.mark.parametrize(
    "part",
    [b"MZ\x90\x00", b"\x7fELF", b"\xd0\xcf\x11\xe0", zipped({"a": "b"}), b"%PDF-1.4", b"#!/bin/sh"],
)
@pytest.mark.parametrize("name", ["word/embeddings/oleObject1.bin", "word/media/image1.png"])
def test_a_program_or_a_file_inside(part, name):
    assert "another file inside" in refused("plan.docx", docx({name: part}))


def test_a_part_of_an_unknown_kind_or_relation():
    assert "another file inside" in refused("plan.docx", docx({"word/run.exe": b"words"}))
    rels = relations(("oleObject", "a.bin", "Internal"))
    assert "another file inside" in refused("plan.docx", docx({RELS: rels}))
    ole = '<d:object-ole xmlns:d="urn:d" x:href="./Object 1"/>'
    assert "another file inside" in refused("lists.ods", open_document("spreadsheet", ole))


# --- what is fetched from elsewhere


def test_links_that_people_click_are_taken():
    rels = relations(
        ("hyperlink", "https://www.example.org/", EXTERNAL),
        ("hyperlink", "mailto:manager@example.org", EXTERNAL),
        ("image", "media/image1.png", "Internal"),
    )
    assert take("plan.docx", docx({RELS: rels, "word/media/image1.png": files.png()}))
    link = '<t:a xmlns:t="urn:t" x:href="https://www.example.org/">More</t:a>'
    picture = '<d:image xmlns:d="urn:d" x:href="Pictures/1.png"/>'
    assert take("plan.odt", open_document("text", link + picture))


@pytest.mark.parametrize(
    "row",
    [
        ("attachedTemplate", "https://www.example.org/a.dotm", EXTERNAL),
        ("image", "file://server/a.png", EXTERNAL),
        ("image", "https://www.example.org/a.png", ""),
        ("image", "\\\\server\\a.png", "external"),
        ("hyperlink", "javascript:alert(1)", EXTERNAL),
        ("hyperlink", "ms-msdt:/id", EXTERNAL),
        ("webextensiontaskpanes", "webextensions/taskpanes.xml", "Internal"),
    ],
)
def test_what_is_fetched_when_a_document_is_opened_is_refused(row):
    assert "from elsewhere" in refused("plan.docx", docx({RELS: relations(row)}))


@pytest.mark.parametrize("kind", ["externalLink", "connections"])
def test_a_workbook_linked_to_others_is_sent_back_with_where_to_break_the_links(kind):
    rels = {"xl/_rels/workbook.xml.rels": relations((kind, "a.xml", "Internal"))}
    parts = files.office_parts("xl/workbook.xml", "spreadsheetml.sheet", "<w/>")
    assert "Data, Edit Links" in refused("lists.xlsx", zipped(parts | rels))


def test_published_workbooks_are_taken_but_for_those_linked_to_others(real_data):
    small = [p for p in real_data.rglob("*.xlsx") if p.stat().st_size <= LARGEST / 5]
    said = set()
    for path in small:
        try:
            take("lists.xlsx", path.read_bytes())
        except NotTaken as found:
            said.add(str(found))
    assert small
    assert all("linked to other files" in one for one in said)


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" DDEAUTO c:\\\\a b"/>',
        "<w:instrText> DD</w:instrText><w:instrText>E a b</w:instrText>",
        '<w:fldChar/><w:instrText>includepicture "https://www.example.org/a"</w:instrText>',
    ],
)
def test_a_field_of_word_that_fetches_is_refused_and_others_are_taken(field):
    assert "from elsewhere" in refused("plan.docx", docx(inner=field))
    usual = "<w:instrText> PAGE </w:instrText><w:instrText> HYPERLINK link DDE</w:instrText>"
    assert take("plan.docx", docx(inner=usual))


def test_actions_and_links_of_other_programs_are_refused():
    start = '<a:hlinkClick xmlns:a="urn:a" action="ppaction://program"/>'
    assert "from elsewhere" in refused("talk.pptx", files.pptx(start))
    for inner in (
        '<d:image xmlns:d="urn:d" x:href="https://www.example.org/a.png"/>',
        "<o:dde-source/>",
        '<o:table-source x:href="../other.ods"/>',
    ):
        assert "from elsewhere" in refused("lists.ods", open_document("spreadsheet", inner))


# --- damage and traps


def test_a_document_that_would_grow_beyond_measure():
    assert "beyond measure" in refused("plan.docx", docx({"word/a.xml": b" " * 5_000_000}))
    many = {f"word/{n}.xml": b"" for n in range(2_001)}
    assert "beyond measure" in refused("plan.docx", docx(many))
    bomb = zlib.compress(b" " * 70_000_000)
    packed = b"<< /Filter /FlateDecode >>\nstream\n" + bomb + b"\nendstream"
    assert "beyond measure" in refused("plan.pdf", pdf_with(packed))


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "word\\a.xml", "C:/a.xml", "a/../b.xml"])
def test_a_document_whose_parts_would_leave_it(name):
    refused("plan.docx", docx({name: "<a/>"}))


def test_the_same_part_twice():
    with pytest.warns(UserWarning, match="Duplicate"):
        file = io.BytesIO(docx())
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr("word/document.xml", "<other/>")
    assert "damaged" in refused("plan.docx", file.getvalue())
    assert "damaged" in refused("plan.docx", docx({"WORD/document.xml": "<a/>"}))


def test_entities_of_its_own():
    laugh = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert "damaged" in refused("plan.docx", docx({"word/header.xml": laugh}))
    assert "damaged" in refused("plan.docx", docx({"word/media/a.png": laugh.encode("utf-16")}))


@pytest.mark.parametrize("name", [n for n in files.ALL if n[-3:] not in ("csv", "txt")])
def test_two_files_in_one(name):
    content = files.ALL[name]()
    assert refused(name, content + zipped({"a.js": "run()"}))
    assert name.endswith("pdf") or refused(name, b"%PDF-1.7\n" + content)
    assert refused(name, b"GIF89a" + content)
    assert refused(name, content + b"Rar!\x1a\x07\x00")


def test_a_zip_in_the_last_words_of_a_pdf():
    hidden = b"%" + zipped({"a.js": "run()"}) + b"\n"
    assert "two kinds" in refused("plan.pdf", files.pdf().replace(b"%%EOF", hidden + b"%%EOF"))


# --- PDF

SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"


@pytest.mark.parametrize(
    ("objects", "word"),
    [
        (SCRIPT, "script"),
        (b"<< /S /J#61vaScr#69pt >>", "script"),
        (b"<< /S/Launch/F(cmd.exe) >>", "script"),
        (b"<< /XFA [1 0 R] >>", "script"),
        (b"<< /Type /EmbeddedFile >>", "another file"),
        (b"<< /Names << /EmbeddedFiles 3 0 R >> >>", "another file"),
    ],
)
def test_a_pdf_that_runs_or_holds_something(objects, word):
    assert word in refused("plan.pdf", pdf_with(objects))
    assert word in refused("plan.pdf", pdf_with_hidden(objects))


def test_a_pdf_with_links_and_objects_in_streams_is_taken():
    assert take("plan.pdf", pdf_with_hidden(b"<< /S /URI /URI (https://www.example.org/) >>"))
    assert take("plan.pdf", pdf_with(b"(the words JavaScript and Launch)"))


def test_objects_of_a_pdf_that_cannot_be_looked_into():
    strange = b"<< /Type /ObjStm /Filter /ASCIIHexDecode >>\nstream\n4a53>\nendstream"
    assert "damaged" in refused("plan.pdf", pdf_with(strange))
    broken = b"<< /Filter /FlateDecode >>\nstream\nx\x9c\xff\xff\xff\nendstream"
    assert "damaged" in refused("plan.pdf", pdf_with(broken))


def test_a_pdf_that_was_cut_off():
    assert "damaged" in refused("plan.pdf", files.pdf()[:-200])


# --- pictures and text


def test_pictures_cut_off_or_with_something_after_them():
    for name, content in (("a.png", files.png()), ("a.jpeg", files.jpeg())):
        for end in range(9, len(content)):
            refused(name, content[:end])
        assert "damaged" in refused(name, content + b"<script>")


def test_pictures_larger_than_can_be_drawn():
    assert "larger than" in refused("a.png", files.png(60_000, 60_000))
    assert "larger than" in refused("a.jpeg", files.jpeg(65_000, 65_000))


@pytest.mark.parametrize("cell", ["=1+1", "\"=cmd|'/C calc'!A0\"", "@SUM(A1)", "-2+3+cmd|' /C'!A0"])
def test_a_cell_that_a_spreadsheet_would_run(cell):
    assert "formula" in refused("lists.csv", f"Practice,Patients\nAlder,{cell}\n".encode())


def test_cells_that_only_look_like_formulas():
    assert take("lists.csv", b"-5,+44 20 7946 0000,- rotas (two GPs) | more!,a=b\n")
    assert take("note.txt", b"= A heading\n")


@pytest.mark.parametrize(
    "words", [b"<!DOCTYPE html>", b" \n<svg xmlns='a'>", b"{\\rtf1", b"#!/bin/sh", b"<?php", b"<b>"]
)
def test_markup_and_scripts_are_no_text(words):
    assert "web page or a script" in refused("note.txt", words)


def test_text_with_what_is_no_letter():
    assert "another kind" in refused("note.txt", b"words\x00more")
    assert "another kind" in refused("lists.csv", b"a,b\x1b[2J")


def test_text_in_the_windows_alphabet_is_taken():
    assert take("note.txt", "We’re – short of £5".encode("cp1252"))


def test_the_caller_says_what_may_not_stand_in_text():
    def why(text: str) -> str:
        return "holds a number of a patient: take it out" if "943" in text else ""

    for name, content in (("a.txt", b"one\n943 476 5919"), ("a.csv", "x;943".encode("utf-16"))):
        with pytest.raises(NotTaken, match=r"^a\.(txt|csv) holds a number of a patient: take it"):
            checked(name, content, why_not_text=why)
    assert checked("plan.docx", docx(inner="<w:t>943</w:t>"), why_not_text=why)
