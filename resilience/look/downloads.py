"""Files for people to keep: tables as CSV, and what somebody attached; the same for every room."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from resilience.look.attached.kinds import KINDS
from resilience.look.attached.names import tidied

#: Excel takes a CSV without this mark for the old Windows alphabet and spoils dashes and accents;
#: the readers of pandas, R and DuckDB step over it.
BYTE_ORDER_MARK = "\ufeff"
#: What a spreadsheet would run as a formula if a cell began with it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """Where `csv.writer` writes to; it hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_file(
    name: Sequence[object], columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> StreamingHttpResponse:
    """A download named after the parts of `name`, written row by row as it is read.

    A value that is None is an empty cell. Text that a spreadsheet would run as a formula gets an
    apostrophe before it; numbers, negative ones too, stay numbers.
    """
    answer = StreamingHttpResponse(_lines(columns, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
    return answer


def file_name(parts: Sequence[object], kind: str = "csv") -> str:
    """gprp-2018-19_2018-06-30_list-for-review.csv"""
    return "_".join(slugify(str(part)) for part in parts if part) + f".{kind}"


def _lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([harmless(row[column]) for column in columns])


def harmless(cell: Any) -> Any:
    """The cell with an apostrophe before what would otherwise be a formula."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell


def attachment_response(name: str, kind: str, content: bytes) -> HttpResponse:
    """A file that somebody attached, handed out to be kept: a browser neither shows nor runs it,
    whatever is in it, and no shared computer keeps it."""
    answer = HttpResponse(content, content_type=KINDS[kind].content_type)
    answer["Content-Disposition"] = content_disposition_header(True, tidied(name))
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    return answer
