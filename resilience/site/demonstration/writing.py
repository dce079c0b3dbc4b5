"""Files as bytes, the same bytes each time: CSV, gzip, zip and workbooks."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

Row = Sequence[object]
WHEN = datetime(2018, 1, 1)  # noqa: DTZ001 - a workbook's date has no zone
BOM = "\ufeff"


def csv_file(rows: Iterable[Row], *, quoted: bool = False, ending: str = "\r\n") -> bytes:
    """A CSV in UTF-8; `quoted` puts quotes around each cell, as ODS does."""
    out = io.StringIO()
    if quoted:
        csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=ending).writerows(rows)
    else:
        csv.writer(out, lineterminator=ending).writerows(rows)
    return out.getvalue().encode()


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, WHEN.timetuple()[:6]), content)
    return out.getvalue()


def workbook(sheets: Mapping[str, Iterable[Row]]) -> bytes:
    """An .xlsx with the given sheets; empty cells stay empty."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": WHEN})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()
