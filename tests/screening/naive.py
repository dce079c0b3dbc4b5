"""The whole screen once more, the slow and simple way: plain dicts, fractions, nothing shared.

It is written from the words of the packs and their schema, not from the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

Figures = dict[str, dict[str, dict[str, Any]]]
"""indicator → practice → {"value": …, "over": …, "under": …}; the value is None when marked."""
Areas = dict[str, dict[str, str]]
"""practice → kind of area → code"""


def screen(pack: dict[str, Any], areas: Areas, figures: Figures) -> dict[str, dict[str, Any]]:
    """practice → {"results": {criterion: result}, "signal": …, "domains": {…}, "listed": …}"""
    screened = {}
    for practice in areas:
        results = {
            c["id"]: "not_known" if c["rule"] is None else ask(c["rule"], practice, areas, figures)
            for c in pack["criteria"]
        }
        signal = signal_of(pack["signal"]["overall"], results, pack["signal"]["minimum_known"])
        met = sum(result == "met" for result in results.values())
        enough = pack["review"]["or_met_at_least"]
        screened[practice] = {
            "results": results,
            "signal": signal,
            "domains": {
                domain["id"]: signal_of(
                    pack["signal"]["domain"],
                    {c["id"]: results[c["id"]] for c in pack["criteria"]
                     if c["domain"] == domain["id"]},
                    1,
                )
                for domain in pack["domains"]
            },
            "listed": signal in pack["review"]["signals"]
            or (enough is not None and met >= enough),
        }  # fmt: skip
    return screened


def ask(rule: dict[str, Any], practice: str, areas: Areas, figures: Figures) -> str:
    if rule["type"] == "any_of":
        parts = [ask(part, practice, areas, figures) for part in rule["rules"]]
        if "met" in parts:
            return "met"
        return "not_known" if "not_known" in parts else "not_met"
    if rule["type"] == "count_flags":
        reported = value_of(rule["reported_indicator"], practice, figures)
        if reported is not None:
            return "met" if reported >= rule["at_least"] else "not_met"
        parts = [ask(part, practice, areas, figures) for part in rule["flags"]]
        if parts.count("met") >= rule["at_least"]:
            return "met"
        possible = parts.count("met") + parts.count("not_known")
        return "not_known" if possible >= rule["at_least"] else "not_met"
    value = value_of(rule["indicator"], practice, figures)
    if value is None:
        return "not_known"
    if rule["type"] == "worst_share":
        return worst(rule, practice, areas, figures)
    return "met" if MEETS[rule["type"]](rule, value) else "not_met"


def worst(rule: dict[str, Any], practice: str, areas: Areas, figures: Figures) -> str:
    known = {p: v for p in areas if (v := value_of(rule["indicator"], p, figures)) is not None}
    if rule["within"] == "england":
        if len(known) < rule["minimum_practices"]:
            return "not_known"
        compared = {p: Fraction(v).limit_denominator(10**6) for p, v in known.items()}
    else:
        compared = {}
        for p in known:
            members = [
                q for q in known if areas[q].get(rule["within"]) == areas[p].get(rule["within"])
            ]
            if rule["within"] not in areas[p] or len(members) < rule["minimum_practices"]:
                continue
            rows = [figures[rule["indicator"]][q] for q in members]
            average = Fraction(sum(r["over"] for r in rows), sum(r["under"] for r in rows))
            row = figures[rule["indicator"]][p]
            if average:
                compared[p] = Fraction(row["over"], row["under"]) / average
        if practice not in compared:
            return "not_known"
    mine = compared[practice]
    as_high = Fraction(100 * sum(v >= mine for v in compared.values()), len(compared))
    as_low = Fraction(100 * sum(v <= mine for v in compared.values()), len(compared))
    percent = Fraction(rule["percent"])
    high = rule["tail"] in ("high", "both") and as_high <= percent
    low = rule["tail"] in ("low", "both") and as_low <= percent
    return "met" if high or low else "not_met"


def value_of(indicator: str, practice: str, figures: Figures) -> Any:
    return figures.get(indicator, {}).get(practice, {}).get("value")


MEETS: dict[str, Callable[[dict[str, Any], Any], bool]] = {
    "category": lambda rule, value: value.lower() in [w.lower() for w in rule["met_when"]],
    "equals": lambda rule, value: Fraction(value) == Fraction(rule["value"]),
    "above": lambda rule, value: (
        value > float(rule["threshold"])
        or (rule["inclusive"] and value == float(rule["threshold"]))
    ),
    "below": lambda rule, value: (
        value < float(rule["threshold"])
        or (rule["inclusive"] and value == float(rule["threshold"]))
    ),
}


def signal_of(rule: dict[str, Any], results: dict[str, str], minimum: int) -> str:
    met = [criterion for criterion, result in results.items() if result == "met"]
    if sum(result != "not_known" for result in results.values()) < minimum:
        return "not_enough_evidence"
    if len(met) >= rule["red_when_met"] or any(c in rule["red_criteria"] for c in met):
        return "red"
    return "amber" if len(met) >= rule["amber_when_met"] else "green"
