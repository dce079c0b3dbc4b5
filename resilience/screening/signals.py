"""The screening signal of a practice, overall and per domain, with its working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from resilience.programmes.schema import Signal, SignalResult, SignalRule
from resilience.screening.findings import LETTERS, MET, NOT_KNOWN

SIGNALS: tuple[SignalResult, ...] = ("red", "amber", "green", "not_enough_evidence")
"""From the one to look at first."""


@dataclass(frozen=True)
class Shown:
    """A signal and the sentence that shows how it came about."""

    signal: SignalResult
    working: str
    met: int
    known: int


@dataclass(frozen=True)
class Signals:
    """What a practice's results give: one signal of all criteria and one of each domain."""

    overall: Shown
    domains: dict[str, Shown]


class Signalling:
    """A pack's signal rules, applied to results as a snapshot keeps them: a letter for each
    criterion in the pack's order. Few patterns of results occur, so each is worked out once."""

    def __init__(self, rules: Signal, domains: Iterable[str], domain_of: Mapping[str, str]) -> None:
        self._rules = rules
        self._domains = tuple(domains)
        self._domain_of = domain_of
        self._known: dict[str, Signals] = {}

    def __call__(self, letters: str) -> Signals:
        if letters not in self._known:
            self._known[letters] = self._signals(dict(zip(self._domain_of, letters, strict=True)))
        return self._known[letters]

    def _signals(self, results: dict[str, str]) -> Signals:
        """Overall too few known give none, whatever is met (design §3.2); a domain needs one."""
        inside = {
            domain: {c: letter for c, letter in results.items() if self._domain_of[c] == domain}
            for domain in self._domains
        }
        return Signals(
            shown(self._rules.overall, results, self._rules.minimum_known),
            {d: shown(self._rules.domain, found, 1) for d, found in inside.items()},
        )


def shown(rule: SignalRule, results: Mapping[str, str], minimum: int) -> Shown:
    """The signal that a rule makes of results, letters by id, where `minimum` are to be known."""
    met = {criterion for criterion, letter in results.items() if letter == LETTERS[MET]}
    known = sum(letter != LETTERS[NOT_KNOWN] for letter in results.values())
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
