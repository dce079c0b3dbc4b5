"""How far two people agree who score the same things on one ordered scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from resilience.evidence.statistics.intervals import Floats, deviations

Weights = Literal["quadratic", "linear"]
NONE_TO_COMPARE = "No pair of scores to compare."
NO_SPREAD = "Both gave every case one and the same score, so nothing tells agreement from chance."


@dataclass(frozen=True)
class Agreement:
    """Of pairs of scores: how many there are, how many are the same and how many at most one score
    apart, and Cohen's weighted kappa with its interval.

    `kappa` is None where there is none, and `why_not` says why. `interval` is None there too, and
    where all pairs are the same: its formula then has no width, which would claim too much.
    """

    pairs: int
    same: int
    within_one: int
    kappa: float | None
    interval: tuple[float, float] | None
    why_not: str = ""


def agreement(
    first: Sequence[int],
    second: Sequence[int],
    weights: Weights = "quadratic",
    confidence: float = 0.95,
) -> Agreement:
    """Cohen's weighted kappa of two raters: 1 is full agreement, 0 what chance alone would give.

    `first` and `second` are whole scores of the same things in the same order; how far apart two
    scores are counts squared ("quadratic") or as it is ("linear"). Scores that nobody gave change
    nothing. Cohen 1968, Psychol Bull 70:213; interval by the large-sample variance of Fleiss,
    Cohen and Everitt 1969, Psychol Bull 72:323, kept within -1 and 1. Raises ValueError where the
    two are not of one length, or for a confidence that is not between 0 and 1.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} scores of one rater and {len(second)} of the other")
    apart = [abs(a - b) for a, b in zip(first, second, strict=True)]
    counted = len(apart), apart.count(0), sum(one <= 1 for one in apart)
    if not apart or len({*first, *second}) < 2:
        return Agreement(*counted, None, None, NO_SPREAD if apart else NONE_TO_COMPARE)
    shares, agreed = _table(first, second), _agreed(first, second, weights)
    kappa, variance = _kappa(shares, agreed, len(apart))
    reach = deviations(confidence) * variance**0.5
    interval = (max(-1.0, kappa - reach), min(1.0, kappa + reach)) if any(apart) else None
    return Agreement(*counted, kappa, interval)


def _table(first: Sequence[int], second: Sequence[int]) -> Floats:
    """The share of pairs with each score of the first (rows) and of the second (columns)."""
    low, high = min(*first, *second), max(*first, *second)
    shares = np.zeros((high - low + 1, high - low + 1))
    np.add.at(shares, (np.array(first) - low, np.array(second) - low), 1 / len(first))
    return shares


def _agreed(first: Sequence[int], second: Sequence[int], weights: Weights) -> Floats:
    """How far each two scores agree: 1 the same, 0 as far apart as any that were given."""
    scores = np.arange(max(*first, *second) - min(*first, *second) + 1)
    apart: Floats = np.abs(scores[:, None] - scores[None, :]) / scores[-1]
    agreed: Floats = 1 - (apart**2 if weights == "quadratic" else apart)
    return agreed


def _kappa(shares: Floats, agreed: Floats, pairs: int) -> tuple[float, float]:
    """Kappa and its variance."""
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    seen = float((shares * agreed).sum())
    chance = float(rows @ agreed @ columns)
    beyond = 1 - chance
    usual = (agreed @ columns)[:, None] + (rows @ agreed)[None, :]
    spread = float((shares * (agreed * beyond - usual * (1 - seen)) ** 2).sum())
    variance = (spread - (seen * chance - 2 * chance + seen) ** 2) / (pairs * beyond**4)
    return (seen - chance) / beyond, max(0.0, variance)
