"""Unpacking in memory, never without end: what a gzip, a zip and a workbook hold.

A small file may be made so that it unpacks to more than any memory holds; each is refused by what
it says of its own size, or once it has unpacked to more than tables ever do.
"""

from __future__ import annotations

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import reduce

from resilience.evidence.sheets import MOST_CELLS, Unreadable

MB = 1024**2
LARGEST = 1024 * MB
"""Bytes a single file may unpack to: the largest file read so far is a hundredth of it."""
SUSPECT = 64 * MB
MOST_TIMES = 200
"""Tables of text unpack to 5-40 times their size; beyond `SUSPECT` bytes more is a trick."""
DAMAGED = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the unpackers raise when bytes are not what they should be."""


def gunzip(packed: bytes) -> bytes:
    """What a gzip holds. Raises Unreadable."""
    out = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            while chunk := stream.read(MB):
                out.write(chunk)
                refuse_expansion(out.tell(), len(packed))
    except DAMAGED as error:
        raise Unreadable(
            "the gzip is cut short or damaged, so it was not read in part; download it again"
        ) from error
    if not out.tell():
        raise Unreadable("the gzip holds an empty file; download it again")
    return out.getvalue()


def unzip(packed: bytes, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes, bool]]:
    """Name and content of each file in a zip with one of the endings, and whether it is the only
    one. Raises Unreadable."""
    damaged = "the zip is cut short or damaged; download it again"
    try:
        archive = zipfile.ZipFile(io.BytesIO(packed))
    except DAMAGED as error:
        raise Unreadable(damaged) from error
    members = [m for m in archive.infolist() if _is_data(m.filename, endings)]
    if not members:
        raise Unreadable("the zip holds no CSV, workbook or Parquet file; look what is in it")
    refuse_expansion(sum(member.file_size for member in members), len(packed))
    for member in members:
        if member.flag_bits & 0x1:
            raise Unreadable("the zip is locked with a password; unpack it and load the files")
        try:
            content = archive.read(member)  # never more than the size that is declared above
        except DAMAGED as error:
            raise Unreadable(damaged) from error
        if not content:
            raise Unreadable(f"{member.filename} in the zip is empty; download it again")
        yield member.filename, content, len(members) == 1


def _is_data(name: str, endings: tuple[str, ...]) -> bool:
    hidden = name.rpartition("/")[2].startswith(".") or name.startswith("__MACOSX/")
    return not hidden and name.lower().endswith(endings)


def refuse_expansion(size: int, packed: int) -> None:
    """Refuse what unpacks to more than any file of tables does."""
    if size > LARGEST or (size > SUSPECT and size > MOST_TIMES * max(packed, 1)):
        raise Unreadable(
            f"it unpacks to more than {size // MB:,} MB from {packed / MB:.1f} MB, which no "
            "published table does; it was not read further: unpack it and see what it is"
        )


def refuse_vast_workbook(content: bytes) -> None:
    """Refuse what would not fit into memory: the reader takes room for each cell of a sheet up to
    the last row and column with anything in them, and a stray cell may stand in the far corner."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    try:
        book = zipfile.ZipFile(io.BytesIO(content))
        refuse_expansion(sum(m.file_size for m in book.infolist()), len(content))
        for member in book.namelist():
            if re.fullmatch(r"/?xl/worksheets/[^/]*\.xml", member):
                _refuse_far_cells(book.read(member))
    except DAMAGED as error:
        raise Unreadable("the workbook is cut short or damaged; download it again") from error


def _refuse_far_cells(xml: bytes) -> None:
    last = re.match(rb'row r="(\d+)"', xml[xml.rfind(b'row r="') :])
    rows = int(last[1]) if last else 0
    if rows * 26**2 <= MOST_CELLS and not re.search(rb' r="[A-Z]{3}\d', xml):
        return
    columns = 0
    for letters in set(re.findall(rb' r="([A-Z]{1,3})\d', xml)):
        columns = max(columns, reduce(lambda n, letter: n * 26 + letter - 64, letters, 0))
    if rows * columns > MOST_CELLS:
        raise Unreadable(
            f"a sheet reaches to row {rows:,} and column {columns:,}, which is more than is read; "
            "delete what stands far from the table and save it again"
        )
