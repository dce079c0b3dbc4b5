"""What people fill in about delivery plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms

from resilience.accounts.fields import Words
from resilience.look.forms import DayField
from resilience.organisations.models import Organisation
from resilience.returns.models import Assurance, DeliveryPlan
from resilience.returns.plans.assuring import LONGEST_WHAT, LONGEST_WHO, ToDo
from resilience.returns.plans.row_forms import Seen, WithRows
from resilience.returns.plans.telling import LONGEST_HOW
from resilience.returns.plans.writing import LONGEST_DEADLINE, MOST_DEADLINES

DAY_HINT = "For example 31 July 2018"
SPARE = 3
ACTIONS = 5


class PlanForm(WithRows):
    """A plan as a team agreed it."""

    called = "Deadline"

    agreed = DayField(
        label="On which day was it agreed?",
        help_text=DAY_HINT,
        error_messages={"required": "Enter the day on which it was agreed"},
    )
    agreed_with = forms.MultipleChoiceField(
        label="With which commissioners and committees of the area?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among those of the area"},
    )
    partners = Words("With whom else", hint="Organisations, not persons.")
    shares = Words(
        "What was decided on the indicative share",
        hint="For help that goes on, and for new practices or groups.",
        missing="Write what was decided on the indicative share",
    )
    summary = Words(
        "The plan in a few sentences",
        hint="Who is helped first, how, and by whom.",
        missing="Write the plan in a few sentences",
    )
    field_order = ("agreed", "agreed_with", "partners", "shares", "summary", "seen")

    def __init__(self, data: Any, *, initial: Any, partners: Sequence[Organisation]) -> None:
        rows = min(MOST_DEADLINES, max(SPARE + 1, _rows(initial) + SPARE))
        if data is not None:
            sent = (number for number in range(1, MOST_DEADLINES + 1) if f"what_{number}" in data)
            rows = max([rows, *sent])
        super().__init__(data, initial=initial, rows=rows)
        field = cast(forms.MultipleChoiceField, self.fields["agreed_with"])
        field.choices = [(one.code, one.name) for one in partners]
        if not partners:
            del self.fields["agreed_with"]

    def row(self) -> dict[str, forms.Field]:
        what = Words("What practices are to do", longest=LONGEST_DEADLINE)
        what.label = "What practices are to do"
        return {"what": what, "by": DayField(label="By when", required=False)}

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors and not (said.get("agreed_with") or said.get("partners")):
            name = "agreed_with" if "agreed_with" in self.fields else "partners"
            self.add_error(name, "Say with whom it was agreed")
        return said

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        names = ("seen", "agreed", "partners", "shares", "summary")
        said = {name: self.cleaned_data[name] for name in names}
        chosen = self.cleaned_data.get("agreed_with", [])
        return said | {"agreed_with": chosen, "deadlines": self.given}


def begun(plan: DeliveryPlan | None) -> dict[str, Any]:
    """What the form of a plan begins with: the words of the version before."""
    if plan is None:
        return {"seen": 0}
    said: dict[str, Any] = {
        "seen": plan.number,
        "agreed_with": [one["code"] for one in plan.agreed_with],
        "partners": plan.partners,
        "shares": plan.shares,
        "summary": plan.summary,
    }
    for number, (due, what) in enumerate(plan.local_deadlines, 1):
        said |= {f"what_{number}": what, f"by_{number}": due}
    return said


class Telling(Seen):
    """What is told beside the deadlines, and the mark of whom the page showed."""

    text = Words("In your own words", hint="Each practice reads this above the deadlines.")
    seen = forms.CharField(widget=forms.HiddenInput)  # type: ignore[assignment]


class Otherwise(forms.Form):
    """That a practice was told in another way."""

    practice = forms.ChoiceField(
        label="Practice",
        error_messages={
            "required": "Choose the practice",
            "invalid_choice": "This practice is not among those that are to be told otherwise",
        },
    )
    day = DayField(
        label="When was it told?",
        help_text=DAY_HINT,
        error_messages={"required": "Enter when it was told"},
    )
    how = Words(
        "How was it told?",
        longest=LONGEST_HOW,
        hint="Such as “by telephone, the practice manager”.",
        missing="Write how it was told",
    )

    def __init__(self, data: Any, *, practices: Iterable[tuple[str, str]], initial: Any) -> None:
        super().__init__(data, initial=initial)
        cast(forms.ChoiceField, self.fields["practice"]).choices = list(practices)


def _to_do() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "what": Words("What is to be done", longest=LONGEST_WHAT),
        "who": Words("By whom (a post)", longest=LONGEST_WHO),
        "due": DayField(label="By when", required=False),
    }
    fields["what"].label, fields["who"].label = "What is to be done", "By whom (a post)"
    return fields


class Assure(WithRows):
    """What was found of a plan, and what is to be done."""

    called = "Action"

    finding = forms.ChoiceField(
        label="What did you find?",
        choices=Assurance.Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found"},
    )
    why = Words("Why", hint="The team reads this.", missing="Write why")
    field_order = ("finding", "why", "seen")

    def __init__(self, data: Any, *, initial: Any) -> None:
        super().__init__(data, initial=initial, rows=ACTIONS)

    def row(self) -> dict[str, forms.Field]:
        return _to_do()

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        said = {name: self.cleaned_data[name] for name in ("seen", "finding", "why")}
        return said | {"actions": [ToDo(*one) for one in self.given]}


class Action(Seen):
    """One thing that is to be done."""

    what = Words("What is to be done", longest=LONGEST_WHAT, missing="Write what is to be done")
    who = Words(
        "By whom",
        longest=LONGEST_WHO,
        hint="A post, such as “resilience lead”.",
        missing="Write by whom",
    )
    due = DayField(
        label="By when", help_text=DAY_HINT, error_messages={"required": "Enter by when"}
    )
    field_order = ("what", "who", "due", "seen")

    @property
    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"seen": said["seen"], "action": ToDo(said["what"], said["who"], said["due"])}


class Done(forms.Form):
    """That it was done."""

    done = DayField(
        label="When was it done?",
        help_text=DAY_HINT,
        error_messages={"required": "Enter when it was done"},
    )
    outcome = Words("What came of it", missing="Write what came of it")


def _rows(initial: dict[str, Any]) -> int:
    return sum(name.startswith("what_") for name in initial)
