"""Case studies as files, for anybody and for the national team; all of them honour who is not to be
named (R5, G9.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from resilience.look import words
from resilience.look.paper import typeset
from resilience.returns.studies.library import packs
from resilience.returns.studies.told import Told

TEMPLATE = (Path(__file__).parent / "studies.typ").read_bytes()
TITLE = "Case studies"
FIRST = (
    *("programme", "number", "title", "practice", "place", "list_size", "kind", "kind_of_help"),
    *("criteria", "problems", "published"),
)


def columns() -> list[str]:
    """Of the table: what is known of each, then its parts."""
    parts = [
        one.id
        for pack in packs()
        if pack.returns and pack.returns.case_studies
        for one in pack.returns.case_studies.parts
    ]
    return [*FIRST, *dict.fromkeys(parts)]


def row(one: Told) -> dict[str, Any]:
    """A case study as a row of the table."""
    return dict.fromkeys(columns()) | {
        "programme": one.programme,
        "number": one.number,
        "title": one.title,
        "practice": one.practice or None,
        "place": one.place,
        "list_size": one.size or None,
        "kind": one.kind[0],
        "kind_of_help": one.kind[1],
        "criteria": " ".join(id_ for id_, _ in one.problems),
        "problems": "; ".join(title for _, title in one.problems),
        "published": one.published,
        **{id_: text for id_, _, text in one.parts},
    }


def pdf(heading: str, about: str, those: Iterable[Told], at: datetime) -> bytes:
    """An accessible PDF of some case studies. Nothing of their words is ever run."""
    plain = {
        "title": f"{TITLE}: {heading}",
        "about": about,
        "footer": heading,
        "studies": [_plain(one) for one in those],
    }
    return typeset(TEMPLATE, "studies", plain, at)


def _plain(one: Told) -> dict[str, Any]:
    facts = [
        ("Practice", one.who),
        ("Area", one.place),
        ("Registered patients", one.size),
        ("Kind of help", one.kind[1]),
        ("Problems", "; ".join(title for _, title in one.problems)),
        ("Published", words.day(one.published) if one.published else "Not published"),
    ]
    return {
        "title": f"{one.number}. {one.title}",
        "facts": [[name, value] for name, value in facts if value],
        "parts": [
            {"title": title, "paragraphs": [line for line in text.splitlines() if line.strip()]}
            for _, title, text in one.parts
        ],
    }
