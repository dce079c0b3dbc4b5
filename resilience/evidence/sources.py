"""What stands on disk, made ready to be read: plain bytes, whatever it was packed in.

A zip and a gzip of one file yield the same content and so the same hash. Nothing is unpacked to
disk.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from resilience.evidence.packing import LARGEST, MB, gunzip, refuse_vast_workbook, unzip
from resilience.evidence.sheets import (
    Sheet,
    Unreadable,
    csv_sheet,
    json_sheet,
    parquet_sheet,
    workbook_sheets,
)

LARGEST_TEXT = 256 * MB
"""Bytes of a CSV, whose rows take ten times the memory: the largest read so far has 20 MB."""
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1")
JSON = (".json", ".geojson")
TABLES = (".csv", ".txt", ".parquet", *JSON, *WORKBOOKS)


@dataclass(frozen=True)
class Source:
    """One file's content: `path` as people know it (member of a zip after '!'), `name` and
    `folder` where a period may be written, `content` the unpacked bytes."""

    path: str
    name: str
    folder: str
    content: bytes = field(repr=False)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the unpacked content."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Its tables as rows of text, by sheet; a CSV is one sheet. Raises Unreadable."""
        _refuse_web_page(self.content)
        if self.name.lower().endswith(WORKBOOKS):
            refuse_vast_workbook(self.content)
            return workbook_sheets(self.content)
        if self.name.lower().endswith(".parquet"):
            return [parquet_sheet(self.content)]
        if self.name.lower().endswith(JSON):
            return [json_sheet(self.content)]
        if self.content.startswith(PACKED):
            raise Unreadable(
                "it is named as text but is a workbook, a zip or Parquet; give it the ending it "
                "had when it was downloaded (.xlsx, .zip, .parquet)"
            )
        if len(self.content) > LARGEST_TEXT:
            raise Unreadable(
                f"it holds {len(self.content) // MB:,} MB of text, and tables of up to "
                f"{LARGEST_TEXT // MB:,} MB are read; load the publisher's parts one by one"
            )
        return [csv_sheet(self.content)]

    @property
    def is_table(self) -> bool:
        """Whether its name says that it holds a table; names without an ending count as CSV."""
        return self.name.lower().endswith(TABLES) or "." not in self.name


def find_files(paths: list[Path]) -> Iterator[Path]:
    """Every file at the paths and below them, in a stable order; hidden files are passed over."""
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  Path.is_dir() raises for a name that is too long
            yield from list(_files_below(path)) or [path]
        else:
            yield path


def _files_below(path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(folder) / n for n in sorted(names) if not n.startswith("."))


def open_sources(path: Path) -> Iterator[Source]:
    """The files in a file: itself, what a gzip holds, or each member of a zip.

    Raises Unreadable for what is not there, empty, damaged, or expands beyond `LARGEST`.
    """
    packed = _read_bytes(path)
    if path.suffix.lower() in (".gz", ".zip"):
        _refuse_web_page(packed)
    if path.suffix.lower() == ".gz" or packed[:2] == b"\x1f\x8b":
        name = path.name[:-3] if path.suffix.lower() == ".gz" else path.name
        yield Source(printable(path), printable(name), path.parent.name, gunzip(packed))
    elif path.suffix.lower() == ".zip":
        for member, content, alone in unzip(packed, TABLES):
            place = printable(path) if alone else f"{printable(path)}!{member}"
            yield Source(place, Path(member).name, path.parent.name, content)
    else:
        yield Source(printable(path), printable(path.name), path.parent.name, packed)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_symlink() and not path.exists():
            link = printable(path.readlink())
            raise Unreadable(f"a link to {link}, which is not there; copy the file itself")
        if not path.exists():
            raise Unreadable("there is no such file; check the spelling of the path")
        if path.is_dir():
            raise Unreadable("there is no file in this folder; give the folder with the downloads")
        if not path.is_file():
            raise Unreadable("not an ordinary file; give a file or a folder of files")
        if (size := path.stat().st_size) > LARGEST:
            raise Unreadable(f"it has {size // MB:,} MB; files of up to {LARGEST // MB:,} are read")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Unreadable(
            f"it can't be opened ({why}); check its name and who may read it"
        ) from error
    if not content:
        raise Unreadable("the file is empty; download it again")
    return content


def _refuse_web_page(content: bytes) -> None:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml", b"<!--")):
        raise Unreadable(
            "this is a web page, not data: the download gave an error or a sign-in page; "
            "open the publisher's page in a browser and save the file again"
        )


def printable(path: Path | str) -> str:
    """A path as text that any terminal and file can take: bytes that are no letters become '�'."""
    return os.fsencode(path).decode("utf-8", errors="replace")
