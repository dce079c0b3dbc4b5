"""A progress report that was sent, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from resilience.agreements.models import Milestone, Objective, ProgressReport
from resilience.programmes.answering import said
from resilience.programmes.schema import Pack


@dataclass(frozen=True)
class Told:
    """By objective how it stands and what was said; milestones with the day each was reached;
    questions with their answers in lines; and how useful the help is."""

    objectives: list[tuple[Objective, str, str]]
    milestones: list[tuple[Milestone, date]]
    answers: list[tuple[str, list[str]]]
    rating: str


def told_of(report: ProgressReport, pack: Pack) -> Told:
    """What a report says; of what is no longer in the plan nothing. Two queries."""
    delivering, progress = pack.delivering, report.progress
    if delivering is None:
        return Told([], [], [], "")
    objectives = Objective.objects.filter(plan=report.row.plan).in_bulk()
    milestones = Milestone.objects.filter(plan=report.row.plan).in_bulk()
    questions = pack.form(delivering.report_form).questions
    return Told(
        objectives=[
            (objectives[int(pk)], delivering.standing(one["standing"]), one["words"])
            for pk, one in progress["objectives"].items()
            if int(pk) in objectives
        ],
        milestones=[
            (milestones[int(pk)], date.fromisoformat(day))
            for pk, day in progress["milestones"].items()
            if int(pk) in milestones
        ],
        answers=[
            (one.label, said(one, report.answers.get(one.id), menu=pack.menu))
            for one in questions
            if one.id in report.answers
        ],
        rating=f"{report.rating}: {delivering.ratings[report.rating - 1]}" if report.rating else "",
    )
