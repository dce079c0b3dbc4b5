"""What stands on disk, made ready to be read: plain bytes, whatever it was packed in.

A zip and a gzip of one file yield the same content and so the same hash. Nothing is unpacked to
disk, and nothing is unpacked without end.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from resilience.evidence.sheets import (
    Sheet,
    Unreadable,
    csv_sheet,
    parquet_sheet,
    workbook_sheets,
)

LARGEST = 1024**3
"""Bytes a single file may unpack to: the largest file read so far is a hundredth of it."""
SUSPECT = 64 * 1024**2
MOST_TIMES = 200
"""Tables of text unpack to 5-40 times their size; beyond `SUSPECT` bytes more is a trick."""
MB = CHUNK = 1 << 20
DAMAGED = (zipfile.BadZipFile, EOFError, OSError, ValueError, struct.error, zlib.error)
"""What the unpackers raise when bytes are not what they should be."""
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1")
TABLES = (".csv", ".txt", ".parquet", *WORKBOOKS)


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
            if zipfile.is_zipfile(io.BytesIO(self.content)):
                members = zipfile.ZipFile(io.BytesIO(self.content)).infolist()
                _refuse_expansion(sum(m.file_size for m in members), len(self.content))
            return workbook_sheets(self.content)
        if self.name.lower().endswith(".parquet"):
            return [parquet_sheet(self.content)]
        if self.content.startswith(PACKED):
            raise Unreadable(
                "it is named as text but is a workbook, a zip or Parquet; give it the ending it "
                "had when it was downloaded (.xlsx, .zip, .parquet)"
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
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                yield from (Path(folder) / n for n in sorted(names) if not n.startswith("."))
        else:
            yield path


def open_sources(path: Path) -> Iterator[Source]:
    """The files in a file: itself, what a gzip holds, or each member of a zip.

    Raises Unreadable for what is not there, empty, damaged, or expands beyond `LARGEST`.
    """
    packed = _read_bytes(path)
    if path.suffix.lower() in (".gz", ".zip"):
        _refuse_web_page(packed)
    if path.suffix.lower() == ".gz" or packed[:2] == b"\x1f\x8b":
        name = path.name[:-3] if path.suffix.lower() == ".gz" else path.name
        yield Source(printable(path), printable(name), path.parent.name, _gunzip(packed))
    elif path.suffix.lower() == ".zip":
        yield from _unzip(path, packed)
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


def _gunzip(packed: bytes) -> bytes:
    out = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            while chunk := stream.read(CHUNK):
                out.write(chunk)
                _refuse_expansion(out.tell(), len(packed))
    except DAMAGED as error:
        raise Unreadable(
            "the gzip is cut short or damaged, so it was not read in part; download it again"
        ) from error
    if not out.tell():
        raise Unreadable("the gzip holds an empty file; download it again")
    return out.getvalue()


def _unzip(path: Path, packed: bytes) -> Iterator[Source]:
    damaged = "the zip is cut short or damaged; download it again"
    try:
        archive = zipfile.ZipFile(io.BytesIO(packed))
    except DAMAGED as error:
        raise Unreadable(damaged) from error
    members = [m for m in archive.infolist() if not m.is_dir() and _is_data(m.filename)]
    if not members:
        raise Unreadable("the zip holds no CSV, workbook or Parquet file; look what is in it")
    _refuse_expansion(sum(member.file_size for member in members), len(packed))
    for member in members:
        if member.flag_bits & 0x1:
            raise Unreadable("the zip is locked with a password; unpack it and load the files")
        try:
            content = archive.read(member)  # never more than the size that is declared above
        except (*DAMAGED, NotImplementedError) as error:
            raise Unreadable(damaged) from error
        if not content:
            raise Unreadable(f"{member.filename} in the zip is empty; download it again")
        alone = len(members) == 1
        place = printable(path) if alone else f"{printable(path)}!{member.filename}"
        yield Source(place, Path(member.filename).name, path.parent.name, content)


def _is_data(name: str) -> bool:
    hidden = Path(name).name.startswith(".") or name.startswith("__MACOSX/")
    return not hidden and name.lower().endswith(TABLES)


def _refuse_web_page(content: bytes) -> None:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml", b"<!--")):
        raise Unreadable(
            "this is a web page, not data: the download gave an error or a sign-in page; "
            "open the publisher's page in a browser and save the file again"
        )


def _refuse_expansion(size: int, packed: int) -> None:
    if size > LARGEST or (size > SUSPECT and size > MOST_TIMES * max(packed, 1)):
        raise Unreadable(
            f"it unpacks to more than {size // MB:,} MB from {packed / MB:.1f} MB, which no "
            "published table does; it was not read further: unpack it and see what it is"
        )


def printable(path: Path | str) -> str:
    """A path as text that any terminal and file can take: bytes that are no letters become '�'."""
    return os.fsencode(path).decode("utf-8", errors="replace")
