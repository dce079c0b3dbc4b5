"""The screening signal of a practice, overall and per domain, with its working."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.programmes.schema import Pack, SignalResult, SignalRule
from resilience.screening.findings import Finding

SIGNALS: tuple[SignalResult, ...] = ("red", "amber", "green", "not_enough_evidence")
"""From the one to look at first."""


@dataclass(frozen=True)
class Shown:
    """A signal and the sentence that shows how it came about."""

    signal: SignalResult
    working: str
    met: int
    known: int


def overall(pack: Pack, findings: dict[str, Finding]) -> Shown:
    """The practice's signal from all its criteria; too few known give none (design §3.2)."""
    return _signal(pack.signal.overall, findings, pack.signal.minimum_known)


def of_domain(pack: Pack, domain: str, findings: dict[str, Finding]) -> Shown:
    """The signal of one domain, which needs one criterion known."""
    inside = {c.id: findings[c.id] for c in pack.criteria if c.domain == domain}
    return _signal(pack.signal.domain, inside, 1)


def for_review(pack: Pack, signal: SignalResult, met: int) -> bool:
    """Whether a practice is on the list for review (G8.11)."""
    enough = pack.review.or_met_at_least
    return signal in pack.review.signals or (enough is not None and met >= enough)


def _signal(rule: SignalRule, findings: dict[str, Finding], minimum: int) -> Shown:
    met = {criterion for criterion, finding in findings.items() if finding.met}
    known = sum(finding.known for finding in findings.values())
    signal: SignalResult
    if known < minimum:
        signal = "not_enough_evidence"
    elif len(met) >= rule.red_when_met or met & set(rule.red_criteria):
        signal = "red"
    elif len(met) >= rule.amber_when_met:
        signal = "amber"
    else:
        signal = "green"
    working = rule.working(signal, met=len(met), known=known, minimum_known=minimum)
    return Shown(signal, working, len(met), known)
