"""What people fill in about the response to a status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField

from resilience.accounts.fields import Words
from resilience.accounts.models import User
from resilience.agreements.models import Assistance
from resilience.clusters.offers.forms import Seen
from resilience.clusters.response.contacts import LONGEST_ABOUT, LONGEST_WHO
from resilience.clusters.response.money import Said
from resilience.clusters.response.team import LONGEST
from resilience.look.forms import DayField, PoundsField
from resilience.programmes.schema.ending import AssistanceCriterion
from resilience.programmes.schema.response import Cause, TeamRole

YES_NO = [("yes", "Yes"), ("no", "No")]
DAY_HINT = "For example 30 September 2026"


class CauseForm(Seen):
    """The main cause, others, and what shows it."""

    main = forms.ChoiceField(
        label="What is the main cause?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the main cause"},
    )
    others = forms.MultipleChoiceField(
        label="What else adds to it? (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shown_by = Words(
        "What shows it",
        hint="What you saw and heard, and which figures bear it out. The practice reads this.",
        missing="Write what shows it",
    )

    def __init__(self, data: Any, *, initial: dict[str, Any], causes: Iterable[Cause]) -> None:
        super().__init__(data, initial=initial)
        causes = list(causes)
        choices = [(one.id, one.title) for one in causes]
        for name in ("main", "others"):
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        hints = {one.id: {"hint": {"text": one.about}} for one in causes}
        self.fields["main"].widget.of_items = hints

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("main") in said.get("others", []):
            self.add_error("others", "The main cause is not one of the others: choose it once")
        return self.cleaned_data


class AnswerForm(Seen):
    """Whether the practice agrees."""

    agrees = forms.ChoiceField(
        label="Do you agree that this is the cause?",
        choices=[("yes", "Yes, this is the cause"), ("no", "No, we see it otherwise")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you agree"},
    )
    says = Words("In your own words", hint="What you would add, or what the cause is to you.")
    field_order = ("agrees", "says", "seen")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("agrees") == "no" and not said.get("says") and "says" not in self.errors:
            self.add_error("says", "Write what the cause is as you see it")
        return self.cleaned_data


class SettleForm(Seen):
    """What changed, so that the cause is one no more."""

    what = Words(
        "What changed",
        hint="What was done, by whom, and how you know. The practice reads this.",
        missing="Write what changed",
    )
    field_order = ("what", "seen")


class JoinForm(forms.Form):
    """Somebody joins the team: of those who sign in here, or by name."""

    role = forms.ChoiceField(
        label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose the role"}
    )
    person = forms.ChoiceField(
        label="Somebody who signs in here (optional)",
        help_text="They find the contacts that are due in their work.",
        required=False,
    )
    name = Words("Or the name of somebody else", longest=LONGEST)
    body = Words("For whom they work", longest=LONGEST, missing="Write for whom they work")

    def __init__(
        self,
        data: Any,
        *,
        initial: dict[str, Any],
        roles: Sequence[TeamRole],
        people: Sequence[User],
    ) -> None:
        super().__init__(data, initial=initial)
        role = cast(forms.ChoiceField, self.fields["role"])
        role.choices = [(one.id, one.title) for one in roles]
        hints = {one.id: {"hint": {"text": one.about}} for one in roles}
        role.widget.of_items = hints
        self.people = {str(one.key): one for one in people}
        choices = [("", "Nobody of them"), *((key, one.name) for key, one in self.people.items())]
        cast(forms.ChoiceField, self.fields["person"]).choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("person") and not said.get("name") and "name" not in self.errors:
            self.add_error("name", "Choose somebody above, or write their name")
        return self.cleaned_data

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        said = self.cleaned_data
        user = self.people.get(said["person"])
        name = user.name if user else said["name"]
        return {"role": said["role"], "name": name, "body": said["body"], "user": user}


class ContactForm(forms.Form):
    """Who speaks with the practice by when, and about what."""

    due = DayField(
        label="By when?", help_text=DAY_HINT, error_messages={"required": "Enter by when"}
    )
    who = Words(
        "Who speaks with the practice?", longest=LONGEST_WHO, missing="Write who speaks with it"
    )
    about = Words(
        "About what?",
        longest=LONGEST_ABOUT,
        hint="In a line, such as “the two empty posts”.",
        missing="Write about what",
    )


class RecordForm(forms.Form):
    """That somebody spoke with the practice."""

    happened = DayField(
        label="When did you speak?", help_text=DAY_HINT, error_messages={"required": "Enter when"}
    )
    what = Words(
        "What came of it",
        hint="What was said, and what is done next by whom. The practice reads this.",
        missing="Write what came of it",
    )


class MoneyForm(forms.Form):
    """How much, for what, and of each criterion whether it is met and why."""

    pence = PoundsField(
        label="How much?",
        help_text="In pounds, for example 12,500.",
        error_messages={"required": "Enter how much"},
    )
    purpose = Words(
        "What for?",
        hint="What it pays for, for how long, and what it makes possible.",
        missing="Write what it is for",
    )

    def __init__(
        self, data: Any, *, initial: dict[str, Any], criteria: Iterable[AssistanceCriterion]
    ) -> None:
        super().__init__(data, initial=initial)
        self.asked = list(criteria)
        for one in self.asked:
            self.fields[f"met_{one.id}"] = forms.ChoiceField(
                label="Is this so?",
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose yes or no: {one.title}"},
            )
            why = Words("Why, or why not", longest=1000, missing=f"Write why: {one.title}")
            why.widget.attrs["rows"] = 2
            self.fields[f"why_{one.id}"] = why

    @property
    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """Each criterion with its fields."""
        return [(one.title, [self[f"met_{one.id}"], self[f"why_{one.id}"]]) for one in self.asked]

    @property
    def criteria(self) -> dict[str, Said]:
        """What was said of each criterion."""
        said = self.cleaned_data
        return {
            one.id: Said(said[f"met_{one.id}"] == "yes", said[f"why_{one.id}"])
            for one in self.asked
        }


class DecideForm(Seen):
    """Whether money is granted, and why."""

    granted = forms.ChoiceField(
        label="What do you decide?",
        choices=[("yes", "Grant it"), ("no", "Do not grant it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )
    why = Words("Why", hint="The practice reads this.", missing="Write why")
    field_order = ("granted", "why", "seen")


class AgreementForm(Seen):
    """Which separate agreement it led to."""

    agreement = forms.ChoiceField(
        label="Which agreement did it lead to?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the agreement"},
    )
    field_order = ("agreement", "seen")

    def __init__(
        self, data: Any, *, initial: dict[str, Any], agreements: Iterable[Assistance]
    ) -> None:
        super().__init__(data, initial=initial)
        self.found = {str(one.pk): one for one in agreements}
        choices = [
            (pk, f"{one.reference} ({one.case.reference})") for pk, one in self.found.items()
        ]
        cast(forms.ChoiceField, self.fields["agreement"]).choices = choices
