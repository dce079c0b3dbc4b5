"""A plan in words: how its pages show what it says, and what is compared between two versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from resilience.agreements.models import Lead, Side
from resilience.look import words

Plain = dict[str, Any]
REPORTS_ABOUT = "They tell how the help goes, and are not for contract performance management."
SIDES = dict(Side.choices)


@dataclass(frozen=True)
class Block:
    """One thing that a plan says, such as an objective: its `key` stays the same from version to
    version; its lines are a label and what is said."""

    key: str
    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """A part of a plan, by its name in addresses."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    about: str = ""


def told(content: Plain) -> list[Section]:
    """All that a plan says, part by part; what was not written has an empty text."""
    return [
        *(
            Section("objectives", heading["title"], tuple(_objectives(heading)))
            for heading in content["categories"]
        ),
        Section("milestones", "Milestones", tuple(_milestones(content))),
        Section("help", "Help and who brings what", tuple(_help(content))),
        Section("reports", "Reports", tuple(_reports(content)), REPORTS_ABOUT),
        Section("strategy", "The local primary care strategy", tuple(_strategy(content))),
        Section("exit", "How it ends", tuple(_exit(content))),
        Section("case-study", "Case study", tuple(_case_study(content))),
        Section("leads", "Who leads", tuple(_leads(content))),
    ]


def block_of(content: Plain, key: str) -> Block | None:
    """One thing that a plan says, by its key."""
    every = (block for section in told(content) for block in section.blocks)
    return next((one for one in every if one.key == key), None)


def _leads(content: Plain) -> Iterator[Block]:
    for part, title in Lead.Part.choices:
        if one := content["leads"].get(part):
            labels = {"Name": "name", "Role": "role", "Organisation": "organisation"}
            labels |= {"Address": "address", "Telephone": "phone", "E-mail": "email"}
            lines = tuple((label, str(one[name])) for label, name in labels.items())
            yield Block(f"lead {part}", title.capitalize(), lines)


def _objectives(heading: Plain) -> Iterator[Block]:
    for one in heading["objectives"]:
        lines = [
            ("What is to be reached", one["what"]),
            ("Measured by", one["measure"]),
            ("From", one["baseline"]),
            ("Published figure", one["baseline_source"]),
            ("To", one["target"]),
            ("Why it can be done", one["achievable"]),
            ("By", _day(one["due"])),
            ("Answers for it", f"{one['owner']}, {SIDES.get(one['side'], '')}"),
        ]
        told = tuple(line for line in lines if line[1] or line[0] != "Published figure")
        yield Block(f"objective {one['number']}", f"Objective {one['number']}", told)


def _milestones(content: Plain) -> Iterator[Block]:
    rows = [
        (one, f"objective {of['number']}")
        for heading in content["categories"]
        for of in heading["objectives"]
        for one in of["milestones"]
    ]
    rows += [(one, "the plan as a whole") for one in content["milestones"]]
    for one, towards in sorted(rows, key=lambda row: (row[0]["due"], row[0]["number"])):
        lines = (
            ("By", _day(one["due"])),
            ("Towards", towards),
            ("Answers for it", SIDES.get(one["side"], "")),
        )
        yield Block(f"milestone {one['number']}", one["title"], lines)


def _help(content: Plain) -> Iterator[Block]:
    for theme in content["help"]:
        for one in theme["rows"]:
            lines = [("What is done", one["description"]), ("How it comes", one["route_title"])]
            if one["supplier"]:
                lines.append(("Supplier", one["supplier"]["name"]))
            if one["sender"]:
                lines.append(("Sent by", one["sender"]["name"]))
                lines.append(("People to spare", one["sender_capacity"]))
            lines += [
                ("The local team brings", one["body_contribution"]),
                ("The practice brings", one["practice_contribution"]),
                ("When", _span(one["starts"], one["ends"])),
            ]
            yield Block(f"help {one['number']}", theme["title"], tuple(lines))


def _reports(content: Plain) -> Iterator[Block]:
    for one in content["reports"]:
        yield Block(f"report {one['number']}", one["what"], (("By", _day(one["due"])),))


def _strategy(content: Plain) -> Iterator[Block]:
    yield Block("strategy", "", (("How the plan goes with it", content["local_strategy"]),))


def _exit(content: Plain) -> Iterator[Block]:
    lines = (
        ("How the practice goes on without the help", content["exit_strategy"]),
        ("Money ends on", _day(content["money_ends"])),
        ("Last day of the memorandum", _day(content["ends"])),
    )
    yield Block("exit", "", lines)


def _case_study(content: Plain) -> Iterator[Block]:
    by = content["case_study_by"]
    said = f"The practice gives one by {_day(by)}." if by else "None is agreed."
    yield Block("case study", "", (("Agreed", said),))


def _day(iso: str | None) -> str:
    return words.day(date.fromisoformat(iso)) if iso else ""


def _span(starts: str | None, ends: str | None) -> str:
    begun = f"From {_day(starts)}" if starts else ""
    ended = f"{'until' if starts else 'Until'} {_day(ends)}" if ends else ""
    return " ".join(filter(None, [begun, ended])) or "As agreed"
