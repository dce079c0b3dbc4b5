"""A pack's rules applied to figures: each criterion met, not met or not known, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from resilience.evidence.figures import Figure
from resilience.programmes.schema import (
    Above,
    AnyOf,
    Below,
    Category,
    CountFlags,
    Criterion,
    Equals,
    Rule,
    WorstShare,
)
from resilience.screening.findings import (
    MET,
    NOT_MET,
    RESTRICTED,
    Finding,
    Findings,
    any_met,
    uncapitalised,
    unknown,
)
from resilience.screening.ground import Ground
from resilience.screening.settling import Verdict, each, finding_of
from resilience.screening.wording import (
    area_words,
    asked_words,
    enough_words,
    figure_words,
    flag_words,
    limit_words,
    limited_words,
    number_words,
    share_words,
)


def assess(criterion: Criterion, ground: Ground) -> Findings:
    """The finding of one criterion for every practice open on the day; of a restricted one none,
    for it would show through counts and signals that others read."""
    if criterion.restricted:
        return dict.fromkeys(ground.practices, unknown(RESTRICTED))
    if criterion.rule is None:
        reason = f"No answer is recorded yet; it needs {uncapitalised(criterion.needs)}"
        return dict.fromkeys(ground.practices, unknown(reason))
    return apply(criterion.rule, ground)


def apply(rule: Rule, ground: Ground) -> Findings:
    """The findings of a rule by practice. Rules that ask the same thing, as a criterion and a
    flag often do, are answered once."""
    asked = rule.model_dump_json(exclude={"basis", "cite", "why"})
    if asked not in ground.answers:
        ground.answers[asked] = WAYS[type(rule)](rule, ground)
    return ground.answers[asked]


def _category(rule: Category, ground: Ground) -> Findings:
    known = ground.known(rule.indicator, rule.max_age_months)
    meeting = {word.casefold() for word in rule.met_when}
    asked = " or ".join(rule.met_when)

    def settle(figure: Figure) -> Verdict:
        met = str(figure.value).casefold() in meeting
        return met, asked_words(figure_words(known.indicator, figure), asked, met), {}

    return each(rule, ground, known, settle)


def _equals(rule: Equals, ground: Ground) -> Findings:
    known = ground.known(rule.indicator, rule.max_age_months)
    wanted = float(rule.value)
    asked = number_words(known.indicator, wanted)

    def settle(figure: Figure) -> Verdict:
        met = figure.value == wanted
        words = asked_words(figure_words(known.indicator, figure), asked, met)
        return met, words, {"threshold": wanted}

    return each(rule, ground, known, settle)


def _threshold(rule: Above | Below, ground: Ground) -> Findings:
    known = ground.known(rule.indicator, rule.max_age_months)
    limit = float(rule.threshold)
    above = isinstance(rule, Above)
    side = (
        ("above" if above else "below") if not rule.inclusive else "or more" if above else "or less"
    )
    words = limit_words(known.indicator, limit)
    asked = f"{words} {side}" if rule.inclusive else f"{side} {words}"

    def settle(figure: Figure) -> Verdict:
        value = known.numbers[figure.practice]
        met = value > limit if above else value < limit
        met = met or (rule.inclusive and value == limit)
        words = limited_words(figure_words(known.indicator, figure), asked, met)
        return met, words, {"threshold": limit}

    return each(rule, ground, known, settle)


def _worst_share(rule: WorstShare, ground: Ground) -> Findings:
    """Met for at most `percent` of practices at a tail: those whose value so few have, or more
    extreme ones. Practices with equal values have equal results, so a tie that would make it
    more than `percent` is not met."""
    known = ground.known(rule.indicator, rule.max_age_months)
    minimum = rule.minimum_practices
    inside = None if rule.within == "england" else rule.within
    relative = known.relative(inside, minimum) if inside else None
    values, ranking = (
        (relative.ratios, relative.ranking) if relative else (known.numbers, known.ranking)
    )
    allowed = ranking.share(rule.percent)

    def settle(figure: Figure) -> Verdict:
        shown = figure_words(known.indicator, figure)
        if inside and relative:
            area = ground.practices[figure.practice].areas.get(inside)
            if area is None:
                return None, f"{shown}; {area_words(inside)} is not known.", {}
            counted, where = relative.counts[area], area_words(inside)
        else:
            counted, where = len(known.numbers), "England"
        if counted < minimum:
            practices = "1 practice" if counted == 1 else f"{counted} practices"
            few = f"only {practices} in {where} can be compared and the criterion needs {minimum}"
            return None, f"{shown}; {few}.", {}
        value = values.get(figure.practice)
        if value is None:
            return None, f"{shown}; the average of {where} is 0, so there is no comparison.", {}
        if inside:
            shown = f"{shown}, {value:.2f} times the average of {where}"
        place = ranking.place(value)
        met_high = rule.tail != "low" and place.as_high <= allowed
        met_low = rule.tail != "high" and place.as_low <= allowed
        met = met_high or met_low
        down = rule.tail == "low" or (rule.tail == "both" and place.as_low < place.as_high)
        words = f"{shown}; {share_words(rule, place, down, met)}"
        shares = {
            "share_as_high": round(100 * place.as_high / place.among, 1),
            "share_as_low": round(100 * place.as_low / place.among, 1),
        }
        return met, words, shares

    return each(rule, ground, known, settle)


def _any_of(rule: AnyOf, ground: Ground) -> Findings:
    parts = [apply(part, ground) for part in rule.rules]
    return {code: any_met([findings[code] for findings in parts]) for code in ground.practices}


def _count_flags(rule: CountFlags, ground: Ground) -> Findings:
    """A reported count where there is one, else the flags; settled only when the flags that are
    not known would make no difference."""
    counted = _flagged(rule, ground)
    if rule.reported_indicator:
        known = ground.known(rule.reported_indicator, rule.max_age_months)
        for code, number in known.numbers.items():
            figure = known.latest.figures[code]
            shown = figure_words(known.indicator, figure)
            met, words = number >= rule.at_least, enough_words(rule, int(number))
            counted[code] = finding_of(met, f"{shown}, {words}", figure, known.indicator, {})
    return counted


def _flagged(rule: CountFlags, ground: Ground) -> Findings:
    flags = [apply(flag, ground) for flag in rule.flags]
    titles = [ground.known(f.indicator, f.max_age_months).indicator.title for f in rule.flags]
    findings = {}
    for code in ground.practices:
        parts = [flag[code] for flag in flags]
        raised = [title for title, part in zip(titles, parts, strict=True) if part.met]
        silent = sum(not part.known for part in parts)
        reason = flag_words(rule, raised, silent)
        if len(raised) >= rule.at_least:
            findings[code] = Finding(MET, reason, len(raised), "outlier flags")
        elif len(raised) + silent < rule.at_least:
            findings[code] = Finding(NOT_MET, reason, len(raised), "outlier flags")
        else:
            findings[code] = unknown(reason)
    return findings


WAYS: dict[type[Rule], Callable[[Any, Ground], Findings]] = {
    Category: _category,
    Equals: _equals,
    Above: _threshold,
    Below: _threshold,
    WorstShare: _worst_share,
    AnyOf: _any_of,
    CountFlags: _count_flags,
}
"""How each kind of rule is applied."""
