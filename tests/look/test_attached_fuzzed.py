"""Any file at all is taken or refused, soon and with a sentence: never a crash, never a hang."""

from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.look.attached import LARGEST, NotTaken, checked
from tests.look import files

SECONDS = 10
"""For the worst that 5 MB can be made to ask for; two or three are usual, and minutes a mistake."""


def outcome(name: str, content: bytes) -> str:
    try:
        return checked(name, content, why_not_text=lambda text: "").kind
    except NotTaken as found:
        return str(found)


@pytest.mark.parametrize("name", files.ALL)
@given(flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12))
@settings(max_examples=150)
def test_bytes_changed_anywhere(name, flips):
    content = bytearray(files.ALL[name]())
    for place, byte in flips:
        content[int(place * (len(content) - 1))] = byte
    assert outcome(name, bytes(content))


@pytest.mark.parametrize("name", files.ALL)
@given(cuts=st.lists(st.floats(0, 1), min_size=2, max_size=2), twice=st.booleans())
@settings(max_examples=60)
def test_a_piece_left_out_or_repeated(name, cuts, twice):
    content = files.ALL[name]()
    start, end = sorted(int(cut * len(content)) for cut in cuts)
    assert outcome(name, content[: end if twice else start] + content[start if twice else end :])


@given(st.sampled_from(list(files.ALL)), st.binary(max_size=2_000))
def test_anything_under_any_name(name, content):
    assert outcome(name, content)
    assert outcome(name, files.ALL[name]()[:16] + content)


def repeated(unit: bytes, start: bytes = b"", end: bytes = b"") -> bytes:
    return start + unit * ((LARGEST - len(start) - len(end)) // len(unit)) + end


NOISE = random.Random(5).randbytes(LARGEST - 100)
# Made for who asks for them: together they take seconds.
WORST = {
    "stream.pdf": lambda: repeated(b"stream\nx\x9c\x00\x00\x00\xff\xff", b"%PDF-", b"%%EOF"),
    "object.pdf": lambda: repeated(
        b"/ObjStm stream\nx\x9c\x01\x00\x00\xff\xff", b"%PDF-", b"%%EOF"
    ),
    "names.pdf": lambda: repeated(b"/a#4a", b"%PDF-", b"%%EOF"),
    "noise.pdf": lambda: b"%PDF-" + NOISE + b"%%EOF",
    "hash.pdf": lambda: repeated(b"/", b"%PDF-", b"%%EOF"),
    "blanks.csv": lambda: repeated(b" "),
    "commas.csv": lambda: repeated(b"1,"),
    "digits.txt": lambda: repeated(b"1-"),
    "marks.txt": lambda: repeated(b"<"),
    "restarts.jpeg": lambda: repeated(b"\xff", files.jpeg()[:-2], b"\xff\xd9"),
    "noise.jpeg": lambda: files.jpeg()[:-2] + NOISE.replace(b"\xff", b"\xfe"),
    "scans.jpeg": lambda: repeated(b"\xff\xda\x00\x02\x01", files.jpeg()[:-2], b"\xff\xd9"),
    "chunks.png": lambda: repeated(files.chunk(b"tEXt", b""), files.png()[:-12], files.png()[-12:]),
    "entries.docx": lambda: repeated(
        b"PK\x01\x02" + bytes(42), b"PK\x03\x04", b"PK\x05\x06" + bytes(18)
    ),
    "cells.xlsx": lambda: files.zipped(
        files.office_parts("xl/workbook.xml", "spreadsheetml.sheet", "<w/>")
        | {
            "xl/worksheets/sheet1.xml": "<s>" + "<c r='1'/>" * 3_000_000 + "</s>",
            "xl/media/a.png": NOISE[:400_000],
        }
    ),
    "words.docx": lambda: files.docx(
        {"word/media/a.png": NOISE[:400_000]}, inner='<w:t a="1"/>' * 3_000_000
    ),
    "filled.jpeg": lambda: repeated(b"\xff", files.jpeg()[:-2], b"\x00\xff\xd9"),
    "many.docx": lambda: files.docx(
        {"word/media/a.png": NOISE[:400_000]}, inner="<w:fldChar/>" * 900_000
    ),
    "pipes.csv": lambda: repeated(b"| ", b"+"),
    "dashes.csv": lambda: repeated(b"+a", end=b"|"),
    "fields.docx": lambda: files.docx(
        {"word/media/a.png": NOISE[:400_000]}, inner="<w:fldChar/>" * 3_000_000
    ),
    "deep.docx": lambda: files.docx(
        {"word/media/a.png": NOISE[:400_000]}, inner="<w:t>" * 3_000_000 + "</w:t>" * 3_000_000
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST)
def test_the_worst_of_each_kind_is_done_soon(name):
    content = WORST[name]()
    started = process_time()
    assert outcome(name, content)
    assert process_time() - started < SECONDS
