"""OpenDocument text and spreadsheets (OASIS OpenDocument, ISO/IEC 26300)."""

from __future__ import annotations

import re

from resilience.look.attached.markup import is_markup, may_follow, may_hold, read
from resilience.look.attached.package import parts_of
from resilience.look.attached.refusals import (
    ANOTHER,
    DAMAGED,
    INSIDE,
    LOCKED,
    MACROS,
    OUTSIDE,
    NotTaken,
)

MANIFEST = "meta-inf/manifest.xml"
ELEMENTS = {
    "encryption-data": LOCKED,
    "event-listener": MACROS,
    **dict.fromkeys(("object-ole", "applet", "plugin"), INSIDE),
    **dict.fromkeys(
        ("dde-source", "dde-connection-decl", "floating-frame", "table-source"), OUTSIDE
    ),
    **dict.fromkeys(("cell-range-source", "section-source", "database-source-sql"), OUTSIDE),
}
may_matter = may_hold("href", *ELEMENTS)
CLICKED = {"a", "template", "bookmark-ref"}
"""Elements whose link nothing follows by itself; a template is only named."""
OUTER = re.compile(r"\s*([a-z][a-z0-9+.-]*:|/|\\|\.\./)", re.IGNORECASE)


def check_opendocument(content: bytes, *, main: str) -> None:
    """Raise NotTaken for what has macros, other files, links that are followed by themselves, a
    password, or says that it is of another type than `main`."""
    parts = parts_of(content)
    if "[content_types].xml" in parts or parts.get("mimetype", b"").strip() != main.encode():
        raise NotTaken(ANOTHER)
    if not {"content.xml", MANIFEST} <= set(parts):
        raise NotTaken(DAMAGED)
    for part in parts.values():
        if is_markup(part):
            read(part, _check_element if may_matter(part) else None)


def _check_element(element: str, attributes: dict[str, str]) -> None:
    if why := ELEMENTS.get(element):
        raise NotTaken(why)
    link = attributes.get("href", "")
    if element in CLICKED:
        if not may_follow(link):
            raise NotTaken(OUTSIDE)
    elif OUTER.match(link):
        raise NotTaken(OUTSIDE)
