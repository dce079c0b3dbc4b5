"""Plain text and CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resilience.look.attached.refusals import ANOTHER, NotTaken

BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"\s*(<(!doctype|!--|\?|/?[a-z]+[\s>/])|\{\\rtf|#!)", re.IGNORECASE)
"""How web pages, pictures of markup (SVG), rich text and scripts begin."""
FORMULA = re.compile(r"\s*(=|[+@-].*(\w\(|\|\s*'))")
"""A cell that a spreadsheet would run; a number below nought, a telephone number or a list's dash
is none."""
BETWEEN_CELLS = re.compile(r'[,;\t"\r\n]+')


def check_text(content: bytes) -> None:
    """Raise NotTaken for what is no plain text."""
    text = _decoded(content)
    if BINARY.search(text):
        raise NotTaken(ANOTHER)
    if MARKUP.match(text):
        raise NotTaken("is a web page or a script, which can do harm: save its words as plain text")


def check_csv(content: bytes) -> None:
    """Raise NotTaken for what is no table of plain values."""
    check_text(content)
    if any(FORMULA.match(cell) for cell in pieces(content)):
        raise NotTaken("has a cell that a spreadsheet would run as a formula: save values only")


def pieces(content: bytes) -> Iterator[str]:
    """The text of a file bit by bit: what stands between commas, tabs, quotes and line ends."""
    return filter(None, BETWEEN_CELLS.split(_decoded(content)))


def _decoded(content: bytes) -> str:
    """As UTF-8, as what Excel saves as Unicode text, or in the Windows alphabet."""
    for alphabet in ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]:
        try:
            return content.decode(alphabet)
        except UnicodeDecodeError:
            break
    return content.decode("cp1252", errors="replace")
