"""What a screen finds for one practice and one criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

MET, NOT_MET, NOT_KNOWN = "met", "not_met", "not_known"
LETTERS = {MET: "m", NOT_MET: "n", NOT_KNOWN: "u"}
RESULTS = {letter: result for result, letter in LETTERS.items()}
RESTRICTED = "Only for those who assess the practice. What is recorded here is not shown."
Comparison = Mapping[str, float | None]


class Finding(NamedTuple):
    """Met, not met or not known, with the reason in one sentence and where it comes from.

    `value` is a number or a word, and None when not known; `period` a label like 2017-18;
    `release` and `line` lead to the row of the file; `source` says who entered it where people
    did, and `beside` what people say where the file counts; `comparison` holds what other
    practices' figures give beside it (medians, shares in per cent, the threshold).
    """

    result: str
    reason: str
    value: float | str | None = None
    unit: str = ""
    period: str = ""
    release: str = ""
    line: int | None = None
    note: str = ""
    source: str = ""
    beside: str = ""
    comparison: Comparison = MappingProxyType({})

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


def any_met(parts: Sequence[Finding]) -> Finding:
    """Met when one is met, not met when all are known and none is, else not known.

    The finding that settles it gives value and source; the others follow in the reason.
    """
    met = [part for part in parts if part.met]
    silent = [part for part in parts if not part.known]
    first = (met or silent or parts)[0]
    others = [part.reason for part in parts if part is not first]
    return first._replace(reason=joined([first.reason, *others]))


def joined(sentences: Sequence[str]) -> str:
    """Several sentences as one: 'Points: 97%; items: none.' Abbreviations keep their capitals."""
    first, *others = (sentence.rstrip(".") for sentence in sentences)
    return "; ".join([first, *map(uncapitalised, others)]) + "."


def uncapitalised(words: str) -> str:
    """As it stands within a sentence: a first word like QOF or GPs keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
