"""Where things go in the charts. Geometry only: the templates draw, the stylesheets colour.

`small` has what stands within a line or beside a figure; the others are drawings of many practices
at once, whose dots are a single path each, so that all of England stays a few kilobytes.
"""

from __future__ import annotations

from resilience.look.charts.axes import reach
from resilience.look.charts.distribution import Distribution, distribution
from resilience.look.charts.funnel import Funnel, Limit, funnel
from resilience.look.charts.maps import Map, Shape, dot_map
from resilience.look.charts.small import (
    Column,
    Point,
    Segment,
    Sparkline,
    Spread,
    Strip,
    bar,
    sparkline,
    spread,
    strip,
)
from resilience.look.charts.trend import Fan, fan
from resilience.look.charts.whiskers import whiskers

__all__ = [
    "Column",
    "Distribution",
    "Fan",
    "Funnel",
    "Limit",
    "Map",
    "Point",
    "Segment",
    "Shape",
    "Sparkline",
    "Spread",
    "Strip",
    "bar",
    "distribution",
    "dot_map",
    "fan",
    "funnel",
    "reach",
    "sparkline",
    "spread",
    "strip",
    "whiskers",
]
