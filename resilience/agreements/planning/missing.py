"""What a plan still lacks before it can be put to the practice (G10.1, G10.3, D17, DA1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from resilience.agreements.models import Lead
from resilience.look import words
from resilience.programmes.schema import Pack

Plain = dict[str, Any]
LEAD = {
    "organisation": "the organisation",
    "name": "the name",
    "role": "the role",
    "address": "the address",
    "phone": "the telephone number",
    "email": "the e-mail address",
}
SMART = {
    "what": "what is to be reached",
    "measure": "how it is measured",
    "baseline": "where it stands now",
    "target": "the target",
    "achievable": "why it can be done",
    "due": "by when",
    "side": "which side answers for it",
    "owner": "who answers for it, by role",
}
"""Specific, measurable (from where to where), achievable, relevant by its heading, time-bound."""
HELP = {
    "description": "what is done",
    "route": "how the help comes",
    "body_contribution": "what the local team brings",
    "practice_contribution": "what the practice brings",
}


@dataclass(frozen=True)
class Missing:
    """Something that a plan lacks: in which part of it, of which row, and in a sentence."""

    part: str
    text: str
    row: int | str = ""


def missing_of(content: Plain, pack: Pack) -> list[Missing]:
    """Everything that a plan lacks, in the order of its parts; nothing where it is complete."""
    return [
        *_leads(content),
        *_objectives(content),
        *_milestones(content),
        *_help(content, pack),
        *_reports(content),
        *_words(content),
        *_ending(content, pack),
    ]


def _leads(content: Plain) -> Iterator[Missing]:
    for part, title in Lead.Part.choices:
        lead = content["leads"].get(part)
        if lead is None:
            yield Missing("leads", f"Name the {title}.", part)
        elif lacks := _lacks(lead, LEAD):
            yield Missing("leads", f"Of the {title} add {lacks}.", part)


def _objectives(content: Plain) -> Iterator[Missing]:
    objectives = [one for heading in content["categories"] for one in heading["objectives"]]
    if not objectives:
        yield Missing("objectives", "Add at least one objective.")
    for one in objectives:
        if lacks := _lacks(one, SMART):
            yield Missing("objectives", f"Of objective {one['number']} add {lacks}.", one["number"])
        if late := _late(one["due"], content):
            told = f"Objective {one['number']} is due on {late}."
            yield Missing("objectives", told, one["number"])


def _milestones(content: Plain) -> Iterator[Missing]:
    of_objectives = [
        step
        for heading in content["categories"]
        for one in heading["objectives"]
        for step in one["milestones"]
    ]
    milestones = of_objectives + content["milestones"]
    if not milestones:
        yield Missing("milestones", "Add at least one milestone.")
    for one in milestones:
        if late := _late(one["due"], content):
            told = f"The milestone “{one['title']}” is on {late}."
            yield Missing("milestones", told, one["number"])


def _help(content: Plain, pack: Pack) -> Iterator[Missing]:
    rows = [(theme["title"], row) for theme in content["help"] for row in theme["rows"]]
    if not rows:
        yield Missing("help", "Add at least one kind of help.")
    for title, row in rows:
        lacks = _lacks(row, HELP) or (_lacks_of_route(row, pack) if row["route"] else "")
        if lacks:
            yield Missing("help", f"Of the help “{title}” add {lacks}.", row["number"])
        if late := _late(row["ends"], content):
            told = f"The help “{title}” goes on until {late}."
            yield Missing("help", told, row["number"])


def _lacks_of_route(row: Plain, pack: Pack) -> str:
    routes = {one.id: one for one in (pack.planning.routes if pack.planning else ())}
    route = routes.get(row["route"])
    if route is None:
        return HELP["route"]
    wanted = {"supplier": "the supplier"} if route.by_supplier else {}
    if route.by_sender:
        wanted |= {
            "sender": "the practice that sends its people",
            "sender_capacity": "how it is known that it has people to spare",
        }
    return _lacks(row, wanted)


def _reports(content: Plain) -> Iterator[Missing]:
    if not content["reports"]:
        yield Missing("reports", "Add at least one report.")


def _words(content: Plain) -> Iterator[Missing]:
    if not content["local_strategy"]:
        yield Missing("strategy", "Say how the plan goes with the local primary care strategy.")


def _ending(content: Plain, pack: Pack) -> Iterator[Missing]:
    wanted = {
        "exit_strategy": "how the practice goes on without the help",
        "money_ends": "the day on which money ends",
        "ends": "the last day of the memorandum",
    }
    if lacks := _lacks(content, wanted):
        yield Missing("exit", f"Of the end add {lacks}.")
    if money := content["money_ends"]:
        last = date.fromisoformat(money)
        if late := _late(money, content):
            yield Missing("exit", f"Money ends on {late}.")
        if last > pack.ends:
            told = f"{pack.title} pays until {words.day(pack.ends)}: money ends by then."
            yield Missing("exit", told)


def _lacks(row: Plain, wanted: dict[str, str]) -> str:
    """What of a row is empty, in words: “the name, the role and the address”."""
    found = [told for name, told in wanted.items() if row[name] in (None, "")]
    return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def _late(due: str | None, content: Plain) -> str:
    """A day after the last of the memorandum, with that; empty where it is not after it."""
    ends = content["ends"]
    if not due or not ends or due <= ends:
        return ""
    last = words.day(date.fromisoformat(ends))
    return f"{words.day(date.fromisoformat(due))}, after the memorandum ends on {last}"
