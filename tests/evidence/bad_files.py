"""Files for tests of what is wrong with files, and what becomes of one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from resilience.evidence.loading import Outcome, load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY

ENGLISH = ["A81001", "SURGERY", "Y63", "QHM", *[""] * 5, "TS18 1HU", "19740401", "", "A", "B"]
ENGLISH += ["16C", "19740401", *[""] * 9, "4", ""]
PRACTICE = ",".join(f'"{cell}"' for cell in ENGLISH)


def outcome_of(path: Path, home: Path) -> Outcome:
    (outcome,) = load([path], Store(home), today=TODAY)
    return outcome


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()
