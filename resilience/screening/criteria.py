"""A pack's rules applied to figures: each criterion met, not met or not known, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import singledispatch

from resilience.evidence.figures import Figure, Latest
from resilience.evidence.indicators import Indicator
from resilience.programmes.schema import (
    Above,
    AnyOf,
    Below,
    Category,
    CountFlags,
    Criterion,
    Equals,
    SimpleRule,
    WorstShare,
)
from resilience.screening.findings import (
    MET,
    NOT_KNOWN,
    NOT_MET,
    Finding,
    Findings,
    any_met,
    unknown,
)
from resilience.screening.ground import LOCAL, Ground, Ranking
from resilience.screening.wording import figure_words, missing_words, month_words, share_words


def assess(criterion: Criterion, ground: Ground) -> Findings:
    """The finding of one criterion for every practice open on the day."""
    if criterion.rule is None:
        return dict.fromkeys(ground.practices, unknown(f"Not asked yet. Needs: {criterion.needs}"))
    return apply(criterion.rule, ground)


Verdict = tuple[bool | None, str, dict[str, float | None]]
"""Met, not met or (None) not known; the reason; figures to compare with."""
Settle = Callable[[Figure, Indicator], Verdict]


@singledispatch
def apply(rule: object, ground: Ground) -> Findings:
    """The findings of a rule by practice; one function for each kind of rule."""
    raise TypeError(f"no way to apply {type(rule).__name__}")


@apply.register
def _category(rule: Category, ground: Ground) -> Findings:
    meeting = {word.casefold() for word in rule.met_when}

    def settle(figure: Figure, indicator: Indicator) -> Verdict:
        met = str(figure.value).casefold() in meeting
        words = f"{indicator.title} was {figure.value} in {figure.period.words}."
        if figure.note:
            words = f"{words} {figure.note}"
        return met, words, {}

    return _for_each(rule, ground, settle)


@apply.register
def _equals(rule: Equals, ground: Ground) -> Findings:
    wanted = float(rule.value)

    def settle(figure: Figure, indicator: Indicator) -> Verdict:
        met = figure.value == wanted
        sought = figure_words(indicator, wanted)
        words = f"{figure_words(indicator, figure.value)}; the criterion asks about {sought}."
        return met, f"{indicator.title}: {words}", {}

    return _for_each(rule, ground, settle)


@apply.register(Above)
@apply.register(Below)
def _threshold(rule: Above | Below, ground: Ground) -> Findings:
    limit = float(rule.threshold)
    side = "above" if isinstance(rule, Above) else "below"
    at = " or at" if rule.inclusive else ""

    def settle(figure: Figure, indicator: Indicator) -> Verdict:
        value = float(figure.value or 0)
        met = value > limit if side == "above" else value < limit
        met = met or (rule.inclusive and value == limit)
        relation = f"{side}{at}" if met else f"not {side}{at}"
        words = (
            f"{indicator.title}: {figure_words(indicator, value)}, "
            f"{relation} {figure_words(indicator, limit)}."
        )
        return met, words, {"threshold": limit}

    return _for_each(rule, ground, settle)


@apply.register
def _worst_share(rule: WorstShare, ground: Ground) -> Findings:
    """Met for at most `percent` of practices: those whose value so few have, or more extreme."""
    latest = ground.latest(rule.indicator, rule.max_age_months)
    if rule.within == "england":
        values, sizes = ground.numbers(latest), {}
    else:
        values, sizes = ground.ratios(latest, rule.within)
    ranking = Ranking.of(values.values())
    percent = float(rule.percent)

    def settle(figure: Figure, indicator: Indicator) -> Verdict:
        shown = f"{indicator.title}: {figure_words(indicator, figure.value)}"
        value = values.get(figure.practice)
        area = ground.practices[figure.practice].areas.get(rule.within)
        counted = len(ranking) if rule.within == "england" else sizes.get(area or "", 0)
        if value is None or counted < rule.minimum_practices:
            reason = (
                f"{shown}. Only {counted} practices to compare with have a figure; "
                f"the criterion needs {rule.minimum_practices}."
            )
            return None, reason, {}
        high, low = ranking.share_as_high(value), ranking.share_as_low(value)
        met_high = rule.tail != "low" and high <= percent
        met_low = rule.tail != "high" and low <= percent
        if rule.within != "england":
            shown = f"{shown}, {value:.2f} times the average of its {rule.within.upper()}"
        words = f"{shown}. {share_words(rule, high, low, met_high, met_low)}"
        shares = {"share_as_high": round(high, 1), "share_as_low": round(low, 1)}
        return met_high or met_low, words, shares

    return _for_each(rule, ground, settle)


@apply.register
def _any_of(rule: AnyOf, ground: Ground) -> Findings:
    each = [apply(part, ground) for part in rule.rules]
    return {code: any_met(findings[code] for findings in each) for code in ground.practices}


@apply.register
def _count_flags(rule: CountFlags, ground: Ground) -> Findings:
    flags = [apply(flag, ground) for flag in rule.flags]
    reported: dict[str, Figure] = {}
    if rule.reported_indicator:
        latest = ground.latest(rule.reported_indicator, rule.max_age_months)
        reported = {c: f for c, f in latest.figures.items() if f.mark is None}
    counted = {}
    for code in ground.practices:
        if figure := reported.get(code):
            counted[code] = _counted(rule, int(float(figure.value or 0)), 0, figure)
        else:
            parts = [findings[code] for findings in flags]
            raised, silent = sum(p.met for p in parts), sum(not p.known for p in parts)
            counted[code] = _counted(rule, raised, silent, None)
    return counted


def _counted(rule: CountFlags, raised: int, silent: int, figure: Figure | None) -> Finding:
    """Settled only when the flags that could not be looked at would make no difference."""
    if raised >= rule.at_least:
        result = MET
    elif raised + silent < rule.at_least:
        result = NOT_MET
    else:
        result = NOT_KNOWN
    if figure:
        reason = f"{raised} outlier indicators in the web tool."
    else:
        seen = len(rule.flags) - silent
        reason = f"{raised} outlier flags raised; {seen} of {len(rule.flags)} could be looked at."
    if result == NOT_KNOWN:
        reason += f" With {silent} not known, {rule.at_least} or more can't be ruled out."
    else:
        reason += " " + "; ".join(
            f"{n} or more: {'yes' if raised >= n else 'no'}"
            for n in (rule.at_least, rule.also_show)
            if n
        )
        reason += "."
    if figure is None:
        return Finding(result, reason, raised if len(rule.flags) > silent else None)
    return Finding(
        result,
        reason,
        raised,
        period=figure.period.label,
        release=figure.release,
        line=figure.line,
        note=figure.note,
    )


def _for_each(rule: SimpleRule, ground: Ground, settle: Settle) -> Findings:
    """Settle what has a figure; say why the rest is not known."""
    indicator = ground.indicators[rule.indicator]
    latest = ground.latest(rule.indicator, rule.max_age_months)
    limit = rule.max_age_months or ground.pack.max_age_months
    if latest.period is None:
        return dict.fromkeys(ground.practices, unknown(_nothing(indicator, latest, ground, limit)))
    absent = unknown(
        f"{indicator.title}: the practice is not in the file for {latest.period.words}."
    )
    middle, local = ground.medians(latest)
    findings = {}
    for code, practice in ground.practices.items():
        figure = latest.figures.get(code)
        if figure is None:
            findings[code] = absent
        elif figure.mark is not None:
            findings[code] = _finding(None, missing_words(indicator, figure), figure, indicator, {})
        else:
            met, reason, beside = settle(figure, indicator)
            area = local.get(practice.areas.get(LOCAL, ""))
            beside |= {"england_median": middle, "area_median": area} if middle is not None else {}
            findings[code] = _finding(met, reason, figure, indicator, beside)
    return findings


def _nothing(indicator: Indicator, latest: Latest, ground: Ground, limit: int) -> str:
    if latest.too_old:
        return (
            f"{indicator.title}: the most recent figures loaded are for {latest.too_old.words}, "
            f"more than {month_words(limit)} old on the day."
        )
    day = f"{ground.as_at.day} {ground.as_at:%B %Y}"
    return f"{indicator.title}: no figures are loaded for a period that ended by {day}."


def _finding(
    met: bool | None,
    reason: str,
    figure: Figure,
    indicator: Indicator,
    comparison: Mapping[str, float | None],
) -> Finding:
    return Finding(
        NOT_KNOWN if met is None else MET if met else NOT_MET,
        reason,
        figure.value,
        indicator.unit,
        figure.period.label,
        figure.release,
        figure.line,
        figure.note,
        comparison,
    )
