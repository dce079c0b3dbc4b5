"""The screen itself: every practice open on the day against every criterion. Reads, never writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from resilience.evidence.figures import Figures
from resilience.evidence.indicators import Indicator
from resilience.organisations.queries import OpenPractice
from resilience.programmes.schema import Pack, SignalResult
from resilience.screening.criteria import assess
from resilience.screening.findings import NOT_KNOWN, NOT_MET, Finding
from resilience.screening.ground import Ground
from resilience.screening.signals import Shown, for_review, of_domain, overall


@dataclass(frozen=True)
class Screened:
    """One practice's findings by criterion, and the signals they give."""

    practice: OpenPractice
    findings: dict[str, Finding]
    shown: Shown
    domains: dict[str, Shown]
    for_review: bool

    @property
    def signal(self) -> SignalResult:
        return self.shown.signal

    @property
    def counts(self) -> Counter[str]:
        return Counter(finding.result for finding in self.findings.values())


def screen(
    pack: Pack,
    as_at: date,
    practices: list[OpenPractice],
    figures: Figures,
    indicators: Mapping[str, Indicator],
) -> Iterator[Screened]:
    """Apply a pack to the practices given, which are all those open in England on the day:
    comparisons are made among them. Yields one Screened each, in their order."""
    ground = Ground(pack, as_at, practices, figures, indicators)
    by_criterion = {criterion.id: assess(criterion, ground) for criterion in pack.criteria}
    for practice in practices:
        findings = {c: found[practice.code] for c, found in by_criterion.items()}
        shown = overall(pack, findings)
        domains = {d.id: of_domain(pack, d.id, findings) for d in pack.domains}
        listed = for_review(pack, shown.signal, shown.met)
        yield Screened(practice, findings, shown, domains, listed)


def area_path(pack: Pack, practice: OpenPractice) -> list[tuple[str, str]]:
    """The (level, code) of the areas a practice is counted in, from the top of the programme's
    structure down. An organisation that acts as a region takes the region's place (G2.3)."""
    path = []
    for level in pack.structure.levels:
        if code := practice.areas.get(level):
            path.append((level, code))
    acting = [(level, code) for level, code in path if code in pack.structure.regions_too]
    if acting:
        top = pack.structure.levels[0]
        path = [(top, acting[0][1])] + [step for step in path if step[0] not in (top, acting[0][0])]
    return path


def never_known(screened: list[Screened]) -> dict[str, str]:
    """The criteria that are not known for any practice and for one and the same reason."""
    if not screened:
        return {}
    reasons: dict[str, str] = {}
    for criterion, first in screened[0].findings.items():
        same = all(
            one.findings[criterion].result == NOT_KNOWN
            and one.findings[criterion].reason == first.reason
            for one in screened
        )
        if same:
            reasons[criterion] = first.reason
    return reasons


__all__ = ["NOT_MET", "Screened", "area_path", "never_known", "screen"]
