"""The form in which what is known locally is entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from resilience.accounts.rules import Refused
from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.look.forms import DayField
from resilience.programmes.schema import Criterion
from resilience.screening.answers import Answers, taken
from resilience.screening.asking import field_for
from resilience.screening.intelligence import NOTE, SOURCE, Intelligence
from resilience.screening.intelligence_rules import READERS
from resilience.screening.weighing import read


def source_field() -> forms.CharField:
    """From where somebody knows what they enter."""
    return forms.CharField(
        label="From where it is known",
        help_text="Such as a visit, a letter or a committee’s minutes.",
        max_length=SOURCE,
        error_messages={"required": "Write from where it is known"},
    )


class IntelligenceForm(forms.Form):
    """What the pack asks under a criterion, then what holds for all of them. Whether the answers
    settle the criterion by themselves is the pack's to say; else the person says it."""

    says = forms.ChoiceField(
        label="What it says of the criterion",
        choices=[(one.value, one.label.capitalize()) for one in Intelligence.Says],
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        label="What is known",
        help_text=f"{WARNING} At most {NOTE} characters.",
        widget=forms.Textarea,
        error_messages={"required": "Write what is known"},
    )
    about = DayField(
        label="Which day it is about",
        help_text="For example 30 June 2018. It counts in screens of that day and of later ones.",
        error_messages={"required": "Enter the day it is about"},
    )
    source = source_field()
    tier = forms.ChoiceField(
        label="Who may read it",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it"},
    )

    def __init__(self, *args: Any, criterion: Criterion, tiers: Sequence[Tier], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.criterion = criterion.model_dump(mode="json")
        self.asked = {f"report_{one['id']}": one for one in self.criterion["reports"]}
        self.fields = {name: field_for(one) for name, one in self.asked.items()} | self.fields
        if not criterion.words:  # an answer is all that is kept
            del self.fields["note"], self.fields["says"]
        elif criterion.local and criterion.local.type != "says":
            self.fields["says"].help_text = "Needed only where the answers above leave it open."
        chosen = cast(forms.ChoiceField, self.fields["tier"])
        chosen.choices = [(tier.value, READERS[tier]) for tier in tiers]
        chosen.initial = tiers[0]
        if Tier.RESTRICTED in tiers and criterion.restricted_part:
            chosen.help_text = criterion.restricted_part

    def clean_note(self) -> str:
        return _taken(self.cleaned_data["note"], NOTE)

    def clean_source(self) -> str:
        return _taken(self.cleaned_data["source"], SOURCE)

    def clean(self) -> dict[str, Any]:
        """The answers together under `reports`, each refused at its own field."""
        given = {name: self.cleaned_data.pop(name, None) for name in self.asked}
        reports: Answers = {}
        for name, one in self.asked.items():
            try:
                reports |= taken(self.criterion, {one["id"]: given[name]})
            except Refused as refused:
                self.add_error(name, str(refused))
        settled = read(self.criterion, reports) or self.cleaned_data.get("says")
        if not settled and not self.errors.keys() & self.asked.keys():
            first = "says" if "says" in self.fields else next(iter(self.asked))
            self.add_error(first, "Choose what it says of the criterion")
        return self.cleaned_data | {"reports": reports}


def _taken(text: str, longest: int) -> str:
    text = tidied(text)
    if why_not := why_not_say(text, longest):
        raise forms.ValidationError(why_not)
    return text
