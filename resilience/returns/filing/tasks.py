"""How far a return is, part by part, and where each part is."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.look import words
from resilience.look.jinja import url
from resilience.returns.filing.desk import Desk

COMPLETED, NOT_STARTED, OPTIONAL = "Completed", "Not started", "Optional"


@dataclass(frozen=True)
class Task:
    """A part of a return; without an address the reader has nothing to do there."""

    title: str
    address: str
    status: str
    hint: str = ""


def tasks(desk: Desk) -> list[Task]:
    """All parts of a return in their order, and signing it off last."""
    found = [_figures(desk)]
    if desk.before:
        found.append(_differences(desk))
    for question in desk.returns.questions:
        written = bool(desk.of.words.get(question.id))
        status = COMPLETED if written else NOT_STARTED if question.needed else OPTIONAL
        address = url("returns:answer", *desk.address, question.id) if desk.may_file else ""
        found.append(Task(question.title, address, status))
    waits = any(one.status == NOT_STARTED for one in found)
    status = "Cannot start yet" if waits else NOT_STARTED
    address = url("returns:send", *desk.address) if desk.may_file and not waits else ""
    return [*found, Task("Check, sign off and send", address, status)]


def _figures(desk: Desk) -> Task:
    unknown = {one.id for one in desk.returns.measures if desk.figure(one.id).known is None}
    hint = f"{words.plural(len(unknown), 'figure')} not known in part" if unknown else ""
    address = url("returns:figures", *desk.address)
    return Task("Look at the figures", address, COMPLETED, hint)


def _differences(desk: Desk) -> Task:
    many = len(desk.unsaid)
    hint = (
        f"{words.plural(many, 'figure')} changed so much that it needs a sentence" if many else ""
    )
    address = url("returns:differences", *desk.address)
    title = "Say what differs from the last return"
    return Task(title, address, NOT_STARTED if many else COMPLETED, hint)
