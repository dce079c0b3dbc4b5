"""Passages of a dossier: text in runs, each with the mark for which it may be withheld, if any."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any


class Mark(StrEnum):
    """Why a passage may have to be withheld from whoever asks; a person decides."""

    NONE = ""
    PERSONAL = "personal information"
    DELIBERATION = "deliberation"
    COMMERCIAL = "commercial interests"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Run:
    """A piece of text with one mark."""

    text: str
    foi: Mark = Mark.NONE


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Row:
    """A label and what is said there, line by line."""

    id: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """A heading and its rows."""

    id: str
    title: str
    rows: tuple[Row, ...]


def plain(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [asdict(one) for one in sections]


def redacted(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Without any marked text. Of what is restricted not even that it is there is told."""
    return tuple(
        replace(section, rows=rows)
        for section in sections
        if (rows := tuple(_without(row) for row in section.rows if not _restricted(row)))
    )


def _without(row: Row) -> Row:
    lines = (tuple(map(_blanked, line)) for line in row.lines)
    return replace(row, lines=tuple(one for one, _ in groupby(lines)))


def _blanked(run: Run) -> Run:
    return Run(f"[Redacted: {run.foi}]", run.foi) if run.foi else run


def _restricted(row: Row) -> bool:
    return any(run.foi == Mark.RESTRICTED for line in row.lines for run in line)
