"""How far a plan is written, part by part, and where each part is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from resilience.agreements.models import Lead
from resilience.agreements.planning.missing import Missing
from resilience.look.jinja import url

COMPLETED, IN_PROGRESS, NOT_STARTED = "Completed", "In progress", "Not started"
OPTIONAL = "Optional"
WORDS = {
    "strategy": ("The local primary care strategy", "local_strategy"),
    "exit": ("How it ends, and when", "exit_strategy"),
}


@dataclass(frozen=True)
class Task:
    """A part of a plan to be written."""

    title: str
    address: str
    status: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    title: str
    tasks: list[Task] = field(default_factory=list)


def groups_of(content: dict[str, Any], missing: Iterable[Missing]) -> list[Group]:
    """All parts of a plan in their order, with what each still lacks."""
    found, reference = list(missing), content["reference"]

    def task(part: str, title: str, address: str, has: bool, row: str = "") -> Task:
        own = tuple(one.text for one in found if one.part == part and row in ("", one.row))
        status = COMPLETED if has and not own else IN_PROGRESS if has else NOT_STARTED
        return Task(title, address, status, own)

    leads = [
        task(
            "leads",
            label.capitalize(),
            url("agreements:lead", reference, part),
            part in content["leads"],
            part,
        )
        for part, label in Lead.Part.choices
    ]
    objectives = [one for heading in content["categories"] for one in heading["objectives"]]
    steps = content["milestones"] + [step for one in objectives for step in one["milestones"]]
    help_rows = [row for theme in content["help"] for row in theme["rows"]]
    rows = {
        "objectives": ("Objectives", bool(objectives)),
        "milestones": ("Milestones", bool(steps)),
        "help": ("Help, and what each side brings", any(row["description"] for row in help_rows)),
        "reports": ("Reports", bool(content["reports"])),
    }
    several = {
        kind: task(kind, title, url("agreements:rows", reference, kind), has)
        for kind, (title, has) in rows.items()
    }
    once = [
        task(part, title, url("agreements:words", reference, part), bool(content[name]))
        for part, (title, name) in WORDS.items()
    ]
    agreed = COMPLETED if content["case_study_by"] else OPTIONAL
    study = Task("Case study", url("agreements:words", reference, "case-study"), agreed)
    return [
        Group("Who leads", leads),
        Group("What is to be reached", [several["objectives"], several["milestones"]]),
        Group("The help", [several["help"], once[0]]),
        Group("How it is followed, and ends", [several["reports"], study, once[1]]),
    ]


def address_of(missing: Missing, reference: str) -> str:
    """Where something that a plan lacks is written."""
    if missing.part == "leads":
        return url("agreements:lead", reference, missing.row)
    if missing.part in WORDS:
        return url("agreements:words", reference, missing.part)
    if missing.row:
        return url("agreements:row", reference, missing.part, missing.row)
    return url("agreements:rows", reference, missing.part)
