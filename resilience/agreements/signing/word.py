"""A memorandum for Word and LibreOffice, the same bytes for the same memorandum.

Its package comes of python-docx, its body of a template in which every text is escaped. It has no
macros, and nothing in it leads outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from resilience.agreements.signing.blank import LANGUAGE, blank
from resilience.look.packed import packed

WIDTH = 9638
"""Of a table: 170 mm in twentieths of a point."""
HELD_BACK = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff]"
)
"""Characters that Word's markup can't hold, or that turn what is read round; they are told by
their number, as on paper."""


def docx(memorandum: dict[str, Any]) -> bytes:
    """The document of a memorandum as it is kept."""
    made = Document(BytesIO(blank()))
    body, shown = made.element.body, _shown(memorandum)
    ends = body[-1]  # how pages are, which stands last
    for one in list(body)[:-1]:
        body.remove(one)
    for one in list(parse_xml(_body(shown))):
        ends.addprevious(one)
    _footer(made, shown["footer"])
    _properties(made, shown)
    written = BytesIO()
    made.save(written)
    with ZipFile(written) as files:
        return packed({name: files.read(name) for name in files.namelist()})


def _body(shown: dict[str, Any]) -> str:
    ids = [one["id"] for one in shown["blocks"] if one.get("id")]
    return _template().render(
        **shown,
        anchors={id_: number for number, id_ in enumerate(ids, start=1)},
        widths_of=_widths,
        namespace=nsmap["w"],
        bold=Markup("<w:b/>"),
        underlined=Markup('<w:u w:val="single"/>'),
    )


@cache
def _template() -> Template:
    source = (Path(__file__).parent / "body.xml").read_text()
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)


def _widths(shares: Sequence[int]) -> list[int]:
    """In twentieths of a point."""
    return [WIDTH * share // sum(shares) for share in shares]


def _shown(data: Any) -> Any:
    """Plain data whose texts can stand in the markup."""
    if isinstance(data, dict):
        return {name: _shown(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_shown(value) for value in data]
    if not isinstance(data, str):
        return data
    return HELD_BACK.sub(lambda found: f"[U+{ord(found[0]):04X}]", data)


def _footer(made: Package, text: str) -> None:
    paragraph = made.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{text}. Page ")
    for field, after in (("PAGE", " of "), ("NUMPAGES", "")):
        paragraph._p.append(  # python-docx has no fields
            parse_xml(
                f'<w:fldSimple xmlns:w="{nsmap["w"]}" w:instr="{field}"><w:r><w:t>1</w:t></w:r>'
                "</w:fldSimple>"
            )
        )
        paragraph.add_run(after)


def _properties(made: Package, shown: dict[str, Any]) -> None:
    told, at = made.core_properties, datetime.fromisoformat(shown["at"]).astimezone(UTC)
    told.title, told.author = shown["title"][:255], shown["author"][:255]
    told.subject, told.language = shown["footer"], LANGUAGE
    told.comments = told.keywords = told.last_modified_by = ""
    told.created = told.modified = at.replace(tzinfo=None, microsecond=0)
    told.revision = 1
