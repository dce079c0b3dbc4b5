"""Funnels: control limits around a stated target, wider for small practices, and who lies outside.

Shares are compared on the arcsine of their square root and rates on their square root. There the
variance by chance of a practice is 1 / (4 × denominator) whatever its share or rate, the limits
never leave what is possible, and the variance between practices can be added to it (Spiegelhalter
2005, Stat Med 24:1185; Qual Saf Health Care 14:347; the same scales as the Care Quality
Commission's comparisons and FunnelPlotR for proportions).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from resilience.evidence.statistics.dispersion import (
    dispersion_ratio,
    is_over_dispersed,
    variance_between,
    winsorise,
)
from resilience.evidence.statistics.intervals import Floats, deviations
from resilience.evidence.statistics.reliable import FLOOR, least_denominator, reliability

Kind = Literal["proportion", "rate"]
Position = Literal[
    "within", "above 95", "above 99.8", "below 95", "below 99.8", "not reliable", "not known"
]
"""'Not reliable' is under the floor, whatever the figure; 'not known' has no share or rate."""
INNER, OUTER = deviations(0.95), deviations(0.998)


@dataclass(frozen=True)
class Limits:
    """Four lines, as shares or rates per one, in the shape of the denominators asked for."""

    lower_998: Floats
    lower_95: Floats
    upper_95: Floats
    upper_998: Floats


@dataclass(frozen=True)
class Funnel:
    """A funnel fitted to practices; made by `fit_funnel`."""

    kind: Kind
    target: float
    """The middle line: a share or a rate per one."""
    practices: int
    """How many it was fitted to."""
    phi: float
    """φ of the winsorised z-scores: above about 1 practices differ by more than chance."""
    tau2: float
    """τ², the variance between practices on the funnel's scale; 0 where chance explains them."""
    adjusted: bool
    """Whether the limits are widened by τ²; without it they tell of chance alone."""
    reliable_from: float
    """The least denominator of a practice that can be flagged; may be infinite."""

    def limits(self, denominators: ArrayLike) -> Limits:
        """The four limits at each denominator; NaN where one is not above 0."""
        n = np.asarray(denominators, float)
        error = np.sqrt(_chance(n) + self.tau2 * self.adjusted)
        middle = _scaled(self.kind, np.float64(self.target))
        lines = (middle + z * error for z in (-OUTER, -INNER, INNER, OUTER))
        return Limits(*(_unscaled(self.kind, line) for line in lines))

    def curve(self, least: float, most: float, points: int = 80) -> tuple[Floats, Limits]:
        """Denominators from `least` to `most`, closer where small, and the limits there: to draw.

        Raises ValueError unless 0 < least <= most.
        """
        if not 0 < least <= most:
            raise ValueError(f"a funnel is drawn from above 0 upwards, not from {least} to {most}")
        denominators = np.geomspace(least, most, points)
        return denominators, self.limits(denominators)

    def z(self, numerators: ArrayLike, denominators: ArrayLike) -> Floats:
        """How many standard deviations each practice lies from the target, by the limits drawn.

        n numbers; NaN where there is no share or rate.
        """
        z, n = _scores(self.kind, numerators, denominators, self.target)
        chance = _chance(n)
        return z * np.sqrt(chance / (chance + self.tau2 * self.adjusted))

    def reliability(self, denominators: ArrayLike) -> Floats:
        """How much of the variation among practices of that size is real, from 0 to 1."""
        return reliability(self.tau2, _chance(np.asarray(denominators, float)))

    def positions(self, numerators: ArrayLike, denominators: ArrayLike) -> NDArray[np.str_]:
        """Where each practice lies: n words of `Position`.

        A practice on a limit is within it. Numerators and denominators are n numbers each; None or
        NaN, a denominator not above 0 or a share above the whole is 'not known'.
        """
        z = self.z(numerators, denominators)
        small = np.asarray(denominators, float) < self.reliable_from
        cases = [np.isnan(z), small, z > OUTER, z > INNER, z < -OUTER, z < -INNER]
        words = ["not known", "not reliable", "above 99.8", "above 95", "below 99.8", "below 95"]
        return np.select(cases, words, default="within")


def fit_funnel(
    numerators: ArrayLike,
    denominators: ArrayLike,
    kind: Kind,
    *,
    target: float | None = None,
    adjust: bool = True,
    floor: float = FLOOR,
    least: float = 0,
) -> Funnel:
    """The funnel of n practices' numerators and denominators.

    The target is the average of these practices (all numerators over all denominators) unless one
    is stated, as a share or rate per one. With `adjust`, limits are widened by the variance between
    practices where that is larger than chance explains (`dispersion`), z-scores winsorised at 10%
    on either side. Nothing is flagged below the reliability `floor` (0 for none) nor below the
    denominator `least`. Practices without a share or rate (see `Funnel.positions`) don't count.

    Raises ValueError where no practice has one and no target is stated, or where the target is
    below 0 or, for a proportion, above 1.
    """
    n, of = _possible(kind, numerators, denominators)
    known = ~np.isnan(n)
    if target is None:
        if not known.any():
            raise ValueError("no practice has a figure and no target is stated: there is no funnel")
        target = float(n[known].sum() / of[known].sum())
    if not target >= 0 or (kind == "proportion" and target > 1):
        raise ValueError(f"{target} cannot be the target of a {kind}")
    scores, _ = _scores(kind, n[known], of[known], target)
    drawn_in = winsorise(scores)
    phi = dispersion_ratio(drawn_in)
    over = is_over_dispersed(phi, scores.size)
    between = variance_between(phi, _chance(of[known])) if over else 0.0
    return Funnel(
        kind=kind,
        target=target,
        practices=scores.size,
        phi=phi,
        tau2=between,
        adjusted=adjust,
        reliable_from=max(least, least_denominator(between, floor)),
    )


def _possible(kind: Kind, numerators: ArrayLike, denominators: ArrayLike) -> tuple[Floats, Floats]:
    """Both as numbers, NaN where they make no share or rate."""
    n, of = np.asarray(numerators, float), np.asarray(denominators, float)
    if n.shape != of.shape:
        raise ValueError(f"{n.size} numerators and {of.size} denominators; each practice has both")
    with np.errstate(invalid="ignore"):
        possible = (n >= 0) & (of > 0) & ((n <= of) | (kind == "rate"))
    return np.where(possible, n, np.nan), np.where(possible, of, np.nan)


def _scores(
    kind: Kind, numerators: ArrayLike, denominators: ArrayLike, target: float
) -> tuple[Floats, Floats]:
    """z-scores by chance alone, and the denominators they stand on."""
    n, of = _possible(kind, numerators, denominators)
    middle = _scaled(kind, np.float64(target))
    return (_scaled(kind, n / of) - middle) / np.sqrt(_chance(of)), of


def _chance(denominators: Floats) -> Floats:
    """The variance by chance on the funnel's scale: 1 / (4 n)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(denominators > 0, 0.25 / denominators, np.nan)


def _scaled(kind: Kind, shares: Floats | np.float64) -> Floats:
    root = np.asarray(np.sqrt(shares))
    return np.arcsin(root) if kind == "proportion" else root


def _unscaled(kind: Kind, values: Floats) -> Floats:
    """Back to shares or rates; what lies beyond the possible is drawn in to its end."""
    if kind == "proportion":
        return np.asarray(np.sin(np.clip(values, 0, np.pi / 2)) ** 2)
    return np.asarray(np.maximum(values, 0) ** 2)
