"""Practices that a reader chose, beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from resilience.evidence.indicators import Indicator, indicators
from resilience.organisations.models import Kind, Organisation
from resilience.organisations.queries import Place
from resilience.profiles.beside import Beside, beside
from resilience.profiles.context import CONTEXT_COLUMN, Contexts
from resilience.profiles.england import England
from resilience.profiles.everyone import Everyone, counting, everyone

FEWEST, MOST = 2, 6
COMPARE_COLUMNS = (
    *("indicator", "title", "domain", "practice", "name", "period", "value", "unit", "mark"),
    *("comparison", "percentile", "england_median", "release", "note", CONTEXT_COLUMN),
)


@dataclass(frozen=True)
class Asked:
    """The practices an address names, in its order, and what was wrong with it in a sentence."""

    practices: Sequence[Place]
    typed: Sequence[str]
    problem: str

    @property
    def enough(self) -> bool:
        return len(self.practices) >= FEWEST


def asked_practices(request: HttpRequest, england: England) -> Asked:
    """The practices of `?practice=A81001&practice=…`, at most MOST, as they were called on the
    day; one query."""
    typed = ["".join(code.split()).upper()[:12] for code in request.GET.getlist("practice")]
    typed = list(dict.fromkeys(filter(None, typed)))
    found = Organisation.objects.filter(code__in=typed[:MOST], kind=Kind.PRACTICE)
    known: dict[str, Place] = {
        one.code: england.practices.get(one.code) or Place(one.code, one.name, one.kind)
        for one in found
    }
    unknown = [code for code in typed[:MOST] if code not in known]
    problem = ""
    if unknown:
        problem = f"No practice has the code {', '.join(unknown)}. Look it up in the search."
    elif len(typed) > MOST:
        problem = f"The first {MOST} practices are shown; no more fit side by side."
    elif len(known) < FEWEST and typed:
        problem = "Choose one more practice to compare it with."
    return Asked([known[code] for code in typed if code in known], typed[:MOST], problem)


@dataclass(frozen=True)
class Comparison:
    """An indicator of each chosen practice, in their order."""

    indicator: Indicator
    found: Sequence[Beside]

    @property
    def places(self) -> list[float | None]:
        return [one.at for one in self.found]

    @property
    def known(self) -> bool:
        return any(one.value is not None for one in self.found)


def compared(england: England, practices: Sequence[Place]) -> dict[str, list[Comparison]]:
    """Every indicator that one of the practices has a figure of, by subject."""
    all_of_them = everyone(england)
    rows = counting([practice.code for practice in practices], england.day)
    by_domain: dict[str, list[Comparison]] = {}
    for one in _comparisons(all_of_them, [practice.code for practice in practices], rows):
        if one.known:
            by_domain.setdefault(one.indicator.domain, []).append(one)
    return {
        domain: sorted(found, key=lambda one: one.indicator.title)
        for domain, found in sorted(by_domain.items())
    }


def _comparisons(
    all_of_them: Everyone, codes: Sequence[str], rows: dict[tuple[str, str], dict[str, Any]]
) -> Iterator[Comparison]:
    for name, indicator in indicators().items():
        if name in all_of_them.periods:
            yield Comparison(
                indicator,
                [
                    beside(all_of_them, indicator, code, rows.get((code, name)), (), ())
                    for code in codes
                ],
            )


def comparison_finding(found: Sequence[Comparison], practices: Sequence[Place]) -> str:
    """One sentence for the figures of a subject: in which the practices are farthest apart."""
    ranked = []
    for one in found:
        known = [
            (each.at, practice.name, each.text)
            for each, practice in zip(one.found, practices, strict=True)
            if each.at is not None
        ]
        if len({text for _, _, text in known}) > 1:
            low, high = min(known), max(known)
            ranked.append((high[0] - low[0], one.indicator.title, low, high))
    if not ranked:
        return "No figure in numbers tells these practices apart."
    _, title, low, high = max(ranked)
    return (
        f"Farthest apart in England’s order are the figures of “{title}”: {low[2]} at {low[1]}, "
        f"{high[2]} at {high[1]}."
    )


def compare_rows(
    domains: dict[str, list[Comparison]], practices: Sequence[Place], said: Contexts
) -> Iterator[dict[str, Any]]:
    """One row for each indicator and practice."""
    for domain, comparisons in domains.items():
        for comparison in comparisons:
            for practice, one in zip(practices, comparison.found, strict=True):
                yield {
                    "indicator": one.indicator.id,
                    "title": one.indicator.title,
                    "domain": domain,
                    "practice": practice.code,
                    "name": practice.name,
                    "period": one.period.label,
                    "value": one.value,
                    "unit": one.indicator.unit,
                    "mark": "" if one.value is not None else one.state,
                    "comparison": one.comparison,
                    "percentile": None if one.at is None else round(one.at, 1),
                    "england_median": one.england[2] if one.england else None,
                    "release": one.release,
                    "note": one.note,
                    CONTEXT_COLUMN: said.cell(practice.code, one.indicator.id, one.period.label),
                }
