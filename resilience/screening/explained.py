"""One practice's results, each with what explains it: figure, comparison, trend, rule, source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from resilience.evidence.figures import Figure, Figures
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.periods import parse_period
from resilience.look import charts
from resilience.screening.exports import source_words
from resilience.screening.findings import NOT_KNOWN, RESTRICTED
from resilience.screening.models import ScreenedPractice, Snapshot
from resilience.screening.queries import results_of
from resilience.screening.thresholds import indicators_of, local_words, rule_words
from resilience.screening.wording import number_words

History = Mapping[str, list[Figure]]
STATES = {"suppressed": "suppressed", "not applicable": "not_applicable"}


@dataclass(frozen=True)
class Explained:
    """One criterion as the practice's page shows it. Text is ready to read; empty means none."""

    criterion: Mapping[str, Any]
    result: str
    reason: str
    value: str = ""
    period: str = ""
    source: str = ""
    note: str = ""
    release: str = ""
    file: str = ""
    hash: str = ""
    line: int | None = None
    rule: str = ""
    strip: charts.Strip | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    trend: list[dict[str, Any]] = field(default_factory=list)
    title: str = ""
    """Of the figure that is shown."""
    beside: str = ""
    """What people say where files count, or files where people do."""

    @property
    def trend_words(self) -> str:
        """'From 95.2% (2015-16) to 76.3% (2017-18).'"""
        known = [point for point in self.trend if point["value"] is not None]
        first, last = known[0], known[-1]
        return f"From {first['text']} ({first['period']}) to {last['text']} ({last['period']})."


@dataclass(frozen=True)
class DomainExplained:
    """A domain with its signal, the working of it, and its criteria."""

    id: str
    title: str
    signal: str
    working: str
    criteria: list[Explained]


def explain(
    snapshot: Snapshot, practice: ScreenedPractice, figures: Figures, history: History
) -> list[DomainExplained]:
    """Every criterion by domain, in the pack's order. No query but for the spreads, once each."""
    results = results_of(snapshot, practice.results)
    explained = [
        _explain(snapshot, practice, criterion, result, figures, history)
        for criterion, result in zip(snapshot.pack["criteria"], results, strict=True)
    ]
    signals = practice.domains
    return [
        DomainExplained(
            domain["id"],
            domain["title"],
            *signals[domain["id"]],
            [one for one in explained if one.criterion["domain"] == domain["id"]],
        )
        for domain in snapshot.pack["domains"]
    ]


def list_size(history: History) -> Figure | None:
    """The latest known number of registered patients."""
    sizes = [figure for figure in history.get("registered_patients", []) if figure.mark is None]
    return sizes[-1] if sizes else None


def _explain(
    snapshot: Snapshot,
    practice: ScreenedPractice,
    criterion: Mapping[str, Any],
    result: str,
    figures: Figures,
    history: History,
) -> Explained:
    if criterion["restricted"]:
        return Explained(criterion, NOT_KNOWN, RESTRICTED)
    finding = practice.finding(criterion["id"])
    release = snapshot.releases.get(finding.get("release", ""), {})
    indicator = indicator_of(criterion["rule"], finding)
    strip, marks = _strip(finding, indicator, figures)
    return Explained(
        criterion,
        result,
        finding["reason"],
        value_words(indicator, finding) if result != NOT_KNOWN else "",
        parse_period(finding["period"]).words if finding.get("period") else "",
        finding.get("source") or source_words(release),
        finding.get("note", ""),
        finding.get("release", ""),
        release.get("file", ""),
        release.get("hash", ""),
        finding.get("line"),
        _rule(criterion),
        strip,
        marks,
        _trend(indicator, history),
        indicator.title if indicator else "",
        finding.get("beside", ""),
    )


def _rule(criterion: Mapping[str, Any]) -> str:
    """How figures, and what people enter, make it met."""
    figures = rule_words(criterion["rule"], indicators()) if criterion["rule"] else ""
    return " ".join(filter(None, [figures, local_words(criterion)]))


def indicator_of(rule: Mapping[str, Any] | None, finding: Mapping[str, Any]) -> Indicator | None:
    """Which of the rule's indicators the finding speaks of: the one of the same unit."""
    read = [indicators()[one] for one in indicators_of(rule) if one in indicators()]
    same = [one for one in read if one.unit == finding.get("unit", "")]
    return next(iter(same or read), None)


def value_words(indicator: Indicator | None, finding: Mapping[str, Any]) -> str:
    """What a finding found, as a sentence has it; empty where it found nothing."""
    value = finding.get("value")
    if value is None:
        return ""
    return number_words(indicator, value) if indicator else f"{value} {finding.get('unit', '')}"


def _strip(
    finding: Mapping[str, Any], indicator: Indicator | None, figures: Figures
) -> tuple[charts.Strip | None, dict[str, str]]:
    """Where the practice lies among all, with the words of each mark."""
    value, beside = finding.get("value"), finding.get("comparison", {})
    if indicator is None or not isinstance(value, int | float) or "england_median" not in beside:
        return None, {}
    places = {
        "median": beside["england_median"],
        "area_median": beside.get("area_median"),
        "threshold": beside.get("threshold"),
    }
    drawn = charts.strip(value, others=_spread(figures, indicator.id, finding["period"]), **places)
    names = {
        "median": "median of England",
        "area_median": "median of its commissioner",
        "threshold": "threshold",
    }
    marks = {"value": f"{number_words(indicator, value)} this practice"} | {
        name: f"{number_words(indicator, places[name])} {words}"
        for name, words in names.items()
        if places[name] is not None
    }
    return drawn, marks


_spreads: WeakKeyDictionary[Figures, dict[tuple[str, str], charts.Spread | None]] = (
    WeakKeyDictionary()
)


def _spread(figures: Figures, indicator: str, period: str) -> charts.Spread | None:
    """How all practices are spread; worked out once for each state of the evidence."""
    known = _spreads.setdefault(figures, {})
    if (indicator, period) not in known:
        known[indicator, period] = charts.spread(figures.numbers(indicator, period))
    return known[indicator, period]


def _trend(indicator: Indicator | None, history: History) -> list[dict[str, Any]]:
    """Points of a sparkline, earliest first; fewer than two known numbers are no trend."""
    if indicator is None or indicator.in_words:
        return []
    figures = history.get(indicator.id, [])
    if sum(figure.mark is None for figure in figures) < 2:
        return []
    return [
        {
            "period": figure.period.words,
            "value": figure.value if figure.mark is None else None,
            "text": number_words(indicator, figure.value),
            "state": STATES.get(figure.mark or "", "not_known"),
        }
        for figure in figures
    ]
