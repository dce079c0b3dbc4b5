"""The words of a paper in each of its formats."""

from __future__ import annotations

import re
from io import BytesIO

from docx import Document
from pypdf import PdfReader


def of_pdf(content: bytes) -> list[str]:
    """The words of each page, as one line."""
    return [_line(one.extract_text()) for one in PdfReader(BytesIO(content)).pages]


def of_word(content: bytes) -> str:
    made = Document(BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return _line("\n".join([*(one.text for one in made.paragraphs), *cells]))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
