"""A dossier on paper: an accessible PDF (PDF/UA-1), the same bytes for the same dossier."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from resilience.look.paper import typeset

TEMPLATE = (Path(__file__).parent / "dossier.typ").read_bytes()


def pdf(dossier: dict[str, Any], at: datetime) -> bytes:
    """The PDF, dated to the moment of what it last tells. Nothing of a dossier is ever run."""
    return typeset(TEMPLATE, "dossier", dossier, at)
