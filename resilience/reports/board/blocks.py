"""What a paper is made of as plain data: headings, paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]


def heading(level: int, text: str, *, new_page: bool = False) -> Block:
    return {"kind": "heading", "level": level, "text": text, "id": "", "new_page": new_page}


def paragraph(*runs: str | Block, number: str = "", id_: str = "") -> Block:
    """A paragraph of words, and of runs that lead somewhere."""
    told = [one if isinstance(one, dict) else run(one) for one in runs]
    return {"kind": "paragraph", "number": number, "id": id_, "runs": told}


def run(text: str, to: str = "", href: str = "") -> Block:
    return {"text": text, "to": to, "href": href}


def table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> Block:
    """A table of words, each row led by its own heading; `widths` are shares of the line."""
    cells = [[[cell] for cell in row] for row in rows]
    told = {"caption": caption, "head": list(head), "rows": cells, "widths": list(widths)}
    return {"kind": "table", **told}
