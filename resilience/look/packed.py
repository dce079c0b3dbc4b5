"""Files in one ZIP, the same bytes for the same files."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

BEFORE_ALL = (1980, 1, 1, 0, 0, 0)
"""The moment of each file within: the first that a ZIP can name, so that it tells nothing."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files by name, in their order."""
    parcel = BytesIO()
    with ZipFile(parcel, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            info = ZipInfo(name, BEFORE_ALL)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            made.writestr(info, content)
    return parcel.getvalue()
