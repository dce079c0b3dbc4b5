"""A paper as PDF, for Word, and its figures for machines: the same bytes for the same paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from docx import Document
from docx.shared import Pt

from resilience.agreements.signing.word import docx as as_word
from resilience.look.packed import packed
from resilience.look.paper import typeset
from resilience.reports.board.facts import EARLIER, Facts
from resilience.reports.board.notes import Notes
from resilience.reports.board.values import Value, exactly

TEMPLATE = (Path(__file__).parent / "board.typ").read_bytes()
SIZES = {"Heading 1": (17, 0, 4), "Heading 2": (12, 6, 2), "Normal": (10.5, 0, 3)}
"""Points of the text, and of the space before and after it, so that the page is one page."""
COLUMNS = ("figure", "note", "title", "unit", "state", "value", "told", "day", "earlier_value")


def pdf(paper: dict[str, Any]) -> bytes:
    """The paper as an accessible PDF (PDF/UA-1)."""
    blocks = [_with_addresses(one) for one in paper["blocks"]]
    at = datetime.fromisoformat(paper["at"])
    return typeset(TEMPLATE, "board", paper | {"blocks": blocks}, at)


def docx(paper: dict[str, Any]) -> bytes:
    """The paper for Word and LibreOffice, in the look of a memorandum and closer set."""
    made = Document(BytesIO(as_word(paper)))
    for name, (size, before, after) in SIZES.items():
        style = made.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    written = BytesIO()
    made.save(written)
    with ZipFile(written) as files:
        return packed({name: files.read(name) for name in files.namelist()})


def _with_addresses(block: dict[str, Any]) -> dict[str, Any]:
    """A block whose links leave the paper with the whole address of the page."""
    if block["kind"] != "paragraph":
        return block
    runs = [
        one | {"href": settings.ADDRESS + one["href"] if one["href"] else ""}
        for one in block["runs"]
    ]
    return block | {"runs": runs}


def table(facts: Facts) -> Iterator[dict[str, Any]]:
    """Every figure of the paper, one a row; a figure that is not there has an empty value, and why
    stands under `state`."""
    notes = Notes(facts)
    for note in notes.all():
        for id_ in notes.figures(note):
            value = facts.values[id_]
            before = facts.values.get(EARLIER + id_)
            yield {
                "figure": id_,
                "note": note.number,
                "title": note.title,
                "unit": value.unit,
                "state": value.state,
                "value": _plain(value),
                "told": exactly(value),
                "day": value.day or facts.ground.day,
                "earlier_value": _plain(before) if before else None,
            }


def _plain(value: Value) -> float | int | None:
    """The number, to two places where it is none of things or pence."""
    if not value.known:
        return None
    return round(value.number, 2) if isinstance(value.number, float) else value.number


def as_json(facts: Facts, sha256: str) -> bytes:
    """The same as data, with how each figure is counted."""
    notes = Notes(facts)
    ground = facts.ground
    told = {
        "programme": ground.pack.id,
        "year": ground.year.label,
        "area": {"code": facts.node.code, "name": facts.node.name},
        "as_at": ground.day.isoformat(),
        "compared_with": facts.earlier.day.isoformat() if facts.earlier else None,
        "sha256": sha256,
        "figures": [one | {"day": one["day"].isoformat()} for one in table(facts)],
        "notes": [
            {"number": one.number, "title": one.title, "how": one.how, "address": one.address}
            for one in notes.all()
        ],
        "areas": [
            {"code": node.code, "name": node.name}
            | {id_: _plain(one) for id_, one in values.items()}
            for node, values in facts.below
        ],
    }
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()
