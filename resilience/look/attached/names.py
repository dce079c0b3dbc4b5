"""Names of files that people send, made plain. A name is shown and sent back, never a path."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
"""Characters of a name with its ending."""
ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})\Z")
UNUSUAL = re.compile(r"[^\w .,()'&+-]+")
RESERVED = re.compile(r"\A(con|prn|aux|nul|com\d|lpt\d)(?=\.|\Z)", re.IGNORECASE)
"""Names that mean devices to Windows."""


def tidied(name: str) -> str:
    """The plain name: no folders, nothing unseen, no order of letters turned round, nothing that
    any system reads as more than a name. The ending stays, in small letters."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in name)
    name = " ".join(UNUSUAL.sub("-", name).split()).rstrip(" .")
    ending = ending_of(name)
    stem = name[: -len(ending) - 1] if ending else name
    stem = RESERVED.sub(r"file-\1", stem.strip(" .-") or "file")
    room = LONGEST - len(ending) - 1
    return stem[:room].strip(" .-") + (f".{ending}" if ending else "")


def ending_of(name: str) -> str:
    """What follows the last full stop, in small letters; empty without one."""
    found = ENDING.search(name)
    return found[1].lower() if found else ""
