"""What goes on paper: accessible PDFs (PDF/UA-1) whose text is data, the same bytes for the same
data."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

import typst

SHOWN = (
    *((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x24F), (0x2B0, 0x2FF), (0x37A, 0x37F), (0x384, 0x38A)),
    *((0x38E, 0x3A1), (0x3A3, 0x482), (0x48A, 0x4FF), (0x5D0, 0x5EA), (0x621, 0x63A)),
    *((0x641, 0x64A), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x203E), (0x2070, 0x2070)),
    *((0x2074, 0x208E), (0x20A0, 0x20BF), (0x2190, 0x22FF), (0x25A0, 0x2606), (0x2713, 0x2714)),
    *((0xFB00, 0xFB06), (0xFFFD, 0xFFFD)),
)
"""The characters that the typesetter's own fonts have; those of the machine would make other bytes
elsewhere."""
HELD_BACK = re.compile("[^" + "".join(rf"\U{a:08x}-\U{b:08x}" for a, b in SHOWN) + "]")


def typeset(template: bytes, name: str, data: Any, at: datetime) -> bytes:
    """The PDF of data by a template that reads it as `sys.inputs` of that name, dated to a moment.
    Nothing of the data is ever run."""
    return typst.compile(
        template,
        sys_inputs={name: json.dumps(showable(data), ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=at.astimezone(UTC).replace(microsecond=0),
    )


def showable(data: Any) -> Any:
    """Plain data in which each text has only characters that can be shown; others are told by
    their number, as U+202E, which also keeps text from being turned round."""
    if isinstance(data, dict):
        return {name: showable(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [showable(value) for value in data]
    if not isinstance(data, str):
        return data
    return HELD_BACK.sub(_told, unicodedata.normalize("NFC", data))


def _told(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else f"[U+{ord(found[0]):04X}]"
