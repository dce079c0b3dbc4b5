"""The parts of which a document is made, as plain data: headings, paragraphs and tables. Each way
of showing it, on a page, in Word and on paper, reads the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from resilience.look import words
from resilience.programmes.schema.memorandum import Memorandum as Template

Block = dict[str, Any]
Run = dict[str, str]
"""A piece of `text`; `to` is the id of what it refers to, or empty."""


def heading(level: int, text: str, id_: str = "", *, new_page: bool = False) -> Block:
    return {"kind": "heading", "level": level, "text": text, "id": id_, "new_page": new_page}


def paragraph(runs: Sequence[Run], number: str = "", id_: str = "") -> Block:
    return {"kind": "paragraph", "number": number, "id": id_, "runs": list(runs)}


def plain(text: str) -> Block:
    """A paragraph without a number."""
    return paragraph([run(text)])


def run(text: str, to: str = "") -> Run:
    return {"text": text, "to": to}


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    template: Template,
) -> Block:
    """A table of cells, each of lines, in which none is blank. Its first column heads its rows;
    `widths` are shares."""
    filled = [[cell.strip() or template.not_applicable for cell in row] for row in rows]
    return {
        "kind": "table",
        "caption": caption,
        "head": [" ".join(cell.split()) for cell in head],
        "rows": [[cell.splitlines() for cell in row] for row in filled],
        "widths": list(widths),
    }


def day_of(iso: str | None, template: Template) -> str:
    """An ISO day in words."""
    return words.day(date.fromisoformat(iso)) if iso else template.not_applicable
