"""How answers read, and what is worked out from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from resilience.programmes.answering.practices import rows_of
from resilience.programmes.answering.questions import choices_of
from resilience.programmes.schema import MenuEntry, Question


def said(question: Question, answer: Any, *, menu: Sequence[MenuEntry]) -> list[str]:
    """An answer in lines for a reader; none where there is no answer."""
    if answer is None or answer == "" or answer == []:
        return []
    labels = {choice.value: choice.label for choice in choices_of(question, menu)}
    lines = answer if isinstance(answer, list) else [answer]
    return [_line(line, labels) for line in lines]


def total_list_size(answers: Mapping[str, Any]) -> int | None:
    """The list size of the practice, or of the whole group added up (GB1.9); none if not known."""
    rows: Sequence[Mapping[str, Any]] = rows_of(answers.get("practices")) or [answers]
    sizes = [row.get("list_size") for row in rows]
    known = [size for size in sizes if isinstance(size, int)]
    return sum(known) if len(known) == len(sizes) else None


def _line(answer: Any, labels: Mapping[str, str]) -> str:
    if isinstance(answer, dict):  # a practice of a group
        size = answer.get("list_size")
        words = f"{size:,} patients" if isinstance(size, int) else str(size or "")
        return ", ".join(filter(None, [answer.get("name"), answer.get("code"), words]))
    if isinstance(answer, int):
        return f"{answer:,}"
    return labels.get(answer, str(answer))
