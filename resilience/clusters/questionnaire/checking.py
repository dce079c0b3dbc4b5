"""What a questionnaire says, to be looked through before it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resilience.clusters.models import Answering
from resilience.clusters.questionnaire.addressed import Of
from resilience.programmes.answering import asked, problems, said
from resilience.programmes.schema.questionnaire import QuestionnaireDomain


@dataclass(frozen=True)
class Row:
    """A question with its answer in lines, what is wrong with it, and where it is changed."""

    label: str
    lines: list[str]
    wrong: str
    change: str


def answers_shown(of: Of, answering: Answering) -> Iterator[tuple[QuestionnaireDomain, list[Row]]]:
    """The questions that are asked, part by part."""
    wrong = problems(of.questionnaire, answering.answers, menu=())
    for part in of.questionnaire.parts:
        lacks = wrong.get(part.id, {})
        yield (
            part,
            [
                Row(
                    question.label,
                    said(question, answering.answers.get(question.id), menu=()),
                    lacks.get(question.id, ""),
                    f"{of.part(part)}?back=check#id_{question.id}",
                )
                for question in part.questions
                if asked(question, answering.answers)
            ],
        )
