"""An exit review that was done, in words; and what earlier help did, where that was reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from resilience.accounts.reader import Reader
from resilience.agreements.models import ExitReview, Objective
from resilience.cases.models import Case
from resilience.programmes.answering import said
from resilience.programmes.schema import Pack

Lines = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Told:
    """What became of each objective, the questions with their answers, how useful the help was."""

    objectives: list[tuple[Objective, str]]
    answers: Lines
    rating: str


def told_of(review: ExitReview, pack: Pack) -> Told:
    """What a review says. One query."""
    delivering = pack.delivering
    if delivering is None:
        return Told([], [], "")
    rating = delivering.ratings[review.rating - 1] if review.rating else ""
    return Told(
        objectives=[
            (one, delivering.reached_words(review.reached[str(one.pk)]))
            for one in Objective.objects.filter(plan=review.plan)
            if str(one.pk) in review.reached
        ],
        answers=_lines(pack, delivering.exit_form, review.answers),
        rating=f"{review.rating}: {rating}" if review.rating else "",
    )


def earlier_help(case: Case, reader: Reader, pack: Pack) -> Lines:
    """What earlier help did, by the lines of enquiry (G8.5), where somebody reviewed it and the
    reader may see that."""
    if pack.deciding is None:
        return []
    found = case.continuing_reviews.in_force().visible_to(reader).first()
    return _lines(pack, pack.deciding.continuing_form, found.answers) if found else []


def _lines(pack: Pack, form: str, answers: dict[str, Any]) -> Lines:
    return [
        (one.label, said(one, answers.get(one.id), menu=pack.menu))
        for one in pack.form(form).questions
        if one.id in answers
    ]
