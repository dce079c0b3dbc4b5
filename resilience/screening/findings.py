"""What a screen finds for one practice and one criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

MET, NOT_MET, NOT_KNOWN = "met", "not_met", "not_known"
LETTERS = {MET: "m", NOT_MET: "n", NOT_KNOWN: "u"}
RESULTS = {letter: result for result, letter in LETTERS.items()}


@dataclass(frozen=True)
class Finding:
    """Met, not met or not known, with the reason in one sentence and where it comes from.

    `value` is as shown (a number, a word, or None when not known); `release` and `line` lead to
    the row of the file; `comparison` holds figures of other practices beside it.
    """

    result: str
    reason: str
    value: float | str | None = None
    unit: str = ""
    period: str = ""
    release: str = ""
    line: int | None = None
    note: str = ""
    comparison: Mapping[str, float | str | None] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        return self.result != NOT_KNOWN

    @property
    def met(self) -> bool:
        return self.result == MET


Findings = dict[str, Finding]
"""By practice code."""


def unknown(reason: str) -> Finding:
    return Finding(NOT_KNOWN, reason)


def any_met(findings: Iterable[Finding]) -> Finding:
    """Met when one is met, not met when all are known and none is, else not known.

    The finding that settles it speaks first; the others follow in the reason.
    """
    parts = list(findings)
    if any(part.met for part in parts):
        result = MET
    elif all(part.known for part in parts):
        result = NOT_MET
    else:
        result = NOT_KNOWN
    first = next((p for p in parts if p.met), next((p for p in parts if p.known), parts[0]))
    others = [part.reason for part in parts if part is not first]
    return replace(first, result=result, reason=" ".join([first.reason, *others]))
