"""The files of a memorandum: they open, are accessible, say what they should whatever people wrote,
and run nothing."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from resilience.agreements.signing.paper import pdf
from resilience.agreements.signing.word import HELD_BACK, docx
from resilience.look.attached import checked
from resilience.look.paper import showable
from tests.agreements.memoranda import (
    AT,
    made,
    squeezed,
    told,
    told_in_word,
    told_on_paper,
    word,
)
from tests.thorough import examples

WORDS = st.text(min_size=1).filter(str.strip)
"""What a form lets through: no words are only space."""
WIDEST = 150
"""Characters that fit on a line of a page."""
HOSTILE = {
    "markup": "</w:t></w:r></w:p><w:p><w:r><w:br/> & <b>\"'&amp;",
    "templates": "{{ 7*7 }} {% for x in y %} {# no #} {body} {clause:notice} ${x}",
    "typesetting": '#read("/etc/passwd") #panic() $x^2$ @notice <notice> *b* _i_ `c` // \\ [ ] = -',
    "formula": "=cmd|'/C calc'!A0 +1 -1 @SUM(A1)",
    "right to left": "מרפאה עיר السلام עליכם",
    "turned round": "invoice\u202excod.exe\u202c \u2066x\u2069",
    "controls": "a\x00b\x07c\x1bd\x7fe\ufffef",
    "others": "Zoë Müller-Ó Briain 日本 😀 ﬁ",
}


@pytest.mark.parametrize("says", HOSTILE.values(), ids=HOSTILE)
def test_whatever_people_write_stands_in_both_files_as_text(says):
    document = made(says=says, confidentiality_agreements=says)
    expected = [HELD_BACK.sub(lambda one: f"[U+{ord(one[0]):04X}]", one) for one in told(document)]
    assert told_in_word(docx(document)) == expected
    paper = squeezed(told_on_paper(pdf(document)))
    if "left" not in says and not any(unicodedata.bidirectional(c) in "RAL" for c in says[:1]):
        shown = [squeezed(showable(one)) for one in told(document) if len(one) > 3]
        assert [one for one in shown if one not in paper] == []


@given(WORDS)
@examples(25)
def test_any_text_comes_back_out_of_word_as_it_went_in(says):
    document = made(says=says)
    expected = [HELD_BACK.sub(lambda one: f"[U+{ord(one[0]):04X}]", one) for one in told(document)]
    assert said(told_in_word(docx(document))) == said(expected)


def said(paragraphs: list[str]) -> list[str]:
    """The words of each paragraph that has any: Word has its own ways with space around them."""
    return [tidy for one in paragraphs if (tidy := " ".join(one.split()))]


@given(WORDS)
@examples(4)
def test_any_text_can_be_set_on_paper(says):
    assert pdf(made(says=says)).startswith(b"%PDF")


def test_right_to_left_text_is_on_paper():
    paper = told_on_paper(pdf(made(says=HOSTILE["right to left"])))
    for word_ in HOSTILE["right to left"].split():
        assert word_ in paper or word_[::-1] in paper


def test_very_long_text_and_words_without_an_end_stand_whole_and_stay_on_the_page():
    long = "Help. " * 4_000 + "x" * 3_000
    document = made(says="short", plan=None, suppliers=long)
    assert long in " ".join(told_in_word(docx(document)))
    content = pdf(document)
    assert squeezed(long) in squeezed(told_on_paper(content))
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    lines = [line for page in pages for line in page.extract_text().splitlines()]
    assert max(map(len, lines)) < WIDEST


def test_the_same_memorandum_gives_the_same_bytes():
    assert docx(made()) == docx(made())
    assert pdf(made()) == pdf(made())


def test_the_word_document_has_headings_titles_and_our_language():
    document = word(docx(made()))
    styles = [one.style.name for one in document.paragraphs if one.style.name.startswith("Head")]
    assert styles[0] == "Heading 1" and styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 1 + 17 + 2
    told_ = document.core_properties
    assert told_.title.endswith("resilience support: words")
    assert (told_.language, told_.created.date()) == ("en-GB", AT.date())
    languages = document.styles.element.iter(qn("w:lang"))
    assert {one.get(qn("w:val")) for one in languages} == {"en-GB"}


def test_each_table_of_the_word_document_has_a_header_row_that_is_repeated():
    tables = word(docx(made())).tables
    assert len(tables) == 8
    for table in tables:
        heads = [bool(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)


def test_the_word_document_has_no_macros_no_files_within_and_leads_nowhere():
    content = docx(made())
    checked("memorandum.docx", content, why_not_text=lambda _: "")  # as if somebody attached it
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in parts.namelist():
            assert "vba" not in name.lower() and "embed" not in name
            if name.endswith(".rels"):
                assert b"External" not in parts.read(name)


def test_the_pdf_is_accessible():
    content = pdf(made())
    read = pypdf.PdfReader(io.BytesIO(content))
    assert b"pdfuaid" in content or "pdfuaid" in str(read.xmp_metadata.rdf_root.toxml())
    assert read.metadata.title.endswith("resilience support: words")
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = tags_of(root["/StructTreeRoot"])
    assert tags.count("/H1") == 1 and tags.count("/H2") == 20
    assert tags.count("/Table") == 8 and "/TH" in tags and "/Link" in tags
    assert "/JavaScript" not in str(root) and "/OpenAction" not in root


@pytest.mark.slow
def test_libreoffice_opens_the_word_document_and_reads_the_same(tmp_path: Path):
    office = os.environ.get("RESILIENCE_TEST_OFFICE") or shutil.which("soffice")
    if not office:
        pytest.skip("no LibreOffice here (RESILIENCE_TEST_OFFICE names its soffice)")
    document = made(says="; ".join(HOSTILE.values()))
    (tmp_path / "memorandum.docx").write_bytes(docx(document))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind in ("txt:Text (encoded):UTF8", "pdf"):
        converting = ["--convert-to", kind, "--outdir", str(tmp_path)]
        subprocess.run(
            [office, "--headless", profile, *converting, str(tmp_path / "memorandum.docx")],
            check=True,
            capture_output=True,
            timeout=180,
        )
    expected = [HELD_BACK.sub(lambda one: f"[U+{ord(one[0]):04X}]", one) for one in told(document)]
    read = squeezed((tmp_path / "memorandum.txt").read_text("utf-8-sig"))
    assert [one for one in expected if squeezed(one) not in read] == []
    assert (tmp_path / "memorandum.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_a_checker_of_pdf_ua_finds_nothing(tmp_path: Path):
    checker = shutil.which("verapdf")
    if not checker:
        pytest.skip("no veraPDF here: its marks, tags, title and language are read instead")
    (tmp_path / "memorandum.pdf").write_bytes(pdf(made()))
    found = subprocess.run(
        [checker, "--flavour", "ua1", "--format", "text", str(tmp_path / "memorandum.pdf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout.startswith("PASS"), found.stdout


def tags_of(node: object) -> list[str]:
    """The structure of a PDF, tag by tag."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for one in node for tag in tags_of(one)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (tags_of(node["/K"]) if "/K" in node else [])
