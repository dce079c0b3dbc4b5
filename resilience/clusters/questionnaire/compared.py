"""Two finished questionnaires beside each other, domain by domain and question by question.

A question counts in both only where it was put in the same words with the same answers and points:
of any other, a difference would tell of the question and not of the practice.
"""

from __future__ import annotations

from dataclasses import dataclass

from resilience.clusters.questionnaire.result import Result
from resilience.clusters.questionnaire.scoring import core_of, points
from resilience.programmes.answering import asked, said
from resilience.programmes.schema.questionnaire import DomainQuestion, Questionnaire

MORE, FEWER, SAME = "more points", "fewer points", "as before"
OTHERWISE, ONLY_NOW, ONLY_THEN = "asked otherwise then", "asked only now", "asked only then"
CHANGED = "another answer"


@dataclass(frozen=True)
class QuestionBeside:
    """A question as it was put last, what was said then and now, and how the two differ."""

    label: str
    then: list[str]
    now: list[str]
    change: str


@dataclass(frozen=True)
class DomainBeside:
    """A domain: the points of those core questions that were put alike both times, out of `most`;
    `alike` of `asked` were. Its questions follow."""

    title: str
    then: int
    now: int
    most: int
    alike: int
    asked: int
    questions: list[QuestionBeside]

    @property
    def change(self) -> int:
        """Points more than then."""
        return self.now - self.then


def beside(then: Result, now: Result) -> list[DomainBeside]:
    """Every domain of the later questionnaire beside the earlier one."""
    before = {one.id: one for one in then.questionnaire.questions}
    got, had = points(now.questionnaire, now.answers), points(then.questionnaire, then.answers)
    found = []
    for part in now.questionnaire.parts:
        core = core_of(part)
        both = [
            one
            for one in core
            if alike(one, before.get(one.id)) and one.id in got and one.id in had
        ]
        found.append(
            DomainBeside(
                title=part.title,
                then=sum(had[one.id] for one in both),
                now=sum(got[one.id] for one in both),
                most=sum(one.most or 0 for one in both),
                alike=len(both),
                asked=len(core),
                questions=[
                    *_of_now(part.questions, then, now),
                    *_only_then(part.id, then, now.questionnaire),
                ],
            )
        )
    return found


def alike(one: DomainQuestion, other: object) -> bool:
    """Whether two questions were put in the same words, with the same answers and points."""
    if not isinstance(other, DomainQuestion):
        return False
    put = [(q.label, q.hint, q.kind, q.choices) for q in (one, other)]
    return put[0] == put[1]


def _of_now(
    questions: tuple[DomainQuestion, ...], then: Result, now: Result
) -> list[QuestionBeside]:
    before = {one.id: one for one in then.questionnaire.questions}
    got, had = points(now.questionnaire, now.answers), points(then.questionnaire, then.answers)
    found = []
    for one in questions:
        other = before.get(one.id)
        asked_then = other is not None and asked(other, then.answers)
        asked_now = asked(one, now.answers)
        if not asked_now and not asked_then:
            continue
        lines_then = said(other, then.answers.get(one.id), menu=()) if other else []
        lines_now = said(one, now.answers.get(one.id), menu=()) if asked_now else []
        if other is not None and not alike(one, other):
            change = OTHERWISE
        elif asked_now and asked_then:
            difference = got.get(one.id, 0) - had.get(one.id, 0)
            same = SAME if lines_then == lines_now else CHANGED
            change = MORE if difference > 0 else FEWER if difference < 0 else same
        else:
            change = ONLY_NOW if asked_now else ONLY_THEN
        found.append(QuestionBeside(one.label, lines_then, lines_now, change))
    return found


def _only_then(domain: str, then: Result, now: Questionnaire) -> list[QuestionBeside]:
    """Questions of the domain that are put no more."""
    known = {one.id for one in now.questions}
    return [
        QuestionBeside(one.question.label, one.lines, [], ONLY_THEN)
        for part, every in then.said
        if part.id == domain
        for one in every
        if one.question.id not in known
    ]
