"""The screen itself: every practice open on the day against every criterion. Only reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from resilience.evidence.figures import Figures
from resilience.evidence.indicators import Indicator
from resilience.organisations.queries import OpenPractice
from resilience.programmes.schema import Pack, Review, SignalResult
from resilience.screening.criteria import assess
from resilience.screening.findings import LETTERS, NOT_KNOWN, Finding
from resilience.screening.ground import Ground
from resilience.screening.signals import Shown, Signalling


@dataclass(frozen=True)
class Screened:
    """One practice's findings by criterion, their results as letters in the pack's order, and
    the signal they give."""

    practice: OpenPractice
    findings: dict[str, Finding]
    letters: str
    shown: Shown
    for_review: bool


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
    signals = Signalling(
        pack.signal, (d.id for d in pack.domains), {c.id: c.domain for c in pack.criteria}
    )
    for practice in practices:
        findings = {c: found[practice.code] for c, found in by_criterion.items()}
        letters = "".join(LETTERS[finding.result] for finding in findings.values())
        shown = signals(letters).overall
        listed = for_review(pack.review, shown.signal, shown.met)
        yield Screened(practice, findings, letters, shown, listed)


def for_review(review: Review, signal: SignalResult, met: int) -> bool:
    """Whether a practice is on the list for review (G8.11)."""
    enough = review.or_met_at_least
    return signal in review.signals or (enough is not None and met >= enough)


def area_path(pack: Pack, practice: OpenPractice) -> list[tuple[str, str]]:
    """The (level, code) of the areas a practice is counted in, from the top of the programme's
    structure down. An organisation that acts as a region takes the region's place (G2.3)."""
    levels = pack.structure.levels
    path: list[tuple[str, str]] = [
        (level, practice.areas[level]) for level in levels if practice.areas.get(level)
    ]
    for place, (_, code) in enumerate(path, start=1):
        if code in pack.structure.regions_too:
            top = levels[0]
            return [(top, code), *path[place:]]
    return path


def never_known(screened: list[Screened]) -> dict[str, str]:
    """The criteria that are not known for any practice and for one and the same reason."""
    if not screened:
        return {}
    return {
        criterion: first.reason
        for criterion, first in screened[0].findings.items()
        if first.result == NOT_KNOWN
        and all(
            finding is first or (not finding.known and finding.reason == first.reason)
            for finding in (one.findings[criterion] for one in screened)
        )
    }
