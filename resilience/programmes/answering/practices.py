"""The practices of a group: a row of name, code and list size for each (GB1.8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from resilience.programmes.answering.fields import Line, NumberLine

Row = dict[str, Any]
COLUMNS = ("name", "code", "list_size")
CODE = re.compile(r"[A-Z0-9]{3,10}")
MOST_ROWS = 100
FIRST_ROWS, MORE_ROWS = 4, 2


class PracticeRows(forms.Widget):
    """Rows of three boxes: those filled in, and some more."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        rows = []
        for place in range(MOST_ROWS + 1):
            row = {column: data.get(f"{name}-{place}-{column}") for column in COLUMNS}
            if all(value is None for value in row.values()):
                break
            if any(str(value or "").strip() for value in row.values()):
                rows.append(row)
        return rows

    def format_value(self, value: Any) -> list[Row]:
        """The rows to show."""
        size = NumberLine()
        filled = [
            {**row, "list_size": size.prepare_value(row.get("list_size"))} for row in rows_of(value)
        ]
        blank = max(FIRST_ROWS - len(filled), MORE_ROWS)
        return filled + [dict.fromkeys(COLUMNS, "")] * blank


class Practices(forms.Field):
    """Two practices or more, each once."""

    widget = PracticeRows

    def to_python(self, value: Any) -> list[Row]:
        rows = [_read(row, place) for place, row in enumerate(rows_of(value), start=1)]
        codes = [row["code"] for row in rows]
        for place, code in enumerate(codes, start=1):
            if code in codes[: place - 1]:
                raise ValidationError(f"Row {place}: {code} is in the list already")
        if len(rows) == 1:
            raise ValidationError("Enter every practice of the group: there is only one")
        if len(rows) > MOST_ROWS:
            raise ValidationError(f"Enter at most {MOST_ROWS} practices and attach a list")
        return rows


def rows_of(answer: Any) -> list[Row]:
    """The rows of a stored answer; what is kept in the place of a row is a row without words."""
    rows = answer if isinstance(answer, list) else []
    return [row if isinstance(row, dict) else {} for row in rows]


def as_typed(rows: list[Row]) -> list[Row]:
    """Rows that cannot be read yet, as they were typed."""
    line = Line()
    kept = []
    for row in rows[:MOST_ROWS]:
        try:
            kept.append({column: line.to_python(row.get(column)) for column in COLUMNS})
        except ValidationError:
            continue
    return kept


def _read(row: Row, place: int) -> Row:
    found: Row = {}
    for column, field in zip(COLUMNS, (Line(), Line(), NumberLine()), strict=True):
        try:
            found[column] = field.to_python(row.get(column))
        except ValidationError as error:
            raise ValidationError(f"Row {place}: {_lower(error.messages[0])}") from None
    found["code"] = found["code"].replace(" ", "").upper()
    if not found["name"]:
        raise ValidationError(f"Row {place}: enter the name of the practice")
    if not CODE.fullmatch(found["code"]):
        raise ValidationError(f"Row {place}: enter the code of the practice, for example A81001")
    if found["list_size"] is None:
        raise ValidationError(f"Row {place}: enter the list size of the practice")
    return found


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
