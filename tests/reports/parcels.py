"""A dossier as somebody gets it, and all that could be read in it."""

from __future__ import annotations

import io
import zipfile

import pypdf

from resilience.cases.models import Case
from resilience.reports.dossier.actions import Version, make_dossier
from tests.cases.conftest import at
from tests.cases.world import reader

NOON = at(2019, 1, 9, 12, 0, 0, 123456)
DAY = NOON.date()


def made(case: Case, version: Version = Version.WHOLE, by: str = "resilience") -> dict[str, bytes]:
    """The files of a dossier by name."""
    parcel = make_dossier(by=reader(by, DAY), case=case, version=version)
    with zipfile.ZipFile(io.BytesIO(parcel.content)) as packed:
        assert packed.testzip() is None
        return {info.filename: packed.read(info) for info in packed.infolist()}


def named(files: dict[str, bytes], ending: str) -> bytes:
    return next(content for name, content in files.items() if name.endswith(ending))


def text_of(content: bytes) -> str:
    """What the PDF says, as somebody copies it out, on one line."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def everything(files: dict[str, bytes]) -> str:
    """All that could be read anywhere in a parcel: names, texts, data, and what the PDF hides."""
    told = [*files]
    for name, content in files.items():
        if name.endswith(".pdf"):
            read = pypdf.PdfReader(io.BytesIO(content))
            objects = [str(read.get_object(number)) for number in range(1, len(read.xref[0]) + 1)]
            told += [text_of(content), str(read.metadata), str(read.xmp_metadata), *objects]
        else:
            told.append(content.decode("utf-8"))
    return " ".join(" ".join(told).split())
