"""An office document is a ZIP of parts: opened in memory, and never without end."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from resilience.look.attached.refusals import (
    BOMB,
    DAMAGED,
    INSIDE,
    LOCKED,
    MACROS,
    TWO_IN_ONE,
    NotTaken,
)

MB = 1024 * 1024
PARTS = 2_000
UNPACKED = 40 * MB
RATIO = 100
"""Times that a document may grow when it is unpacked: text shrinks to a tenth, empty cells to a
fiftieth, and a bomb to a thousandth."""

END = b"PK\x05\x06"
END_LENGTH = 22
ENCRYPTED = 0x1
PLAIN_NAME = re.compile(r"(?!/)[^\\:\x00-\x1f]+")
ENDINGS = {
    *("", ".xml", ".rels", ".vml", ".rdf", ".bin", ".svg"),
    *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".bmp", ".tif", ".tiff"),
    *(".emf", ".wmf", ".wdp", ".ttf", ".odttf", ".fntdata"),
}
"""Of parts: words, pictures, fonts, and (.bin) what Excel keeps of a printer."""
PROGRAMS = (
    *(b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!"),
    *(b"\xd0\xcf\x11\xe0", b"L\x00\x00\x00\x01\x14\x02\x00"),
    *(b"PK\x03\x04", b"%PDF-", b"Rar!", b"7z\xbc\xaf"),
)
"""How programs, older office files, shortcuts and packed files begin."""
CODE = re.compile(r"vbaproject|macrosheets/|\A(basic|scripts)/.")
"""Where macros stand, in Microsoft's documents and in OpenDocument's."""
UNREADABLE = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError),
    *(ValueError, IndexError, struct.error, zlib.error),
)
"""What the standard library raises for damaged archives."""


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts by name in small letters, as offices look them up. Raises NotTaken."""
    if not content.startswith(b"PK\x03\x04") or content[-END_LENGTH : -END_LENGTH + 4] != END:
        raise NotTaken(DAMAGED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_members(members, len(content))
            parts = {one.filename.lower(): archive.read(one) for one in members}
    except UNREADABLE:
        raise NotTaken(DAMAGED) from None
    for name, part in parts.items():
        _check_part(name, part)
    return parts


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    """By what the archive says of its members; it is not unpacked beyond what it says."""
    if not members or min(one.header_offset for one in members) != 0:
        raise NotTaken(TWO_IN_ONE)
    if len(members) > PARTS or sum(one.file_size for one in members) > min(UNPACKED, RATIO * size):
        raise NotTaken(BOMB)
    if any(one.flag_bits & ENCRYPTED for one in members):
        raise NotTaken(LOCKED)
    names = [one.orig_filename for one in members]
    if len({name.lower() for name in names}) != len(names) or not all(map(_is_plain, names)):
        raise NotTaken(DAMAGED)


def _is_plain(name: str) -> bool:
    return bool(PLAIN_NAME.fullmatch(name)) and ".." not in name.split("/")


def _check_part(name: str, part: bytes) -> None:
    if CODE.search(name):
        raise NotTaken(MACROS)
    if PurePosixPath(name).suffix not in ENDINGS or part.startswith(PROGRAMS):
        raise NotTaken(INSIDE)
