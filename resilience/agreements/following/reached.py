"""What became of the objectives of a plan: from where to where, measured how, and whether the
target is met. That the help was the cause is claimed nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from resilience.agreements.models import ExitReview, Objective, Plan, Reading
from resilience.programmes.schema.delivering import Delivering

MET, NOT_MET, NOT_KNOWN = "Target met", "Target not met", "Not known"


@dataclass(frozen=True)
class Outcome:
    """An objective with its latest reading and what may be said of it. `by_review`: the exit review
    says so."""

    objective: Objective
    latest: Reading | None
    met: str
    by_review: bool = False


def outcomes(plan: Plan, delivering: Delivering | None) -> list[Outcome]:
    """Every objective in the order of the plan; three queries."""
    review = ExitReview.objects.filter(plan=plan).first()
    found = []
    for one in plan.objectives.prefetch_related("readings"):
        latest = list(one.readings.all())[-1:]
        reading = latest[0] if latest else None
        if review and delivering and (word := review.reached.get(str(one.pk))):
            found.append(Outcome(one, reading, delivering.reached_words(word), by_review=True))
        else:
            found.append(Outcome(one, reading, met(one, reading)))
    return found


def met(objective: Objective, reading: Reading | None) -> str:
    """Whether a target in numbers is met, by the way from the baseline to it; not known where one
    of the three is no number, or the target is to stay as it was."""
    if reading is None:
        return NOT_KNOWN
    start, target, now = objective.baseline_value, objective.target_value, reading.value
    if start is None or target is None or now is None or start == target:
        return NOT_KNOWN
    return MET if (now >= target if target > start else now <= target) else NOT_MET


def ratings(delivering: Delivering, label: str) -> forms.ChoiceField:
    """How useful help is, from 1 to 5, in the words of the pack; nobody has to say."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[
            (str(one), f"{one}: {words}") for one, words in enumerate(delivering.ratings, start=1)
        ],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of these"},
    )
