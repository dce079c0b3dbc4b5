"""A snapshot as rows, the same for the command line, CSV downloads and scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from resilience.evidence.indicators import ANALYST
from resilience.screening.findings import LETTERS, NOT_KNOWN, RESULTS
from resilience.screening.models import ScreenedPractice, Snapshot
from resilience.screening.practices import Practices
from resilience.screening.sight import Sight
from resilience.screening.signals import SIGNALS
from resilience.screening.wording import day_words

RESULT_COLUMNS = (
    *("practice", "criterion", "result", "value", "reason", "source", "period"),
    *("file", "line", "also_known"),
)
SUMMARY_COLUMNS = (
    *("practice", "name", "area", "met", "not_met", "not_known", "signal"),
    *("area_name", "for_review"),
)
Row = dict[str, Any]


def chosen(snapshot: Snapshot, area: str | None = None) -> Practices:
    """The practices of a snapshot as everybody sees them who sees them, or those of an area, by
    code."""
    practices = Sight(snapshot).practices.sorted("code")
    if area is None:
        return practices
    known = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", area)  # else no code, or none in a path
    return practices.filter(Q(areas__contains=f"/{area}/") if known else Q(pk__in=[]))


def results(snapshot: Snapshot, practices: Iterable[ScreenedPractice]) -> Iterator[Row]:
    """One row for each practice and criterion. `value` is a number or a word, None when not
    known; `period` a label like 2017-18; `source`, `period` and `file` are '' and `line`, the row
    of that file (or of its sheet), is None where nothing was read. What people entered says in
    `source` who and when; `also_known` is what people say where files count, or the other way."""
    for practice in practices:
        for criterion, letter in practice.letters.items():
            finding = practice.finding(criterion)
            release = snapshot.releases.get(finding.get("release", ""), {})
            yield {
                "practice": practice.code,
                "criterion": criterion,
                "result": RESULTS[letter],
                "value": finding.get("value"),
                "reason": finding["reason"],
                "source": finding.get("source") or source_words(release, finding.get("note", "")),
                "period": finding.get("period", ""),
                "file": release.get("file", ""),
                "line": finding.get("line"),
                "also_known": finding.get("beside", ""),
            }


def source_words(release: Row, note: str = "") -> str:
    """'QOF achievement, NHS England'; an analyst's figures say themselves where they are from."""
    if release.get("dataset") == ANALYST and note:
        return note[:1].upper() + note[1:]
    words = ", ".join(part for part in (release.get("title"), release.get("publisher")) if part)
    return f"{words} ({note})" if words and note else words


def summaries(snapshot: Snapshot, practices: Practices) -> Iterator[Row]:
    """One row for each practice."""
    names = dict(snapshot.areas.values_list("code", "name"))
    for practice in practices.slim():
        yield {
            "practice": practice.code,
            "name": practice.name,
            "area": practice.area,
            "met": practice.met,
            "not_met": practice.not_met,
            "not_known": practice.not_known,
            "signal": practice.signal,
            "area_name": names.get(practice.area, practice.area),
            "for_review": "yes" if practice.for_review else "no",
        }


def headlines(snapshot: Snapshot, practices: Practices) -> Iterator[str]:
    """What a reader wants to know before the rows: how many practices, their signals, and for how
    many each criterion is known."""
    rows = [(one.signal, one.results) for one in practices.slim()]
    title = snapshot.pack["title"]
    yield f"{title}, {day_words(snapshot.as_at)}: {_counted(len(rows), 'practice')} open."
    signals = Counter(signal for signal, _ in rows)
    told = (f"{signal.replace('_', ' ')} {signals[signal]:,}" for signal in SIGNALS)
    yield f"Signals: {', '.join(told)}."
    columns = list(zip(*(letters for _, letters in rows), strict=True))
    known = {
        criterion["id"]: len(column) - column.count(LETTERS[NOT_KNOWN])
        for criterion, column in zip(snapshot.pack["criteria"], columns, strict=True)
        if not criterion["restricted"]
    }
    some = [f"{criterion} {number:,}" for criterion, number in known.items() if number]
    none = [criterion for criterion, number in known.items() if not number]
    yield f"Practices for which a criterion is known: {', '.join(some) or 'none'}."
    if none:
        yield f"Known for no practice: {', '.join(none)}."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
