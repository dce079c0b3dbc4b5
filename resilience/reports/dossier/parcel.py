"""The parcel of a dossier: paper, data and files in one ZIP, with the SHA-256 of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from resilience.look.packed import packed

MANIFEST = "MANIFEST.sha256"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by name in one ZIP, the manifest of their SHA-256 first, as `sha256sum --check` reads
    it; the same bytes for the same files."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    return packed({MANIFEST: "".join(lines).encode(), **files})


def as_json(data: Any) -> bytes:
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()
