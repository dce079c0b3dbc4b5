"""Memoranda made of a plan that says something everywhere, and reading back what was made."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import docx as python_docx
import pypdf

from resilience.agreements.signing.document import document_of
from resilience.programmes.packs import load
from resilience.programmes.schema.memorandum import VARIABLES

GPRP, ICB = "gprp-2018-19", "icb-support-2026-27"
AT = datetime(2019, 1, 7, 9, tzinfo=UTC)
FOOT = re.compile(r"R-000001, memorandum 1\s+Page \d+ of \d+")
PARTS = ("strategic", "operational", "practice")


def plan_of(programme: str = GPRP, says: str = "words") -> dict[str, Any]:
    """The content of a plan that says the same wherever people write, with something of all."""
    pack = load(programme)
    assert pack.planning is not None
    lead = dict.fromkeys(("organisation", "name", "role", "address", "phone", "email"), says)
    milestone = {"title": says, "due": "2019-02-28", "side": "practice"}
    objective = {
        **dict.fromkeys(("what", "measure", "baseline", "baseline_source", "target"), says),
        **dict.fromkeys(("achievable", "owner"), says),
        "number": 1,
        "criterion": "GC4",
        "due": "2019-06-30",
        "side": "practice",
        "milestones": [milestone],
    }
    piece = {
        **dict.fromkeys(("description", "body_contribution", "practice_contribution"), says),
        "route": "supplier",
        "route_title": "A supplier",
        "sender": None,
        "supplier": {"code": "SUP-1", "name": says},
        "starts": "2019-02-01",
        "ends": "2019-06-30",
    }
    themes = [one for one in pack.menu if "agreement" in one.offered]
    return {
        "practices": [{"code": "A81001", "name": says}],
        "leads": {part: {"title": part, **lead} for part in PARTS},
        "categories": [
            {"id": one.id, "title": one.title, "objectives": [objective] if first == 0 else []}
            for first, one in enumerate(pack.planning.categories)
        ],
        "milestones": [milestone],
        "help": [
            {"id": one.id, "title": one.title, "rows": [piece] if one.id == "workforce" else []}
            for one in themes
        ],
        "reports": [{"what": says, "due": "2019-03-29"}],
        **dict.fromkeys(("exit_strategy", "local_strategy"), says),
        "money_ends": "2019-03-31",
        "case_study_by": None,
        "ends": "2019-09-30",
    }


def made(
    programme: str = GPRP, says: str = "words", plan: dict[str, Any] | None = None, **values: str
) -> dict[str, Any]:
    """A document in which every variable says the same but those of conditions, which are empty
    unless given."""
    always = {name: "" if condition else says for name, condition in VARIABLES.items()}
    return document_of(
        deepcopy(plan) if plan else plan_of(programme, says),
        load(programme),
        always | values,
        reference="R-000001",
        number=1,
        at=AT,
        day=AT.date(),
    )


def told(document: dict[str, Any]) -> list[str]:
    """Every text of a document, in order."""
    found = [document["title"]]
    for one in document["blocks"]:
        if one["kind"] == "heading":
            found.append(one["text"])
        elif one["kind"] == "paragraph":
            text = "".join(run["text"] for run in one["runs"])
            found.append(f"{one['number']} {text}".strip(" "))
        else:
            found += [*one["head"], *(line for row in one["rows"] for cell in row for line in cell)]
    return found


def word(content: bytes) -> python_docx.document.Document:
    return python_docx.Document(io.BytesIO(content))


def told_in_word(content: bytes) -> list[str]:
    """Every text of a Word document, in order: paragraphs, and cells row by row."""
    body = word(content).element.body
    texts = (
        "".join(
            "\t" if one.tag.endswith("}tab") else one.text or ""
            for one in paragraph.iter()
            if one.tag.endswith(("}t", "}tab")) and one.getparent().tag.endswith("}r")
        )
        for paragraph in body.iter()
        if paragraph.tag.endswith("}p")
    )
    return [text.replace("\t", " ") for text in texts if text]


def told_on_paper(content: bytes) -> str:
    """The text of a PDF on one line, without the foot of its pages."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    texts = (FOOT.sub("", page.extract_text()) for page in pages)
    return " ".join(" ".join(texts).split())


def squeezed(text: str) -> str:
    """Without any white space, as lines break anywhere."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)
