"""Small files of every kind that people attach, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

import openpyxl
import typst

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: dict[str, str | bytes], **stored: str) -> bytes:
    """A ZIP of parts; those named as keywords' values come first and unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            how = zipfile.ZIP_STORED if name in stored.values() else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), part, how)
    return file.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    """(kind, target, mode) each."""
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target, mode) in enumerate(rows)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{inner}</Relationships>'


def office_parts(main: str, kind: str, body: str) -> dict[str, str | bytes]:
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{space}">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Override PartName="/{main}" ContentType="{TYPES}{kind}.main+xml"/></Types>',
        "_rels/.rels": relations(("officeDocument", main, "Internal")),
        main: body,
    }


def word_parts(inner: str = "<w:t>Help with rotas</w:t>") -> dict[str, str | bytes]:
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r>{inner}</w:r></w:p></w:body></w:document>'
    return office_parts("word/document.xml", "wordprocessingml.document", body)


def docx(more: dict[str, str | bytes] | None = None, **words: str) -> bytes:
    return zipped(word_parts(**words) | (more or {}))


def pptx(inner: str = "") -> bytes:
    body = f'<p:presentation xmlns:p="urn:p">{inner}</p:presentation>'
    return zipped(office_parts("ppt/presentation.xml", "presentationml.presentation", body))


@cache
def xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Practice", "List size"])
    book.active.append(["Alder", 8450])
    book.active["B2"].hyperlink = "https://www.example.org/"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def open_document(kind: str, inner: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    content = (
        '<o:document-content xmlns:o="urn:o" xmlns:x="http://www.w3.org/1999/xlink">'
        f"{inner}</o:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content,
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:m"/>',
    }
    return zipped(parts | (more or {}), first="mimetype")


@cache
def pdf() -> bytes:
    return typst.compile(b'= Plan\n#link("https://www.example.org/")[More] of it', format="pdf")


def pdf_with(objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + objects + b"\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def pdf_with_hidden(objects: bytes) -> bytes:
    """The objects packed in an object stream."""
    packed = zlib.compress(b"5 0 " + objects)
    head = b"4 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
    return pdf_with(head % len(packed) + packed + b"\nendstream endobj")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 1, height: int = 1) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    dots = zlib.compress(b"\x00\x7f")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", header), chunk(b"IDAT", dots), chunk(b"IEND", b"")]
    )


def jpeg(width: int = 8, height: int = 8) -> bytes:
    """The frame of a picture: its segments, and a scan with a restart in it."""

    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data

    return b"".join(
        [
            b"\xff\xd8",
            segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            segment(0xDB, bytes(65)),
            segment(0xC0, struct.pack(">BHHB3B", 8, height, width, 1, 1, 0x11, 0)),
            segment(0xC4, bytes(29)),
            segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x12\xff\x00\x34\xff\xd0\x56",
            b"\xff\xd9",
        ]
    )


CSV = "Practice,Change\r\n“Alder” – é,-5\r\n".encode()
ALL = {
    "plan.pdf": pdf,
    "plan.docx": docx,
    "lists.xlsx": xlsx,
    "talk.pptx": pptx,
    "plan.odt": lambda: open_document("text"),
    "lists.ods": lambda: open_document("spreadsheet"),
    "lists.csv": lambda: CSV,
    "note.txt": lambda: "We are <5 GPs short\n".encode("utf-16"),
    "photo.png": png,
    "photo.jpeg": jpeg,
    "photo.jpg": jpeg,
}
