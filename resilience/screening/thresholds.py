"""What makes a criterion met, in words, from the pack as a snapshot kept it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resilience.evidence.indicators import Indicator
from resilience.organisations.models import Kind
from resilience.screening.answers import labels_of
from resilience.screening.wording import limit_words

Rule = Mapping[str, Any]
TAILS = {"high": "the highest", "low": "the lowest", "both": "the highest or the lowest"}


def rule_words(rule: Rule, indicators: Mapping[str, Indicator]) -> str:
    """'QOF points achieved: met when below 80%.'"""
    match rule["type"]:
        case "any_of":
            return " ".join(rule_words(part, indicators) for part in rule["rules"])
        case "count_flags":
            return _flags(rule, indicators)
        case _:
            return f"{_title(rule['indicator'], indicators)}: met when {_when(rule, indicators)}."


def local_words(criterion: Rule) -> str:
    """'Entered locally: met when 1 or more are reported as GP posts that are vacant.'"""
    rule = criterion.get("local") or {"type": "says"}
    if rule["type"] == "says":
        return ""
    report = next(one for one in criterion["reports"] if one["id"] == rule["report"])
    asked = f"“{report['label']}”"
    match rule["type"]:
        case "number":
            least = rule["number_at_least"]
            return f"Entered locally: met when {asked} is answered with {least} or more."
        case "bodies":
            least = rule["bodies_at_least"]
            bodies = "one body is" if least == 1 else f"{least} different bodies are"
            return f"Entered locally: met when {bodies} named under {asked}, or more."
    labels = labels_of(report)
    when = " or ".join(labels[value] for value in rule["met_when"])
    return f"Entered locally: met when {asked} is answered with: {when}."


def indicators_of(rule: Rule | None) -> list[str]:
    """The indicators whose figures a rule reads, in its order; those of flags are left out."""
    match rule:
        case None | {"type": "count_flags"}:
            return []
        case {"type": "any_of", "rules": parts}:
            return [part["indicator"] for part in parts]
        case _:
            return [rule["indicator"]]


def _when(rule: Rule, indicators: Mapping[str, Indicator]) -> str:
    match rule["type"]:
        case "category":
            return " or ".join(rule["met_when"])
        case "equals":
            return f"exactly {_limit(rule, rule['value'], indicators)}"
        case "above" | "below":
            limit = _limit(rule, rule["threshold"], indicators)
            if not rule["inclusive"]:
                return f"{rule['type']} {limit}"
            return f"{limit} or {'more' if rule['type'] == 'above' else 'less'}"
        case _:
            share = f"among {TAILS[rule['tail']]} {rule['percent']}% of practices in England"
            if rule["within"] == "england":
                return share
            return f"{share} once divided by the average of its {Kind(rule['within']).label}"


def _flags(rule: Rule, indicators: Mapping[str, Indicator]) -> str:
    titles = [_title(flag["indicator"], indicators) for flag in rule["flags"]]
    also = f" Whether it is {rule['also_show']} or more is shown too." if rule["also_show"] else ""
    return (
        f"Met when {rule['at_least']} or more of {len(titles)} outlier flags are raised.{also} "
        f"The flags: {'; '.join(titles)}."
    )


def _title(indicator: str, indicators: Mapping[str, Indicator]) -> str:
    return indicators[indicator].title if indicator in indicators else indicator


def _limit(rule: Rule, limit: str, indicators: Mapping[str, Indicator]) -> str:
    indicator = indicators.get(rule["indicator"])
    return limit_words(indicator, float(limit)) if indicator else limit
