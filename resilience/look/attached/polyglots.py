"""Files that are two things at once: harmless to us, another thing to who opens them."""

from __future__ import annotations

import io
import zipfile

from resilience.look.attached.refusals import TWO_IN_ONE, NotTaken

ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
PDF_BY = 1024
"""Readers of PDFs look for its start in so many bytes."""


def refuse_two_in_one(content: bytes, family: str) -> None:
    """Raise NotTaken for a file with the marks of another kind where its readers look for them."""
    if family != "office" and zipfile.is_zipfile(io.BytesIO(content)):
        raise NotTaken(TWO_IN_ONE)
    if family != "pdf" and b"%PDF-" in content[:PDF_BY]:
        raise NotTaken(TWO_IN_ONE)
    if any(mark in content for mark in ARCHIVES):
        raise NotTaken(TWO_IN_ONE)
