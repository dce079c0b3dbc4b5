"""Statistics of practices' figures: pure functions, each with the source of its formula.

What they mean in plain words is in docs/statistics.md.
"""

from __future__ import annotations

from resilience.evidence.statistics.agreement import Agreement, agreement
from resilience.evidence.statistics.dispersion import (
    dispersion_ratio,
    is_over_dispersed,
    variance_between,
    winsorise,
)
from resilience.evidence.statistics.funnel import Funnel, Limits, Position, fit_funnel
from resilience.evidence.statistics.intervals import (
    byar_interval,
    byar_intervals,
    wilson_interval,
    wilson_intervals,
)
from resilience.evidence.statistics.peers import Dimension, Likeness, Peer, Peers
from resilience.evidence.statistics.percentile import (
    percentiles,
    quantiles,
    share_at_least,
    share_at_most,
)
from resilience.evidence.statistics.reliable import least_denominator, reliability
from resilience.evidence.statistics.signals import Rules, Signal
from resilience.evidence.statistics.spc import Chart, Rebase, Stretch, xmr

__all__ = [
    "Agreement",
    "Chart",
    "Dimension",
    "Funnel",
    "Likeness",
    "Limits",
    "Peer",
    "Peers",
    "Position",
    "Rebase",
    "Rules",
    "Signal",
    "Stretch",
    "agreement",
    "byar_interval",
    "byar_intervals",
    "dispersion_ratio",
    "fit_funnel",
    "is_over_dispersed",
    "least_denominator",
    "percentiles",
    "quantiles",
    "reliability",
    "share_at_least",
    "share_at_most",
    "variance_between",
    "wilson_interval",
    "wilson_intervals",
    "winsorise",
    "xmr",
]
