"""Figures and findings in words."""

from __future__ import annotations

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator
from resilience.look.words import number, plural

STATES = {"suppressed": "suppressed", "not applicable": "not_applicable"}
"""The page's word for why a figure is not there; any other reason is 'not known'."""
LARGE = 1000
POSITIONS = {
    "above 99.8": "Above the 99.8% limits",
    "above 95": "Between the 95% and 99.8% limits, above",
    "within": "Within the limits",
    "below 95": "Between the 95% and 99.8% limits, below",
    "below 99.8": "Below the 99.8% limits",
    "not reliable": "Too few to say",
    "not known": "",
    "above": "Among the highest",
    "below": "Among the lowest",
    "too small": "Too few to say",
    "": "",
}


def text_of(indicator: Indicator, value: float | str | None) -> str:
    """A value as pages show it: '4.3%', '2,050', 'Good'; empty without one."""
    if value is None or isinstance(value, str):
        return value or ""
    shown = number(value, indicator.decimals)
    return f"{shown}%" if indicator.unit == "%" else shown


def with_unit(indicator: Indicator, value: float) -> str:
    """'4.3%', '2,050 patients per GP'."""
    unit = "" if indicator.unit in ("", "%") else f" {indicator.unit}"
    return text_of(indicator, value) + unit


def direction(indicator: Indicator, change: float) -> str:
    """'Up by 3.4', 'Down by 120', 'No change'."""
    shown = number(abs(change), indicator.decimals)
    if shown == number(0, indicator.decimals):
        return "Nearly no change" if change else "No change"
    points = " percentage points" if indicator.unit == "%" else ""
    return f"{'Up' if change > 0 else 'Down'} by {shown}{points}"


def state_of(figure: Figure | None) -> str:
    """'known', or the look's name for why there is no value."""
    if figure is None:
        return "not_known"
    return "known" if figure.mark is None else STATES.get(figure.mark, "not_known")


def interval(indicator: Indicator, low: float | None, high: float | None) -> str:
    """'3.9 to 4.8', in the unit of the value beside it."""
    if low is None or high is None:
        return ""
    return f"{number(low, indicator.decimals)} to {number(high, indicator.decimals)}"


def counted(value: float | None) -> str:
    """'1,402' or, of a small number that is not whole, '16.5'; empty without one."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) or value >= LARGE else f"{value:,.1f}"


def compared(indicator: Indicator, median: float, england: float) -> str:
    """How the median of an area lies to England's."""
    mine, theirs = (text_of(indicator, value) for value in (median, england))
    if mine == theirs:
        return "the same as England’s"
    return f"{'above' if median > england else 'below'} England’s {theirs}"


def practices(count: int) -> str:
    return plural(count, "practice")
