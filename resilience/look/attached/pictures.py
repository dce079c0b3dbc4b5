"""PNG and JPEG, followed from their first byte to their last."""

from __future__ import annotations

import re
import struct
import zlib

from resilience.look.attached.refusals import DAMAGED, NotTaken

PIXELS = 100_000_000
"""Of one picture: more would take gigabytes to draw. (IEND, SOI and the like are the names in the
PNG specification, ISO/IEC 15948, and in ITU-T T.81, of JPEG.)"""
VAST = "is larger than a screen or printer can show: make the picture smaller"
PNG_START = b"\x89PNG\r\n\x1a\n"

SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG with the picture's height and width (SOF)."""
SCAN, END = 0xDA, 0xD9
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""The end of a scan: 0xFF within one is followed by 0, and D0 to D7 restart it."""


def check_png(content: bytes) -> None:
    """Raise NotTaken unless chunk follows on chunk from the header to IEND, each with its sum."""
    at, kind = len(PNG_START), b""
    kinds: set[bytes] = set()
    while at < len(content) and kind != b"IEND":
        if at + 12 > len(content):
            raise NotTaken(DAMAGED)
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 8 + length
        if end + 4 > len(content):
            raise NotTaken(DAMAGED)
        (stated,) = struct.unpack_from(">I", content, end)
        if zlib.crc32(content[at + 4 : end]) != stated:
            raise NotTaken(DAMAGED)
        if not kinds:
            _check_header(kind, content[at + 8 : end])
        kinds.add(kind)
        at = end + 4
    if kind != b"IEND" or b"IDAT" not in kinds or at != len(content):
        raise NotTaken(DAMAGED)


def _check_header(kind: bytes, data: bytes) -> None:
    if kind != b"IHDR" or len(data) != 13:
        raise NotTaken(DAMAGED)
    _check_size(*struct.unpack_from(">II", data))


def check_jpeg(content: bytes) -> None:
    """Raise NotTaken unless segment follows on segment, scans too, to an end that is the file's."""
    at, sized, scanned = 2, False, False
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 2 > len(content) or content[at] != 0xFF:
            raise NotTaken(DAMAGED)
        marker = content[at + 1]
        if marker == END:
            break
        if at + 4 > len(content):
            raise NotTaken(DAMAGED)
        (length,) = struct.unpack_from(">H", content, at + 2)
        data = content[at + 4 : at + 2 + length]
        if length < 2 or len(data) != length - 2:
            raise NotTaken(DAMAGED)
        if marker in SIZES and length >= 8:
            _check_size(*struct.unpack_from(">xHH", data))
            sized = True
        at += 2 + length
        if marker == SCAN:
            scanned = True
            found = MARKER.search(content, at)
            if found is None:
                raise NotTaken(DAMAGED)
            at = found.start()
    if not (sized and scanned) or content[at + 2 :].strip(b"\x00"):
        raise NotTaken(DAMAGED)


def _check_size(one: int, other: int) -> None:
    if not one or not other:
        raise NotTaken(DAMAGED)
    if one * other > PIXELS:
        raise NotTaken(VAST)
