"""A thousand memoranda, from the content of a plan to both files, against the bare engines that
write the same pages: the typesetter given ready data, and the Word library told each paragraph."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC
from typing import Any

import docx as python_docx
import typst

from resilience.agreements.signing.paper import TEMPLATE, pdf
from resilience.agreements.signing.word import docx
from tests.agreements.memoranda import AT, made, plan_of
from tests.bench.clock import seconds, tell

MANY, BARE = 1_000, 200
"""How many are made, and how many of them by the bare engine, which is told as if it made all."""
SAYS = "Two salaried GPs are found, and the partners’ sessions are shared out anew."


def measure() -> None:
    plan = plan_of(says=SAYS)
    document = made(plan=plan, says=SAYS)
    assert hashlib.sha256(pdf(document)).digest() == hashlib.sha256(_bare_pdf(document)).digest()
    for name, ours, theirs in (
        ("PDF", lambda: pdf(made(plan=plan, says=SAYS)), lambda: _bare_pdf(document)),
        ("Word", lambda: docx(made(plan=plan, says=SAYS)), lambda: _bare_word(document)),
    ):
        ours(), theirs()
        took = seconds(lambda act=ours: [act() for _ in range(MANY)])
        bare = seconds(lambda act=theirs: [act() for _ in range(BARE)]) * MANY / BARE
        tell(f"{MANY:,} memoranda as {name} / bare engine", took, bare, "at most 2")


def _bare_pdf(document: dict[str, Any]) -> bytes:
    return typst.compile(
        TEMPLATE,
        sys_inputs={"memorandum": json.dumps(document, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=AT.astimezone(UTC),
    )


def _bare_word(document: dict[str, Any]) -> bytes:
    """As the library's own pages say that paragraphs and tables are written."""
    written = python_docx.Document()
    written.add_heading(document["title"], 1)
    for one in document["blocks"]:
        if one["kind"] == "heading":
            written.add_heading(one["text"], one["level"])
        elif one["kind"] == "paragraph":
            paragraph = written.add_paragraph(one["number"])
            for run in one["runs"]:
                paragraph.add_run(run["text"])
        else:
            table = written.add_table(rows=0, cols=len(one["head"]))
            for row in ([[text] for text in one["head"]], *one["rows"]):
                for cell, lines in zip(table.add_row().cells, row, strict=True):
                    cell.text = "\n".join(lines)
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()
