"""Published figures of a practice as its page shows them: facts with their period and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at, store_at
from resilience.look.words import number

STATES = {"suppressed": "suppressed", "not applicable": "not_applicable"}
"""The page's word for why a figure is not there; any other reason is 'not known'."""
CSV_COLUMNS = (
    *("practice", "indicator", "title", "period", "value", "unit", "mark"),
    *("numerator", "denominator", "dataset", "publisher", "file", "line", "note"),
)


@dataclass(frozen=True)
class Fact:
    """One indicator: its latest figure in words, and all figures from the earliest on."""

    indicator: Indicator
    latest: dict[str, Any]
    points: list[dict[str, Any]]
    source: str
    note: str
    licence: str

    @property
    def has_trend(self) -> bool:
        known = [point for point in self.points if isinstance(point["value"], int | float)]
        return len(known) > 1

    @property
    def trend_words(self) -> str:
        """'From 2,010 in September 2015 to 2,210 in September 2019.'"""
        known = [point for point in self.points if point["value"] is not None]
        first, last = known[0], known[-1]
        return f"From {first['text']} ({first['period']}) to {last['text']} ({last['period']})."


@dataclass
class Domain:
    """The facts of one subject."""

    title: str
    facts: list[Fact] = field(default_factory=list)


def facts_of(practice: str, home: Path, until: date) -> list[Domain]:
    """What was published of a practice up to a day, by subject. No database query."""
    history = figures_at(home).history(practice, until=until)
    releases = {release.id: release for release in store_at(home).releases}
    domains: dict[str, Domain] = {}
    for name, indicator in indicators().items():
        figures = history.get(name)
        if not figures:
            continue
        points = [_point(indicator, figure) for figure in figures]
        last = figures[-1]
        release = releases.get(last.release)
        fact = Fact(
            indicator,
            points[-1],
            points,
            f"{release.title}, {release.publisher}" if release else last.release,
            last.note,
            release.licence if release else "",
        )
        domain = domains.setdefault(indicator.domain, Domain(indicator.domain.capitalize()))
        domain.facts.append(fact)
    return list(domains.values())


def rows_of(practice: str, home: Path, until: date) -> Iterator[dict[str, Any]]:
    """Every figure behind the page, as rows for a CSV download."""
    releases = {release.id: release for release in store_at(home).releases}
    for name, figures in figures_at(home).history(practice, until=until).items():
        indicator = indicators()[name]
        for figure in figures:
            release = releases.get(figure.release)
            yield {
                "practice": practice,
                "indicator": name,
                "title": indicator.title,
                "period": figure.period.label,
                "value": figure.value,
                "unit": indicator.unit,
                "mark": figure.mark,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "dataset": release.title if release else "",
                "publisher": release.publisher if release else "",
                "file": release.file if release else "",
                "line": figure.line,
                "note": figure.note,
            }


def _point(indicator: Indicator, figure: Figure) -> dict[str, Any]:
    """A figure as the components of the look take it."""
    return {
        "period": figure.period.words,
        "value": figure.value,
        "text": _words(indicator, figure),
        "state": "known" if figure.mark is None else STATES.get(figure.mark, "not_known"),
    }


def _words(indicator: Indicator, figure: Figure) -> str | None:
    if figure.value is None or isinstance(figure.value, str):
        return figure.value
    shown = number(figure.value, indicator.decimals)
    return f"{shown}%" if indicator.unit == "%" else shown
