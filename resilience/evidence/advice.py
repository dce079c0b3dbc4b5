"""What to do about a file that was not read, or not put in force, in one sentence."""

from __future__ import annotations

from pathlib import Path

from resilience.evidence.datasets import registered
from resilience.evidence.datasets.base import Dataset, Match
from resilience.evidence.periods import EXAMPLES
from resilience.evidence.releases import Move, Release
from resilience.evidence.sources import Source

OTHER_FILES = {
    ".xls": "open it in a spreadsheet program and save it as .xlsx",
    ".xlsb": "open it in a spreadsheet program and save it as .xlsx",
    ".pdf": "it is for reading; look on the publisher's page for the table as CSV or .xlsx",
    ".doc": "it is for reading; look on the publisher's page for the table as CSV or .xlsx",
    ".docx": "it is for reading; look on the publisher's page for the table as CSV or .xlsx",
    ".7z": "unpack it and load the folder that comes out",
    ".rar": "unpack it and load the folder that comes out",
    ".tar": "unpack it and load the folder that comes out",
}


def unknown(source: Source) -> str:
    """For a file that is of no dataset."""
    if not source.is_table:
        kind = Path(source.name).suffix.lower()
        what_to_do = f"; {OTHER_FILES[kind]}" if kind in OTHER_FILES else ""
        return f"no dataset is read from a {kind} file{what_to_do}"
    near = (dataset.nearly(source) for dataset in registered().values())
    headings = next((row for sheet in source.sheets for row in sheet.rows), [])
    shown = ", ".join(" ".join(cell.split()) for cell in headings[:4] if cell.strip())
    starts = f"not a layout that is read (yet); it starts with: {shown[:120]}"
    return next(filter(None, near), starts)


def lacking(found: Match) -> str:
    """For a file that has most of a dataset's columns."""
    shown = ", ".join(" ".join(heading.split()) for heading in found.headings[:12])
    there = f"; found: {shown[:200]}" if shown else ""
    return (
        f"looks like '{found.dataset.title}' but lacks: {', '.join(found.missing)}{there}. Load "
        "the file as it was published, without columns renamed or removed"
    )


def repeat(source: Source, dataset: Dataset) -> str:
    """The command to load a file again with its period, or one file of a zip of several."""
    packed, _, member = source.path.partition("!")
    first = f"unpack {Path(packed).name} and load the file" if member else "load it again"
    name = Path(member).name if member else packed
    return (
        f"{first} with its period, written like this: "
        f'resilience load "{name}" --period {EXAMPLES[dataset.periods[0]]}'
    )


def put_aside(release: Release, moved: list[Move]) -> str:
    """For a release that is held: what it would move, and the commands to decide."""
    told = "; ".join(map(str, moved))
    most = max(move.allowed for move in moved)
    return (
        f"held for a person: against {moved[0].since} it would move {told}, where up to {most:.0%} "
        f"is expected. If it is whole, and of {release.period.words}, put it in force: "
        f"resilience evidence --accept {release.id} - or drop it: "
        f"resilience evidence --refuse {release.id}"
    )
