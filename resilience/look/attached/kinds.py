"""The kinds of file that are taken, and how each is looked into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from resilience.look.attached.office import check_office
from resilience.look.attached.opendocument import check_opendocument
from resilience.look.attached.pdf import check_pdf
from resilience.look.attached.pictures import check_jpeg, check_png
from resilience.look.attached.texts import check_csv, check_text

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Kind:
    """`family` is what the first bytes tell; `check` raises NotTaken for what is not taken."""

    title: str
    family: str
    content_type: str
    check: Callable[[bytes], None]


KINDS = {
    "pdf": Kind("a PDF", "pdf", "application/pdf", check_pdf),
    "docx": Kind(
        "a Word document (.docx)",
        "office",
        f"{OFFICE}wordprocessingml.document",
        partial(check_office, main=f"{OFFICE}wordprocessingml.document.main+xml"),
    ),
    "xlsx": Kind(
        "an Excel workbook (.xlsx)",
        "office",
        f"{OFFICE}spreadsheetml.sheet",
        partial(check_office, main=f"{OFFICE}spreadsheetml.sheet.main+xml"),
    ),
    "pptx": Kind(
        "a PowerPoint presentation (.pptx)",
        "office",
        f"{OFFICE}presentationml.presentation",
        partial(check_office, main=f"{OFFICE}presentationml.presentation.main+xml"),
    ),
    "odt": Kind(
        "an OpenDocument text (.odt)",
        "office",
        f"{OPEN}text",
        partial(check_opendocument, main=f"{OPEN}text"),
    ),
    "ods": Kind(
        "an OpenDocument spreadsheet (.ods)",
        "office",
        f"{OPEN}spreadsheet",
        partial(check_opendocument, main=f"{OPEN}spreadsheet"),
    ),
    "csv": Kind("a CSV file", "text", "text/csv", check_csv),
    "txt": Kind("plain text (.txt)", "text", "text/plain", check_text),
    "png": Kind("a PNG picture", "png", "image/png", check_png),
    "jpeg": Kind("a JPEG picture", "jpeg", "image/jpeg", check_jpeg),
}
*_first, _last = (kind.title for kind in KINDS.values())
TITLES = f"{', '.join(_first)} or {_last}"
OLDER = {
    **dict.fromkeys(("doc", "dot", "rtf", "wps", "pages"), "docx"),
    **dict.fromkeys(("xls", "xlt", "numbers"), "xlsx"),
    **dict.fromkeys(("ppt", "pps", "ppsx", "key"), "pptx"),
    **dict.fromkeys(("heic", "heif", "bmp", "gif", "tif", "tiff", "webp"), "jpeg"),
}
"""Endings of kinds that a person can easily save as one that is taken, and as which."""
WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"}

STARTS = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"PK": "office",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
}


def family_of(content: bytes) -> str:
    """What the first bytes say a file is; "text" for what says nothing of itself."""
    return next((family for start, family in STARTS.items() if content.startswith(start)), "text")
