"""What is known locally laid over a screen once more, the slow and simple way.

It is written from the words of docs/packs.md and docs/screening.md, not from the engine: every
practice, every criterion, every entry, each time anew.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.screening.naive import signal_of

LETTERS = {"met": "m", "not_met": "n", "not_known": "u"}
RANKS = ("red", "amber", "green", "not_enough_evidence")


@dataclass
class Said:
    """One entry, in the order in which they were made (`turn`)."""

    turn: int
    practice: str
    criterion: str
    body: str
    kind: str
    tier: str
    about: date
    says: str
    answers: dict[str, Any] = field(default_factory=dict)
    withdrawn: bool = False


def come_out(pack: dict[str, Any], day: date, base: Any, said: list[Said], decides: bool) -> dict:
    """How one practice comes out: its letters, signal, and which criteria people settled."""
    open_to = ("commissioner", "deliberation") if decides else ("commissioner",)
    results, by_people, both = {}, [], []
    words = {letter: word for word, letter in LETTERS.items()}
    for criterion, letter in zip(pack["criteria"], base.results, strict=True):
        id_ = criterion["id"]
        results[id_] = words[letter]
        local = opinion(pack, criterion, day, base.code, [s for s in said if s.tier in open_to])
        if local is None:
            continue
        if results[id_] == "not_known" or criterion["kind"] != "measured":
            by_people.append(id_)
            if results[id_] != "not_known":
                both.append(id_)
            results[id_] = local
        else:
            both.append(id_)
    signal = signal_of(pack["signal"]["overall"], results, pack["signal"]["minimum_known"])
    met = sum(one == "met" for one in results.values())
    known = sum(one != "not_known" for one in results.values())
    enough = pack["review"]["or_met_at_least"]
    return {
        "code": base.code,
        "name": base.name,
        "areas": base.areas.split("/"),
        "letters": "".join(LETTERS[one] for one in results.values()),
        "signal": signal,
        "met": met,
        "not_met": known - met,
        "not_known": len(results) - known,
        "listed": signal in pack["review"]["signals"] or (enough is not None and met >= enough),
        "by_people": by_people,
        "both": both,
    }


def opinion(
    pack: dict[str, Any], criterion: dict[str, Any], day: date, code: str, said: list[Said]
) -> str | None:
    rule = criterion["local"] or {"type": "says", "max_age_months": None}
    months = rule["max_age_months"]
    if not months and criterion["rule"]:
        months = criterion["rule"]["max_age_months"]
    since = before(day, months or pack["max_age_months"])
    counted: dict[str, Said] = {}
    for one in sorted(said, key=lambda one: (one.about, one.turn)):
        of_it = one.practice == code and one.criterion == criterion["id"] and not one.withdrawn
        if of_it and since <= one.about <= day:
            counted[one.body] = one
    votes = [vote(rule, one) for one in counted.values()]
    if rule["type"] == "bodies":
        if set(votes) <= {"not_known"}:
            return None
        choices = next(r for r in criterion["reports"] if r["id"] == rule["report"])["choices"]
        bodies = set()
        for one, voted in zip(counted.values(), votes, strict=True):
            named = one.answers.get(rule["report"])
            if not named and voted == "met":
                named = [c["value"] for c in choices if one.kind in c["of"]] or [one.body]
            bodies |= set(named or [])
        return "met" if len(bodies) >= rule["bodies_at_least"] else "not_met"
    for result in ("met", "not_met"):
        if result in votes:
            return result
    return None


def vote(rule: dict[str, Any], one: Said) -> str:
    answer = one.answers.get(rule.get("report", ""))
    if answer and rule["type"] == "number":
        return "met" if float(answer) >= float(rule["number_at_least"]) else "not_met"
    if answer and rule["type"] == "bodies":
        return "met"
    if answer and rule["type"] == "answers":
        if answer in rule["met_when"]:
            return "met"
        if answer in rule["not_met_when"]:
            return "not_met"
    return one.says


def before(day: date, months: int) -> date:
    """The day so many months earlier, counted one month after the other."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def in_order(rows: list[dict]) -> list[dict]:
    return sorted(rows, key=lambda r: (RANKS.index(r["signal"]), -r["met"], r["name"], r["code"]))
