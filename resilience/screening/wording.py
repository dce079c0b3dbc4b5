"""The sentences of a screen: plain, neutral, each with its numbers."""

from __future__ import annotations

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator
from resilience.programmes.schema import WorstShare

MARKS = {
    "missing": "the file has no figure for the practice",
    "suppressed": "the publisher suppressed the figure, as it does for small numbers",
    "not available": "the publisher marks the figure as not available",
    "not applicable": "the figure does not apply to the practice",
}
TAILS = {"high": "highest", "low": "lowest", "both": "highest and the lowest"}


def figure_words(indicator: Indicator, value: float | str | None) -> str:
    """A value as a sentence has it: '76.3%', '2,410 patients per GP', '1 GP'."""
    if value is None or isinstance(value, str):
        return str(value)
    number = f"{value:,.{indicator.decimals}f}"
    if indicator.unit == "%":
        return f"{number}%"
    return f"{number} {indicator.unit}".strip()


def missing_words(indicator: Indicator, figure: Figure) -> str:
    """Why a practice that is in the file has no value."""
    why = MARKS.get(figure.mark or "", "there is no figure")
    note = f" ({figure.note})" if figure.note else ""
    return f"{indicator.title}: {why} for {figure.period.words}{note}."


def share_words(rule: WorstShare, high: float, low: float, met_high: bool, met_low: bool) -> str:
    """How many practices in England stand as far out, beside what the rule asks about."""
    asked = f"the {TAILS[rule.tail]} {float(rule.percent):g}%"
    down = met_low or (rule.tail == "low") or (rule.tail == "both" and low < high)
    share, side = (low, "low or lower") if down else (high, "high or higher")
    found = f"{share:.1f}% of practices in England with a figure are as {side}"
    if met_high or met_low:
        return f"{found}; the criterion asks about {asked}."
    return f"{found}, so it is not among {asked}."


def month_words(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"
