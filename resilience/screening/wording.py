"""The sentences of a screen: plain, neutral, each with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator
from resilience.evidence.periods import Period
from resilience.organisations.models import Kind
from resilience.programmes.schema import CountFlags, WorstShare
from resilience.screening.findings import uncapitalised
from resilience.screening.ground import Place

MARKS = {
    "missing": "the figures {of} leave the practice blank",
    "suppressed": "the publisher has suppressed the figure {of}, as is done for small numbers",
    "not available": "the publisher marks the figure {of} as not available",
    "not applicable": "the figure {of} does not apply to the practice",
}
TAILS = {"high": "the highest", "low": "the lowest", "both": "the highest or the lowest"}


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@lru_cache
def when(period: Period) -> str:
    """'on 1 March 2026', 'in May 2018', 'in 2017', 'in the year 2017-18'."""
    if period.starts == period.ends:
        return f"on {period.words}"
    if "/" in period.label:
        return f"from {day_words(period.starts)} to {day_words(period.ends)}"
    yearly = (period.ends - period.starts).days > 31 and "-" in period.label
    return f"in the year {period.words}" if yearly else f"in {period.words}"


@lru_cache
def of(period: Period) -> str:
    """'of 1 March 2026', 'of May 2018', 'of the year 2017-18', 'of 1 May 2018 to 30 June 2018'."""
    return f"of {when(period).removeprefix('on ').removeprefix('in ').removeprefix('from ')}"


def number_words(indicator: Indicator, value: float | str | None) -> str:
    """A value as a sentence has it: '76.3%', '2,410', '1 GP'; a rate's title says its unit."""
    if not isinstance(value, int | float):
        return str(value)
    number = f"{value:,.{indicator.decimals}f}"
    if indicator.unit == "%":
        return f"{number}%"
    if indicator.kind != "count":
        return number
    return f"{number} {indicator.unit.removesuffix('s') if value == 1 else indicator.unit}"


def limit_words(indicator: Indicator, limit: float) -> str:
    """A threshold with no more decimals than it has: '80%'."""
    whole = indicator.model_copy(update={"decimals": 0})
    return number_words(whole if limit == int(limit) else indicator, limit)


def figure_words(indicator: Indicator, figure: Figure) -> str:
    """'QOF points achieved: 97.9% in the year 2017-18'."""
    return f"{indicator.title}: {number_words(indicator, figure.value)} {when(figure.period)}"


def asked_words(shown: str, what: str, met: bool) -> str:
    """A figure beside what the criterion asks about."""
    if met:
        return f"{shown}, which is what the criterion asks about."
    return f"{shown}; the criterion asks about {what}."


def limited_words(shown: str, limit: str, met: bool) -> str:
    """A figure beside a limit: '…, which is not below 80%.'"""
    return f"{shown}, which is {limit}." if met else f"{shown}, which is not {limit}."


def missing_words(indicator: Indicator, figure: Figure) -> str:
    """Why a practice that is in the file has no value."""
    why = MARKS.get(figure.mark or "", MARKS["missing"]).format(of=of(figure.period))
    note = f" ({figure.note})" if figure.note else ""
    return f"{indicator.title}: {why}{note}."


def absent_words(indicator: Indicator, period: Period, as_at: date, months: int) -> str:
    """Why a practice that is not in the figures at all has no value."""
    if indicator.stands:
        span = f"in the {month_words(months)} to {day_words(as_at)}"
        return f"{indicator.title}: nothing is known of the practice {span}."
    return f"{indicator.title}: the practice is not among the figures {of(period)}."


def nothing_words(indicator: Indicator, too_old: Period | None, as_at: date, months: int) -> str:
    """Why an indicator has no figures for anybody."""
    day = day_words(as_at)
    if too_old:
        return (
            f"{indicator.title}: the latest figures loaded are those {of(too_old)}, which ended "
            f"more than {month_words(months)} before {day}."
        )
    return f"{indicator.title}: no figures are loaded for a period that ended by {day}."


def share_words(rule: WorstShare, place: Place, down: bool, met: bool) -> str:
    """How many practices stand as far out, beside what the rule asks about."""
    count, side = (place.as_low, "low or lower") if down else (place.as_high, "high or higher")
    share = percent_words(count, place.among, float(rule.percent))
    found = f"{share} of practices in England are as {side}"
    tail = f"among {TAILS[rule.tail]} {float(rule.percent):g}%"
    return f"{found}, so it is {tail}." if met else f"{found}, so it is not {tail}."


def percent_words(count: int, among: int, limit: float) -> str:
    """A share with as many decimals as it takes to see on which side of the limit it lies."""
    share = 100 * count / among
    for decimals in range(1, 6):
        if (round(share, decimals) <= limit) == (share <= limit):
            break
    return f"{share:.{decimals}f}%"


def area_words(level: str) -> str:
    return f"its {Kind(level).label}"


def flag_words(rule: CountFlags, raised: Sequence[str], silent: int) -> str:
    """What counting the pack's own flags gave; `raised` are the titles of those raised.

    '3 of 8 outlier flags are known and 1 is raised (QOF points achieved), which is fewer than 5.'
    """
    number, seen = len(raised), len(rule.flags) - silent
    if not seen:
        return f"None of the {silent} outlier flags is known."
    named = f" ({', '.join(map(uncapitalised, raised))})" if raised else ""
    known = f"{seen} of {len(rule.flags)} outlier flags {'is' if seen == 1 else 'are'} known"
    count = {0: "none is", 1: "1 is"}.get(number, f"{number} are")
    found = f"{known} and {count} raised{named}"
    if number < rule.at_least <= number + silent:
        return f"{found}; the {silent} not known could make it {rule.at_least} or more."
    return f"{found}, {enough_words(rule, number)}"


def enough_words(rule: CountFlags, number: int) -> str:
    """'which is 5 or more but not 6 or more.'"""
    more = rule.also_show
    if number < rule.at_least:
        return f"which is fewer than {rule.at_least}."
    if not more:
        return f"which is {rule.at_least} or more."
    also = "and also" if number >= more else "but not"
    return f"which is {rule.at_least} or more {also} {more} or more."


def month_words(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"
