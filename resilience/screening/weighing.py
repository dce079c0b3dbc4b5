"""What people entered, weighed: which entries count on a day, and what they make of a criterion.

Of each body, the organisation for which something was entered, the latest entry under a criterion
counts, while the day it is about is not after that of the screen nor too long before it. Several
bodies may differ: then it is met where one says so, since the screen gives reasons to ask; only
where none does, and one says that it is not met, it is not. What is not clear settles nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from resilience.screening.answers import in_words, labels_of
from resilience.screening.findings import MET, NOT_KNOWN, NOT_MET
from resilience.screening.intelligence import Intelligence
from resilience.screening.months import months_later
from resilience.screening.wording import day_words

Plain = Mapping[str, Any]
"""A criterion, or its way of weighing, as a snapshot's pack has it."""
SAYS = {MET: "that it is met", NOT_MET: "that it is not met", NOT_KNOWN: "that it is not clear"}


@dataclass(frozen=True)
class Local:
    """What people together make of a criterion: met or not met, why, and by whom until when."""

    result: str
    reason: str
    source: str
    latest: date


def months_of(pack: Plain, criterion: Plain) -> int:
    """How long an entry under a criterion counts."""
    for rule in (criterion.get("local"), criterion["rule"]):
        if rule and rule.get("max_age_months"):
            return int(rule["max_age_months"])
    return int(pack["max_age_months"])


def oldest(pack: Plain, criterion: Plain, as_at: date) -> date:
    """The earliest day about which an entry still counts."""
    return months_later(as_at, -months_of(pack, criterion))


def counting(
    pack: Plain, criterion: Plain, as_at: date, entries: Iterable[Intelligence]
) -> list[Intelligence]:
    """Of entries under a criterion those that count, one for each body, the latest first."""
    earliest = oldest(pack, criterion, as_at)
    of_the_day = (one for one in entries if earliest <= one.about <= as_at)
    latest: dict[int, Intelligence] = {}
    for one in sorted(of_the_day, key=lambda one: (one.about, one.pk)):
        latest[one.entered_for_id] = one
    return sorted(latest.values(), key=lambda one: (one.about, one.pk), reverse=True)


def says_of(criterion: Plain, one: Intelligence) -> str:
    """What an entry says of a criterion: as the pack reads its answers, else as the person did."""
    return read(criterion, one.reports) or one.says


def read(criterion: Plain, answers: Plain) -> str:
    """What the pack makes of the answers of one entry; empty where it leaves that to the person."""
    rule = criterion.get("local") or {"type": "says"}
    answer = answers.get(rule.get("report", ""))
    match rule["type"]:
        case "number" if answer is not None:
            return MET if Decimal(answer) >= Decimal(str(rule["number_at_least"])) else NOT_MET
        case "bodies" if answer:
            return MET
        case "answers" if answer:
            given = set(answer if isinstance(answer, list) else [answer])
            if given & set(rule["met_when"]):
                return MET
            return NOT_MET if given & set(rule["not_met_when"]) else ""
    return ""


def weigh(criterion: Plain, entries: list[Intelligence]) -> Local | None:
    """What the entries that count make of a criterion; None where they settle nothing."""
    said = [(one, says_of(criterion, one)) for one in entries]
    said = [(one, says) for one, says in said if says != NOT_KNOWN]
    if not said:
        return None
    rule = criterion.get("local") or {"type": "says"}
    if rule["type"] == "bodies":
        return _bodies(criterion, rule, said)
    result = MET if any(says == MET for _, says in said) else NOT_MET
    said.sort(key=lambda each: each[1] != result)
    words = " ".join(_sentence(criterion, one, says) for one, says in said)
    if any(says != result for _, says in said):
        words += " They differ, and one that says it is met counts."
    return _local(result, words, [one for one, says in said if says == result])


def _bodies(criterion: Plain, rule: Plain, said: list[tuple[Intelligence, str]]) -> Local:
    """Met by how many different bodies are named as concerned in all entries together (GC6).
    Who names none and says that it is met is concerned itself."""
    report = next(one for one in criterion["reports"] if one["id"] == rule["report"])
    own = {kind: one["value"] for one in report["choices"] for kind in one["of"]}
    named: dict[str, str] = {}
    labels = labels_of(report)
    for one, says in said:
        given = one.reports.get(rule["report"])
        if given:
            named |= {value: labels.get(value, value) for value in given}
        elif says == MET:
            body = one.entered_for
            value = own.get(body.kind, body.code)
            named[value] = labels.get(value, body.name)
    number, least = len(named), rule["bodies_at_least"]
    listed = f" ({', '.join(named[value] for value in sorted(named))})" if named else ""
    told = f"{number or 'No'} {'bodies are' if number > 1 else 'body is'}"
    words = f"{told} named as concerned{listed}; the criterion asks for {least} or more."
    result = MET if number >= least else NOT_MET
    return _local(result, words, [one for one, _ in said])


def _sentence(criterion: Plain, one: Intelligence, says: str) -> str:
    """'NHS OTTERVALE says that it is met (How many GP posts are vacant: 2; 1 June 2018).'"""
    beside = "; ".join([*in_words(criterion, one.reports, texts=False), day_words(one.about)])
    return f"{one.entered_for.name} says {SAYS[says]} ({beside})."


def _local(result: str, words: str, by: list[Intelligence]) -> Local:
    who = " and ".join(f"{one.entered_for.name}, {day_words(one.about)}" for one in by)
    return Local(result, words, f"entered locally by {who}", max(one.about for one in by))
