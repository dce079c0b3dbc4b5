"""A memorandum on paper: an accessible PDF (PDF/UA-1), the same bytes for the same memorandum."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from resilience.look.paper import typeset

TEMPLATE = (Path(__file__).parent / "memorandum.typ").read_bytes()


def pdf(memorandum: dict[str, Any]) -> bytes:
    """The PDF of a memorandum as it is kept. Nothing of it is ever run."""
    return typeset(TEMPLATE, "memorandum", memorandum, datetime.fromisoformat(memorandum["at"]))
