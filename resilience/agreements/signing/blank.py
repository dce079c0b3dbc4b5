"""An empty Word document of our look."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from docx import Document
from docx.document import Document as Package
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Arial"
LANGUAGE = "en-GB"
MARGIN, INDENT = Mm(20), Mm(12)


@cache
def blank() -> bytes:
    """A4, one font, British English, headings in black, and styles for numbered paragraphs and
    cells of tables."""
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    _defaults(made)
    for level, size in enumerate((20, 14, 12, 11), start=1):
        style = made.styles[f"Heading {level}"]
        style.element.rPr.remove(style.element.rPr.find(qn("w:rFonts")))
        style.font.size, style.font.color.rgb, style.font.italic = (
            Pt(size),
            RGBColor(0, 0, 0),
            False,
        )
        style.paragraph_format.space_after = Pt(6)
    made.styles["Normal"].paragraph_format.space_after = Pt(6)
    numbered = made.styles.add_style("Numbered", WD_STYLE_TYPE.PARAGRAPH)
    numbered.base_style = made.styles["Normal"]
    numbered.paragraph_format.left_indent = INDENT
    numbered.paragraph_format.first_line_indent = -INDENT
    numbered.paragraph_format.tab_stops.add_tab_stop(INDENT)
    cell = made.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = made.styles["Normal"]
    cell.font.size, cell.paragraph_format.space_after = Pt(9.5), Pt(2)
    _without_picture(made)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _defaults(made: Package) -> None:
    """The font and the language of all text."""
    defaults = made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts, language = defaults.find(qn("w:rFonts")), defaults.find(qn("w:lang"))
    for one in (fonts, language, made.settings.element.find(qn("w:themeFontLang"))):
        one.attrib.clear()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for one in (language, made.settings.element.find(qn("w:themeFontLang"))):
        one.set(qn("w:val"), LANGUAGE)


def _without_picture(made: Package) -> None:
    """The package's own small picture of its first page, which would be of another document."""
    links = made.part.package.rels
    for name in [key for key, one in links.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del links[name]
