"""What people fill in about the plan of a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from resilience.accounts.fields import Words
from resilience.clusters.forming.forms import DAY_HINT, NO, YES, Seen
from resilience.clusters.forming.plans.ratifying import Judged
from resilience.clusters.forming.plans.writing import LONGEST_LEAD, LONGEST_TITLE
from resilience.clusters.forming.rules import LONGEST_WHY
from resilience.clusters.models import Progress, Project, Ratification
from resilience.look.forms import DayField
from resilience.programmes.schema.clusters import Clusters, HighImpactAction, Need, Sought

MET = "met"
OUTCOMES = {
    Ratification.Outcome.RATIFIED: "Ratify it: every criterion is met",
    Ratification.Outcome.RETURNED: "Hand it back to the cluster",
}


class Beginning(Seen):
    """From which day a plan runs."""

    starts = DayField(
        label="On which day does the plan start?",
        help_text=f"{DAY_HINT}. The months of its projects are counted from this day.",
        error_messages={"required": "Enter the day on which the plan starts"},
    )
    field_order = ("starts", "seen")


class Summary(Seen):
    """The plan in a few sentences."""

    summary = Words(
        "The plan in a few sentences",
        hint="What will be different for patients and for those who work in the practices.",
        missing="Write the plan in a few sentences",
    )
    field_order = ("summary", "seen")


class ProjectForm(Seen):
    """One of the projects: only its title and days have to be there to be kept."""

    title = Words("Title", longest=LONGEST_TITLE, missing="Enter a title")
    aim = Words("What it is to reach")
    needs = forms.MultipleChoiceField(
        label="Which needs does it answer?", required=False, widget=forms.CheckboxSelectMultiple
    )
    needs_why = Words(
        "Where these needs were found",
        hint="Such as the stocktake, the dashboard, or what practices and patients say.",
    )
    actions = forms.MultipleChoiceField(
        label="Which of the ten high impact actions does it belong to?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    measure = Words(
        "How you will know that it worked",
        hint="Something that is counted now, and will be counted again.",
    )
    lead = Words("Who leads it", longest=LONGEST_LEAD, hint="A post, such as “practice manager”.")
    starts = DayField(
        label="From", help_text=DAY_HINT, error_messages={"required": "Enter the first day"}
    )
    ends = DayField(
        label="To", help_text=DAY_HINT, error_messages={"required": "Enter the last day"}
    )

    def __init__(self, data: Any, *, initial: Any, rules: Clusters) -> None:
        super().__init__(data, initial=initial)
        _choose(self, "needs", rules.needs)
        _choose(self, "actions", rules.actions)
        hints = {one.id: {"hint": {"text": one.about}} for one in rules.actions}
        self.fields["actions"].widget.of_items = hints
        self.order_fields([*(one for one in self.fields if one != "seen"), "seen"])


def begun(project: Project | None, seen: int) -> dict[str, Any]:
    """What the form of a project begins with."""
    if project is None:
        return {"seen": seen}
    names = (*("title", "aim", "needs", "needs_why", "actions"), *("measure", "lead"))
    days = {"starts": project.starts, "ends": project.ends}
    return {"seen": seen, **days} | {name: getattr(project, name) for name in names}


class Telling(Seen):
    """How a project stands."""

    standing = forms.ChoiceField(
        label="How does it stand?",
        widget=forms.RadioSelect,
        choices=Progress.Standing.choices,
        error_messages={"required": "Choose how it stands"},
    )
    what = Words(
        "What has changed",
        hint="With the measure of the plan, as it is now. The area reads this.",
        missing="Write what has changed",
    )
    field_order = ("standing", "what", "seen")


class Finding(Seen):
    """Whether progress is shown."""

    shown = forms.ChoiceField(
        label="Has the plan shown progress?",
        widget=forms.RadioSelect,
        choices=((YES, "Yes, progress is shown"), (NO, "Not yet")),
        error_messages={"required": "Choose yes or not yet"},
    )
    why = Words(
        "On what this rests",
        hint="The practices read this. Where it is not shown yet, say what would show it.",
        missing="Write on what this rests",
    )
    field_order = ("shown", "why", "seen")


class Ratify(Seen):
    """What the area finds of a submitted plan, criterion by criterion."""

    outcome = forms.ChoiceField(
        label="What comes of it?",
        widget=forms.RadioSelect,
        choices=list(OUTCOMES.items()),
        error_messages={"required": "Choose what comes of it"},
    )
    why = Words("Why", hint="The practices read this.", missing="Write why")

    def __init__(self, data: Any, *, initial: Any, criteria: Sequence[Sought]) -> None:
        super().__init__(data, initial=initial)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"{MET}_{one.id}"] = forms.ChoiceField(
                label=one.title,
                help_text=one.looks_for,
                widget=forms.RadioSelect,
                choices=((YES, "Met"), (NO, "Not met yet")),
                error_messages={"required": f"{one.title}: choose met or not met yet"},
            )
            title = f"{one.title[:1].lower()}{one.title[1:]}"
            self.fields[f"why_{one.id}"] = Words(
                f"Why: {title}", longest=LONGEST_WHY, missing=f"{one.title}: write why"
            )
        first = [name for one in criteria for name in (f"{MET}_{one.id}", f"why_{one.id}")]
        self.order_fields([*first, "outcome", "why", "seen"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        lacking = [one for one in self.criteria if said.get(f"{MET}_{one.id}") == NO]
        if said.get("outcome") == Ratification.Outcome.RATIFIED and lacking:
            self.add_error("outcome", "A criterion is not met yet: hand the plan back")
        return said

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        said = self.cleaned_data
        judged = {
            one.id: Judged(said[f"{MET}_{one.id}"] == YES, said[f"why_{one.id}"])
            for one in self.criteria
        }
        return {name: said[name] for name in ("seen", "outcome", "why")} | {"criteria": judged}


def _choose(form: forms.Form, name: str, among: Sequence[Need | HighImpactAction]) -> None:
    field = cast(forms.MultipleChoiceField, form.fields[name])
    field.choices = [(one.id, one.title) for one in among]
