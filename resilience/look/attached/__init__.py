"""Files that people attach: taken when they are what their name says and can harm nobody.

What is taken is looked into, never run, never unpacked to disk or without end. What a browser says
a file is does not count: its content and its ending must agree. A file that is taken still is
somebody else's: `look.downloads.attachment_response` hands it out to be kept, never to be shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from resilience.look.attached.kinds import KINDS, OLDER, TITLES, WITH_MACROS, family_of
from resilience.look.attached.names import ending_of, tidied
from resilience.look.attached.polyglots import refuse_two_in_one
from resilience.look.attached.refusals import ANOTHER, LOCKED, MACROS, NotTaken
from resilience.look.attached.texts import pieces

__all__ = ["LARGEST", "Attached", "NotTaken", "checked"]

MB = 1024 * 1024
LARGEST = 5 * MB
"""Bytes of one file."""


@dataclass(frozen=True)
class Attached:
    """A file that is taken: its plain name, its kind ("docx", "pdf", …), bytes, and SHA-256."""

    name: str
    kind: str
    size: int
    sha256: str


def checked(name: str, content: bytes, *, why_not_text: Callable[[str], str]) -> Attached:
    """What was attached under a name, or NotTaken with a sentence for who attached it.

    `why_not_text` says of a piece of plain text (a line, a cell) why it may not stand in a file, as
    what follows the file's name in a sentence; empty where it may. Only text files are asked: words
    inside other kinds are not read.
    """
    name = tidied(name)
    try:
        kind = _kind(name, content)
        if KINDS[kind].family == "text":
            reasons = map(why_not_text, pieces(content))
            if why := next(filter(None, reasons), ""):
                raise NotTaken(why)
    except NotTaken as found:
        raise NotTaken(f"{name} {found}.") from None
    return Attached(name, kind, len(content), hashlib.sha256(content).hexdigest())


def _kind(name: str, content: bytes) -> str:
    if not content:
        raise NotTaken("is empty: choose the file that you meant")
    if len(content) > LARGEST:
        raise NotTaken(
            f"has {len(content) / MB:.1f} MB, and one file may have {LARGEST // MB} MB: "
            "make it smaller, or attach it in parts"
        )
    ending = ending_of(name)
    ending = {"jpg": "jpeg"}.get(ending, ending)
    if ending not in KINDS:
        raise _not_a_kind(ending)
    kind, family = KINDS[ending], family_of(content)
    if family != kind.family:
        if family == "ole" and kind.family == "office":
            raise NotTaken(LOCKED)
        raise NotTaken(ANOTHER)
    refuse_two_in_one(content, family)
    kind.check(content)
    return ending


def _not_a_kind(ending: str) -> NotTaken:
    if ending in WITH_MACROS:
        return NotTaken(MACROS)
    if ending in OLDER:
        return NotTaken(
            "is of an older kind that can't be checked: save it as "
            f"{KINDS[OLDER[ending]].title} and attach that"
        )
    return NotTaken(f"is not of a kind that is taken: attach {TITLES}")
