"""The parcel of a dossier: paper, data and files in one ZIP, with the SHA-256 of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

BEFORE_ALL = (1980, 1, 1, 0, 0, 0)
"""The moment of each file within: the first that a ZIP can name, so that it tells nothing."""
MANIFEST = "MANIFEST.sha256"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by name in one ZIP, the manifest of their SHA-256 first, as `sha256sum --check` reads
    it; the same bytes for the same files."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    parcel = BytesIO()
    with ZipFile(parcel, "w", ZIP_DEFLATED) as packed:
        for name, content in {MANIFEST: "".join(lines).encode(), **files}.items():
            info = ZipInfo(name, BEFORE_ALL)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            packed.writestr(info, content)
    return parcel.getvalue()


def as_json(data: Any) -> bytes:
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()
