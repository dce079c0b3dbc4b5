"""Word, Excel and PowerPoint: parts that refer to each other (ECMA-376, Office Open XML)."""

from __future__ import annotations

import posixpath
import re

from resilience.look.attached.markup import is_markup, may_follow, may_hold, read
from resilience.look.attached.package import parts_of
from resilience.look.attached.refusals import (
    ANOTHER,
    DAMAGED,
    INSIDE,
    LINKED,
    MACROS,
    OUTSIDE,
    NotTaken,
)

TYPES, ROOT = "[content_types].xml", "_rels/.rels"
MACRO = re.compile(r"macro|vbaproject", re.IGNORECASE)
RELATIONS = {
    **dict.fromkeys(
        ("vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet", "attachedToolbars"),
        MACROS,
    ),
    **dict.fromkeys(
        ("oleObject", "package", "control", "activeXControlBinary", "aFChunk"),
        INSIDE,
    ),
    **dict.fromkeys(("externalLink", "connections"), LINKED),
    **dict.fromkeys(("subDocument", "webextension", "webextensiontaskpanes"), OUTSIDE),
}
"""Kinds of relation (the last part of their address) that are not taken, whatever they lead to."""
FIELDS = re.compile(
    r"^[^\S\n]*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Fields of Word that fetch or start something when they are brought up to date."""
OUTER = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)
"""A target that is no part of the package, whatever its relation says."""
may_matter = may_hold("nstrText", r"instr\s*=", r"action\s*=", "fldChar")
RUNS = re.compile(r"ppaction://(program|macro|ole)", re.IGNORECASE)
"""Actions of PowerPoint that start something."""


def check_office(content: bytes, *, main: str) -> None:
    """Raise NotTaken for what has macros, other files, links that are followed by themselves, or a
    main part of another content type than `main`."""
    parts = parts_of(content)
    if not {TYPES, ROOT} <= set(parts) or "mimetype" in parts or _main_type(parts) != main.lower():
        raise NotTaken(ANOTHER)
    for name, part in parts.items():
        if name.endswith(".rels"):
            read(part, _check_relation)
        elif is_markup(part) and not name.endswith(".vml"):  # Excel writes VML that is no XML
            _check_words(part)


def _main_type(parts: dict[str, bytes]) -> str:
    """The content type of the part that the package says is the document."""
    types: dict[str, str] = {}
    mains: list[str] = []

    def see_type(element: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if MACRO.search(kind):
            raise NotTaken(MACROS)
        named = attributes.get("PartName") or "." + attributes.get("Extension", "")
        types[named.lower()] = kind

    def see_relation(element: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            mains.append(posixpath.join("/", attributes.get("Target", "").lower()))

    read(parts[TYPES], see_type)
    read(parts[ROOT], see_relation)
    if len(mains) != 1 or mains[0].lstrip("/") not in parts:
        raise NotTaken(DAMAGED)
    return types.get(mains[0]) or types.get(posixpath.splitext(mains[0])[1], "")


def _check_relation(element: str, attributes: dict[str, str]) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2]
    if why := RELATIONS.get(kind):
        raise NotTaken(why)
    target = attributes.get("Target", "")
    if kind == "hyperlink":
        if not may_follow(target):
            raise NotTaken(OUTSIDE)
    elif attributes.get("TargetMode", "").lower() == "external" or OUTER.match(target):
        raise NotTaken(OUTSIDE)


def _check_words(part: bytes) -> None:
    """Look for fields of Word and actions of PowerPoint."""
    codes: list[str] = []
    within = [False]

    def see(element: str, attributes: dict[str, str]) -> None:
        within[0] = element in {"instrText", "delInstrText"}
        if element == "fldChar":
            codes.append("\n")
        if "instr" in attributes:
            codes.append(f"\n{attributes['instr']}\n")
        if RUNS.match(attributes.get("action", "")):
            raise NotTaken(OUTSIDE)

    def say(text: str) -> None:
        if within[0]:
            codes.append(text.strip("\r\n"))

    read(part, *(see, say) if may_matter(part) else ())
    if FIELDS.search("".join(codes)):
        raise NotTaken(OUTSIDE)
