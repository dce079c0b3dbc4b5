"""What people fill in to follow help: each a short form of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms

from resilience.accounts.fields import LINE, Words
from resilience.agreements.actions import delivered, following
from resilience.agreements.models import Deliverable, Plan, Side, Visit
from resilience.cases.following.forms import SEEN, Acting
from resilience.look.forms import DayField
from resilience.organisations.models import Organisation

FROM_1_TO_5 = [(str(one), str(one)) for one in range(1, 6)]


def of_choices(label: str, missing: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    """One of a few, as radios."""
    told = {"required": missing, "invalid_choice": "Choose one of these"}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=told
    )


class Noting(Acting):
    """A form of the follow-up page, over the plan that it is about."""

    def __init__(self, data: Any, *, plan: Plan, seen: int, initial: Any = None) -> None:
        super().__init__(data, initial={SEEN: seen} | (initial or {}))
        self.plan = plan
        self.order_fields([name for name in self.fields if name != SEEN])

    def choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    @property
    def told(self) -> dict[str, Any]:
        """What the act takes."""
        return dict(self.cleaned_data)


class AddAction(Noting):
    what = Words("What will be done?", missing="Write what will be done", longest=LINE)
    side = of_choices("Who does it?", "Choose who does it", Side.choices)
    due = DayField(label="By when (optional)", required=False)


class AddRisk(Noting):
    what = Words("What may go wrong?", missing="Write what may go wrong")
    likelihood = of_choices(
        "How likely is it? 1 is hardly, 5 almost certain",
        "Choose how likely it is",
        FROM_1_TO_5,
    )
    impact = of_choices(
        "How bad would it be? 1 is hardly, 5 the end of the help",
        "Choose how bad it would be",
        FROM_1_TO_5,
    )
    mitigation = Words("What is done about it?", missing="Write what is done about it")
    side = of_choices("Who looks after it?", "Choose who looks after it", Side.choices)

    @property
    def told(self) -> dict[str, Any]:
        numbers = {name: int(self.cleaned_data[name]) for name in ("likelihood", "impact")}
        return self.cleaned_data | numbers


class NoteVisit(Noting):
    kind = of_choices("What was it?", "Choose what it was", Visit.Kind.choices)
    on = DayField(label="When", error_messages={"required": "Enter the day"})
    side = of_choices("Who was there or rang?", "Choose who it was", Side.choices)
    about = Words("What it was about, and what came of it", missing="Write what it was about")


class AddDeliverable(Noting):
    given = of_choices("Under which help?", "Choose the help it belongs to", ())
    what = Words("What is delivered?", missing="Write what is delivered", longest=LINE)
    due = DayField(label="By when", error_messages={"required": "Enter the day it is due"})

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        helps = self.plan.helps.exclude(supplier=None).select_related("supplier")
        self.by_key = {str(one.pk): one for one in helps}
        self.choose("given", [(key, f"{one.supplier}: {one}") for key, one in self.by_key.items()])
        if len(self.by_key) == 1:
            self.initial.setdefault("given", *self.by_key)

    @property
    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"given": self.by_key[self.cleaned_data["given"]]}


class HoldToAccount(Noting):
    about = of_choices("What is it about?", "Choose what it is about", ())
    what = Words("What was not done, and what you asked", missing="Write what you asked about")
    outcome = Words("What came of it")

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.chosen: dict[str, tuple[Organisation | None, Deliverable | None]] = {}
        choices = []
        for one in self.plan.deliverables.select_related("help__supplier"):
            self.chosen[f"deliverable-{one.pk}"] = (one.help.supplier, one)
            choices.append((f"deliverable-{one.pk}", f"{one.help.supplier}: {one.what}"))
        helps = self.plan.helps.exclude(supplier=None).select_related("supplier")
        for key, supplier in {f"supplier-{one.supplier_id}": one.supplier for one in helps}.items():
            self.chosen[key] = (supplier, None)
            choices.append((key, f"{supplier}: something else"))
        self.choose("about", choices)

    @property
    def told(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        supplier, deliverable = self.chosen[told.pop("about")]
        return told | {"supplier": supplier, "deliverable": deliverable}


class Ended(Noting):
    """On which day something was done, reached or closed."""

    on = DayField(label="On which day?", error_messages={"required": "Enter the day"})


class SaysDelivered(forms.Form):
    """On which day a supplier delivered something."""

    on = DayField(label="On which day?", error_messages={"required": "Enter the day"})


class Judge(Noting):
    """Whether what was delivered is accepted."""

    accepted = of_choices(
        "Do you accept it?",
        "Choose whether you accept it",
        [("yes", "Yes, it is what was agreed"), ("no", "No, it goes back to the supplier")],
    )
    reason = Words("If it goes back: why?", hint="The supplier reads this.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("accepted") == "no" and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Write why it goes back: the supplier reads it")
        return data


class Measure(Noting):
    """What somebody measured of an objective that no published figure measures."""

    on = DayField(label="On which day was it so?", error_messages={"required": "Enter the day"})
    said = Words("What was measured?", missing="Write what was measured", longest=LINE)
    value = forms.FloatField(
        label="The number alone, if there is one (optional)",
        required=False,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "inputmode": "decimal"}),
        error_messages={"invalid": "Enter a number, for example 18 or 4.5"},
    )
    source = Words("Who measured it, and how?", missing="Write who measured it", longest=LINE)


class LookingBack(forms.Form):
    words = Words("What you say of it")


@dataclass(frozen=True)
class Adding:
    """Something to note on the follow-up page: its form, the act, and the words around them."""

    title: str
    about: str
    form: type[Noting]
    act: Callable[..., object]
    done: str
    needs_supplier: bool = False


ADDING = {
    "action": Adding(
        "Add an action",
        "Something that one of you said they would do.",
        AddAction,
        following.add_action,
        "The action is on the list.",
    ),
    "visit": Adding(
        "Note a visit, call or meeting",
        "The practice and all who see its case read this.",
        NoteVisit,
        following.note_visit,
        "Noted.",
    ),
    "deliverable": Adding(
        "Add something that a supplier delivers",
        "The supplier is told, and says here when it is delivered.",
        AddDeliverable,
        delivered.add_deliverable,
        "Added, and the supplier is told.",
        needs_supplier=True,
    ),
    "risk": Adding(
        "Add a risk",
        "The practice and all who see its case read this.",
        AddRisk,
        following.add_risk,
        "The risk is on the list.",
    ),
    "account": Adding(
        "Record that you held a supplier to account",
        "Only those who decide on the practice read this: not the practice, and not the supplier.",
        HoldToAccount,
        delivered.hold_to_account,
        "Recorded.",
        needs_supplier=True,
    ),
}
"""By their word in the address."""
