"""Where practices stand against the others: within a funnel's limits, or among the ends.

Which position is a reason to ask is the indicator's outlier rule; none is a judgement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator, Outlier
from resilience.evidence.statistics import Funnel, fit_funnel

ABOVE, BELOW, WITHIN, SMALL = "above", "below", "within", "too small"
FAR = ("above 99.8", "below 99.8")


@dataclass(frozen=True)
class Standing:
    """`positions` has a word for each figure: that of the funnel, or above, below, within or
    'too small' for the ends of a spread; `enquiry` says which are variation for enquiry."""

    positions: tuple[str, ...]
    enquiry: tuple[bool, ...]
    funnel: Funnel | None = None


def standing(indicator: Indicator, figures: Sequence[Figure]) -> Standing:
    """Where each figure with a number stands among all of them."""
    if funnel := _funnel(indicator, figures):
        return _in_funnel(indicator, funnel, figures)
    rule = indicator.outlier
    if rule and rule.method == "ends" and figures:
        return _at_the_ends(indicator, rule, figures)
    return Standing(("",) * len(figures), (False,) * len(figures))


def _funnel(indicator: Indicator, figures: Sequence[Figure]) -> Funnel | None:
    if indicator.comparison not in ("proportion", "rate"):
        return None
    least = indicator.outlier.least if indicator.outlier else 0
    numerators, denominators = _parts(figures)
    try:
        return fit_funnel(numerators, denominators, indicator.comparison, least=least)
    except ValueError:  # nobody has a numerator and a denominator
        return None


def _in_funnel(indicator: Indicator, funnel: Funnel, figures: Sequence[Figure]) -> Standing:
    numerators, denominators = _parts(figures)
    positions = funnel.positions(numerators, denominators).tolist()
    rule = indicator.outlier
    if rule is None or rule.method != "funnel":
        return Standing(tuple(positions), (False,) * len(figures), funnel)
    z = funnel.z(numerators, denominators)
    high, low = _ends_asked_about(indicator)
    judged = ~np.isin(positions, ["not reliable", "not known"])
    with np.errstate(invalid="ignore"):
        asked = judged & ((high & (z > rule.limit)) | (low & (z < -rule.limit)))
    return Standing(tuple(positions), tuple(asked.tolist()), funnel)


def _at_the_ends(indicator: Indicator, rule: Outlier, figures: Sequence[Figure]) -> Standing:
    """The given percentage of practices at either end; ties are never caught (see ADR 6)."""
    values = np.array([figure.value for figure in figures], float)
    sizes = [f.value if f.denominator is None else f.denominator for f in figures]
    large = np.array(sizes, float) >= rule.least
    high, low = _ends_asked_about(indicator)
    ordered = np.sort(values)
    at_least = len(values) - np.searchsorted(ordered, values, "left")
    at_most = np.searchsorted(ordered, values, "right")
    few = rule.limit / 100 * len(values)
    above, below = large & (at_least <= few), large & (at_most <= few)
    words = np.select([~large, above, below], [SMALL, ABOVE, BELOW], WITHIN).tolist()
    return Standing(tuple(words), tuple(((above & high) | (below & low)).tolist()))


def _ends_asked_about(indicator: Indicator) -> tuple[bool, bool]:
    """Whether high and whether low values are a reason to ask."""
    return indicator.polarity != "higher is better", indicator.polarity != "lower is better"


def _parts(figures: Sequence[Figure]) -> tuple[np.ndarray, np.ndarray]:
    numerators = np.array([figure.numerator for figure in figures], float)
    return numerators, np.array([figure.denominator for figure in figures], float)
