"""Whether practices differ by more than chance, and by how much (Spiegelhalter 2005).

Chance explains only how far a share of few or many people strays. Between practices there is more:
patients, places and ways of counting differ. Where that is left out nearly every large practice
lies outside the limits. Sources: Spiegelhalter 2005, Qual Saf Health Care 14:347 and Stat Med
24:1185.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from resilience.evidence.statistics.intervals import Floats


def winsorise(z: ArrayLike, share: float = 0.1) -> Floats:
    """z-scores with the lowest and the highest `share` of them drawn in to where those begin.

    So the practices that stand out do not widen the limits that they are judged by. z is n numbers,
    all known. Raises ValueError unless 0 <= share < 0.5.
    """
    if not 0 <= share < 0.5:
        raise ValueError(f"the share drawn in at each end is from 0 to under 0.5, not {share}")
    scores = np.asarray(z, float)
    if not scores.size:
        return scores
    low, high = np.quantile(scores, [share, 1 - share])
    drawn_in: Floats = np.clip(scores, low, high)
    return drawn_in


def dispersion_ratio(z: ArrayLike) -> float:
    """φ, the mean of the squared z-scores: about 1 where chance alone is at work; NaN for none."""
    scores = np.asarray(z, float)
    return float(np.mean(scores**2)) if scores.size else float("nan")


def is_over_dispersed(phi: float, practices: int) -> bool:
    """Whether φ is larger than chance explains: above 1 + 2 √(2 / practices).

    By chance alone φ × practices has a chi-squared distribution with as many degrees of freedom, so
    φ has the mean 1 and the variance 2 / practices; two standard deviations above the mean count.
    """
    return practices > 1 and phi > 1 + 2 * sqrt(2 / practices)


def variance_between(phi: float, variances: ArrayLike) -> float:
    """τ², the variance between practices that is left when chance is taken away.

    `variances` are n numbers above 0, each practice's variance by chance, s². With w = 1 / s²:
    τ² = (n φ - (n - 1)) / (Σw - Σw² / Σw), and 0 where that is negative. It is the estimate by
    moments of DerSimonian and Laird 1986, Control Clin Trials 7:177, around a stated target.
    """
    weights = 1 / np.asarray(variances, float)
    n = weights.size
    if n < 2:
        return 0.0
    spare = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, float((n * phi - (n - 1)) / spare))
