"""How far a form is filled in, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from resilience.accounts.models import User
from resilience.cases.asking.naming import told_of_practices
from resilience.cases.models import Draft
from resilience.programmes.answering import problems
from resilience.programmes.schema import Form, Pack, Part

COMPLETED, IN_PROGRESS, MENDING = "Completed", "In progress", "Needs mending"
NOT_STARTED, OPTIONAL = "Not started", "Optional"


@dataclass(frozen=True)
class Progress:
    """A part of a form: where it stands, what is wrong by question, and who saved it last when."""

    part: Part
    status: str
    wrong: dict[str, str]
    saved: datetime | None
    saved_by: str


def progress(pack: Pack, form: Form, draft: Draft) -> list[Progress]:
    """Every part in its order; three queries at most."""
    wrong, names = wrong_in(pack, form, draft), _names(draft)
    found = []
    for part in form.parts:
        kept, own = draft.parts.get(part.id), wrong.get(part.id, {})
        at = datetime.fromisoformat(kept["at"]) if kept else None
        by = names.get(kept["by"], "") if kept else ""
        found.append(Progress(part, _status(part, draft, own), own, at, by))
    return found


def wrong_in(pack: Pack, form: Form, draft: Draft) -> dict[str, dict[str, str]]:
    """What stands between a form and sending it, by part and question: what answers lack in
    themselves, and codes that are nobody's."""
    wrong = problems(form, draft.answers, menu=pack.menu)
    unknown = told_of_practices(draft).unknown
    for part in form.parts:
        for question in part.questions:
            if question.id in unknown:
                wrong.setdefault(part.id, {}).setdefault(question.id, unknown[question.id])
    return wrong


def takes_files(part: Part) -> bool:
    return any(question.kind == "files" for question in part.questions)


def _status(part: Part, draft: Draft, wrong: dict[str, str]) -> str:
    saved = part.id in draft.parts
    if not wrong:
        needed = any(question.required for question in part.questions)
        return COMPLETED if saved else NOT_STARTED if needed else OPTIONAL
    if any(draft.answers.get(question) not in (None, "", []) for question in wrong):
        return MENDING
    return IN_PROGRESS if saved else NOT_STARTED


def _names(draft: Draft) -> dict[str, str]:
    """Who saved parts, by how the record of acts names them."""
    keys = {kept["by"].removeprefix("person ") for kept in draft.parts.values()}
    return {one.actor: one.name for one in User.objects.filter(key__in=keys)} if keys else {}
