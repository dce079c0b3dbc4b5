"""Small Englands without files or database: practices, figures, rules, and a pack of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from resilience.evidence.figures import Figure, Latest
from resilience.evidence.indicators import indicators
from resilience.evidence.periods import Period
from resilience.organisations.queries import OpenPractice
from resilience.programmes.packs import load
from resilience.programmes.schema import (
    Above,
    AnyOf,
    Below,
    Category,
    CountFlags,
    Criterion,
    Equals,
    Pack,
    Rule,
    WorstShare,
)
from resilience.screening.criteria import apply
from resilience.screening.findings import Finding
from resilience.screening.ground import Ground

AS_AT = date(2018, 6, 30)
YEAR = Period.financial_year(2017)
KINDS = {
    "category": Category,
    "above": Above,
    "below": Below,
    "equals": Equals,
    "worst_share": WorstShare,
    "any_of": AnyOf,
    "count_flags": CountFlags,
}
PACK = load("gprp-2018-19")


def practice(code: str, **areas: str) -> OpenPractice:
    return OpenPractice(code, f"Surgery {code}", "practice", areas=areas)


def practices(number: int, **areas: str) -> list[OpenPractice]:
    return [practice(f"P{n:05}", **areas) for n in range(number)]


def figure(code: str, value: float | str | None = None, **other: Any) -> Figure:
    """A known figure, or with `mark` one that is not."""
    known = Figure(code, value, None, None, None, YEAR, "release-1", 2, "")
    return replace(known, **other)


class Told:
    """Stands in for `Figures`: what is known of each indicator. A period alone is too old."""

    def __init__(self, told: Mapping[str, Iterable[Figure] | Period]) -> None:
        self.told = dict(told)
        self.asked: dict[str, int] = {}

    def latest(self, indicator: str, *, as_at: date, max_age_months: int) -> Latest:
        self.asked[indicator] = max_age_months
        told = self.told.get(indicator)
        if told is None or isinstance(told, Period):
            return Latest(indicator, None, (), {}, told)
        figures = {one.practice: one for one in told}
        period = max((one.period for one in told), default=None)
        return Latest(indicator, period, ("release-1",), figures, None)


def rule(kind: str, **fields: Any) -> Rule:
    return KINDS[kind].model_validate(
        {"type": kind, "basis": "local setting", "cite": ["GC1"], **fields}
    )


def findings(
    asked: Rule, who: Iterable[OpenPractice], told: Mapping[str, Iterable[Figure] | Period]
) -> dict[str, Finding]:
    return apply(asked, Ground(PACK, AS_AT, list(who), Told(told), indicators()))


def results(*args: Any) -> dict[str, str]:
    return {code: finding.result for code, finding in findings(*args).items()}


def criterion(name: str, rule: Rule | None, domain: str = "safety") -> Criterion:
    plain = PACK.criterion("GC9").model_dump()
    return Criterion.model_validate(plain | {"id": name, "domain": domain, "rule": rule})


def pack(*criteria: Criterion, **other: Any) -> Pack:
    return PACK.model_copy(update={"criteria": criteria, **other})
