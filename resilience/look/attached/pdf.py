"""PDF: names of what a reader of PDFs would run, fetch or unpack (ISO 32000).

Names are looked for in the file and in every stream that it holds in the usual packing (Flate),
where newer files keep their objects. A stream packed in stranger ways is not looked into: what is
handed out again is for keeping, and readers of PDFs ask before they run anything.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from resilience.look.attached.refusals import BOMB, DAMAGED, INSIDE, LOCKED, NotTaken

MB = 1024 * 1024
UNPACKED = 60 * MB
RUNS = "holds a script or a button that starts something: print it to a new PDF and attach that"
REASONS = {
    "Encrypt": LOCKED,
    **dict.fromkeys(("EmbeddedFile", "EmbeddedFiles", "RichMedia", "GoToE"), INSIDE),
    **dict.fromkeys(("JavaScript", "Launch", "Rendition", "XFA", "SubmitForm", "ImportData"), RUNS),
}
"""By name of the key or the type. No script is without /JavaScript or /Rendition."""
DELIMITERS = rb"\x00\t\n\x0c\r ()<>\[\]{}/%"
NAME = re.compile(
    rb"/(%s)(?=[%s]|\Z)|/([^%s#]*#[^%s]*)"
    % ("|".join(REASONS).encode(), DELIMITERS, DELIMITERS, DELIMITERS)
)
"""One of the names, or any name with characters written as #6A, which may hide one."""
CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream[ \t\x00\x0c]*\r?\n?")
END = re.compile(rb"%%EOF[\s\x00]*\Z")
LAST = 1024
OBJECTS, FLATE = b"/ObjStm", b"/FlateDecode"
FIRST_STEP, LARGEST_STEP = 1024, MB
"""Bytes unpacked at a time: small at first, so that thousands of starts cost little."""


def check_pdf(content: bytes) -> None:
    """Raise NotTaken for what is locked, damaged, holds files, or runs or sends something."""
    if not END.search(content, max(0, len(content) - LAST)):
        raise NotTaken(DAMAGED)
    _check_names(content)
    for stream in _streams(content):
        _check_names(stream)


def _check_names(text: bytes) -> None:
    for found in NAME.finditer(text):
        name = found[1] or CODED.sub(lambda code: bytes([int(code[1], 16)]), found[2])
        if why := REASONS.get(name.decode("latin-1")):
            raise NotTaken(why)


def _streams(content: bytes) -> Iterator[bytes]:
    """What the streams hold, all together at most UNPACKED bytes."""
    room, before = UNPACKED, 0
    for found in STREAM.finditer(content):
        start, said = found.end(), content[before : found.start()]
        flate, whole = _is_flate(content[start : start + 2]), False
        if flate:
            unpacked, read, whole = _inflated(content, start + 2, room)
            yield unpacked
            room -= max(len(unpacked), read)
            if room <= 0:
                raise NotTaken(BOMB)
        if not whole and (OBJECTS in said or (flate and FLATE in said)):
            raise NotTaken(DAMAGED)
        before = start


def _is_flate(start: bytes) -> bool:
    """Whether two bytes begin a zlib stream (RFC 1950: method 8, a multiple of 31)."""
    return len(start) == 2 and start[0] & 15 == 8 and int.from_bytes(start, "big") % 31 == 0


def _inflated(content: bytes, start: int, room: int) -> tuple[bytes, int, bool]:
    """What is unpacked from a place, how many bytes of it were read, and whether it came to an end.

    Without the sum at its end, which readers of PDFs do not heed either.
    """
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    unpacked, at, step = bytearray(), start, FIRST_STEP
    try:
        while not unpacker.eof and at < len(content) and max(len(unpacked), at - start) < room:
            piece = content[at : at + step]
            unpacked += unpacker.decompress(piece, LARGEST_STEP)
            at += len(piece) - len(unpacker.unconsumed_tail)
            step = min(2 * step, LARGEST_STEP)
    except zlib.error:
        pass
    return bytes(unpacked), at - start, unpacker.eof
