"""The progress report as a form: what comes of the plan, and the questions of the pack, on one page
that takes five minutes (D8.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from resilience.agreements.following.reached import ratings
from resilience.agreements.models import Milestone, Objective, Plan, ProgressReport
from resilience.look.forms import DayField
from resilience.programmes.answering import PartForm
from resilience.programmes.answering.fields import Line
from resilience.programmes.schema import Pack
from resilience.programmes.schema.delivering import Delivering


@dataclass(frozen=True)
class AskedOf:
    """What is asked of an objective, with its milestones, and what the last report said of it."""

    objective: Objective | None
    standing: BoundField | None
    words: BoundField | None
    milestones: list[BoundField]
    before: str


class ReportForm(PartForm):
    """Begins with the standings of the last report; how useful the help is is asked anew."""

    template_name = "agreements/_report_form.html"

    def __init__(
        self,
        data: Any,
        *,
        plan: Plan,
        pack: Pack,
        delivering: Delivering,
        last: ProgressReport | None,
        day: date,
        typed: Mapping[str, Any],
    ) -> None:
        part, *_ = pack.form(delivering.report_form).parts
        self.last = last.progress["objectives"] if last else {}
        told = last.progress["milestones"] if last else {}
        stored: dict[str, Any] = {
            f"standing-{pk}": one["standing"] for pk, one in self.last.items()
        }
        stored |= {f"reached-{pk}": date.fromisoformat(one) for pk, one in told.items()}
        super().__init__(part, stored | dict(typed), menu=pack.menu, finished=True, data=data)
        self.day, self.delivering = day, delivering
        self.objectives = list(plan.objectives.all())
        self.milestones = list(plan.milestones.filter(reached=None))
        for one in self.objectives:
            self._ask_of(one)
        for milestone in self.milestones:
            self.fields[f"reached-{milestone.pk}"] = _reached(milestone)
        self.fields["rating"] = ratings(delivering, "How useful is the help to you? (optional)")

    def asked(self) -> Iterator[AskedOf]:
        """What is asked of each objective, and at the end of milestones of none."""
        for one in self.objectives:
            before = self.last.get(str(one.pk), {}).get("words", "")
            named = self[f"standing-{one.pk}"], self[f"words-{one.pk}"]
            yield AskedOf(one, *named, self._milestones(one.pk), before)
        if others := self._milestones(None):
            yield AskedOf(None, None, None, others, "")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for one in self.milestones:
            day = data.get(f"reached-{one.pk}")
            if day and day > self.day:
                self.add_error(f"reached-{one.pk}", "Enter a day that has come, or leave it empty")
        return data

    @property
    def sent(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        days = {one.pk: data.get(f"reached-{one.pk}") for one in self.milestones}
        return {
            "objectives": {
                one.pk: {
                    "standing": data[f"standing-{one.pk}"],
                    "words": data.get(f"words-{one.pk}", ""),
                }
                for one in self.objectives
            },
            "milestones": {pk: day for pk, day in days.items() if day},
            "answers": self.answers,
            "rating": int(data["rating"]) if data.get("rating") else None,
        }

    def _ask_of(self, one: Objective) -> None:
        self.fields[f"standing-{one.pk}"] = forms.ChoiceField(
            label="How does it stand?",
            choices=[(word.id, word.title) for word in self.delivering.standings],
            widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--inline"}),
            error_messages={"required": f"Say how objective {one.number} stands"},
        )
        self.fields[f"words-{one.pk}"] = Line(
            label="Anything to say about it (optional)",
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def _milestones(self, objective: int | None) -> list[BoundField]:
        return [
            self[f"reached-{one.pk}"] for one in self.milestones if one.objective_id == objective
        ]


def _reached(one: Milestone) -> DayField:
    return DayField(
        label=f"“{one.title}”: on which day was it reached?",
        help_text="Leave it empty if it is not reached yet.",
        required=False,
    )
