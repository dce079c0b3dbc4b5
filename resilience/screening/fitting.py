"""Whether a pack's rules can be read from the catalogue of indicators.

A word that no indicator ever has would make a criterion silently never met, so it is told before
anything is screened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from resilience.evidence.indicators import Indicator
from resilience.programmes.schema import AnyOf, Category, CountFlags, Pack, Rule, SimpleRule


class PackDoesNotFit(Exception):
    """A rule asks for what no indicator gives; one line per fault with criterion and advice."""


def check(pack: Pack, indicators: Mapping[str, Indicator]) -> None:
    """Raises PackDoesNotFit."""
    faults = [
        f"{pack.id}, criterion {criterion.id}: {fault}"
        for criterion in pack.criteria
        if criterion.rule
        for fault in _faults(criterion.rule, indicators)
    ]
    faults += [
        f"{pack.id}, flag {flag.id}: {fault}"
        for domain in (pack.dashboard.domains if pack.dashboard else ())
        for flag in domain.flags
        for fault in _faults(flag.rule, indicators)
    ]
    if faults:
        raise PackDoesNotFit("\n".join(faults))


def _faults(rule: Rule, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for part in _parts(rule):
        yield from _misread(part.indicator, part, indicators)
    if isinstance(rule, CountFlags) and rule.reported_indicator:
        yield from _misread(rule.reported_indicator, None, indicators)


def _parts(rule: Rule) -> tuple[SimpleRule, ...]:
    if isinstance(rule, AnyOf):
        return rule.rules
    return rule.flags if isinstance(rule, CountFlags) else (rule,)


def _misread(
    name: str, rule: SimpleRule | None, indicators: Mapping[str, Indicator]
) -> Iterator[str]:
    indicator = indicators.get(name)
    if indicator is None:
        near = get_close_matches(name, indicators, n=1)
        advice = f"write {near[0]}" if near else "declare it, or choose another"
        yield f"there is no indicator '{name}'; {advice}."
    elif not isinstance(rule, Category):
        if indicator.in_words:
            yield f"'{name}' gives words, and the rule needs a number; use a rule of type category."
    elif not indicator.in_words:
        yield f"'{name}' gives numbers, and a rule of type category needs words; use another type."
    else:
        known = {value.casefold() for value in indicator.values}
        for word in rule.met_when:
            if word.casefold() not in known:
                yield f"'{name}' is never '{word}'; it is one of: {', '.join(indicator.values)}."
