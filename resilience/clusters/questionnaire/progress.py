"""How far a questionnaire is filled in, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from resilience.accounts.models import User
from resilience.clusters.models import Answering
from resilience.programmes.answering import problems
from resilience.programmes.schema.questionnaire import Questionnaire, QuestionnaireDomain

COMPLETED, IN_PROGRESS, NOT_STARTED = "Completed", "In progress", "Not started"


@dataclass(frozen=True)
class Progress:
    """A part: where it stands, how many questions wait, and who saved it last when."""

    part: QuestionnaireDomain
    status: str
    waiting: int
    saved: datetime | None
    saved_by: str


def progress(questionnaire: Questionnaire, answering: Answering) -> list[Progress]:
    """Every part in its order; one query at most."""
    wrong, names = problems(questionnaire, answering.answers, menu=()), _names(answering)
    found = []
    for part in questionnaire.parts:
        kept, waiting = answering.parts.get(part.id), len(wrong.get(part.id, {}))
        at = datetime.fromisoformat(kept["at"]) if kept else None
        begun = IN_PROGRESS if kept else NOT_STARTED
        status = begun if waiting else COMPLETED
        found.append(Progress(part, status, waiting, at, names.get(kept["by"], "") if kept else ""))
    return found


def done(questionnaire: Questionnaire, answering: Answering) -> int:
    """How many parts lack nothing."""
    return len(questionnaire.parts) - len(problems(questionnaire, answering.answers, menu=()))


def _names(answering: Answering) -> dict[str, str]:
    """Who saved parts, by how the record of acts names them."""
    keys = {kept["by"].removeprefix("person ") for kept in answering.parts.values()}
    return {one.actor: one.name for one in User.objects.filter(key__in=keys)} if keys else {}
