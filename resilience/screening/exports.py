"""A snapshot as rows, the same for the command line, CSV downloads and scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from resilience.screening.findings import RESULTS
from resilience.screening.models import ScreenedPractice, Snapshot

RESULT_COLUMNS = ("practice", "criterion", "result", "value", "reason", "source", "period")
SUMMARY_COLUMNS = (
    *("practice", "name", "area", "met", "not_met", "not_known", "signal"),
    *("area_name", "for_review"),
)
Row = dict[str, Any]


def chosen(snapshot: Snapshot, area: str | None = None) -> QuerySet[ScreenedPractice]:
    """The practices of a snapshot, or those of an area, by code."""
    practices = snapshot.practices.order_by("code")
    return practices.filter(areas__contains=f"/{area}/") if area else practices


def results(snapshot: Snapshot, practices: QuerySet[ScreenedPractice]) -> Iterator[Row]:
    """One row for each practice and criterion."""
    for practice in practices.iterator(chunk_size=1_000):
        for criterion in practice.letters:
            yield result_row(snapshot, practice, criterion)


def result_row(snapshot: Snapshot, practice: ScreenedPractice, criterion: str) -> Row:
    """What was found for one practice and criterion, with source and period named."""
    finding = practice.finding(criterion)
    release = snapshot.releases.get(finding.get("release", ""), {})
    return {
        "practice": practice.code,
        "criterion": criterion,
        "result": RESULTS[practice.letters[criterion]],
        "value": finding.get("value"),
        "reason": finding["reason"],
        "source": source_words(release, finding.get("note", "")),
        "period": finding.get("period", ""),
    }


def source_words(release: Row, note: str = "") -> str:
    """'QOF achievement, NHS England' and, for an analyst's figures, where they say they are from."""
    words = ", ".join(part for part in (release.get("title"), release.get("publisher")) if part)
    return f"{words} ({note})" if words and note else words


def summaries(snapshot: Snapshot, practices: QuerySet[ScreenedPractice]) -> Iterator[Row]:
    """One row for each practice."""
    names = dict(snapshot.areas.values_list("code", "name"))
    for practice in practices.defer("own").iterator(chunk_size=2_000):
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
