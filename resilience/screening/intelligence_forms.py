"""The form in which what is known locally is entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.look.forms import DayField
from resilience.programmes.schema import Criterion
from resilience.screening.intelligence import NOTE, SOURCE, Intelligence
from resilience.screening.intelligence_rules import READERS


class IntelligenceForm(forms.Form):
    says = forms.ChoiceField(
        label="What it says of the criterion",
        choices=[(one.value, one.label.capitalize()) for one in Intelligence.Says],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it says of the criterion"},
    )
    note = forms.CharField(
        label="What is known",
        help_text=f"{WARNING} At most {NOTE} characters.",
        widget=forms.Textarea,
        error_messages={"required": "Write what is known"},
    )
    about = DayField(
        label="Which day it is about",
        help_text="For example 30 June 2018",
        error_messages={"required": "Enter the day it is about"},
    )
    source = forms.CharField(
        label="From where it is known",
        help_text="Such as a visit, a letter or a committee’s minutes.",
        max_length=SOURCE,
        error_messages={"required": "Write from where it is known"},
    )
    tier = forms.ChoiceField(
        label="Who may read it",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it"},
    )

    def __init__(self, *args: Any, criterion: Criterion, tiers: Sequence[Tier], **kw: Any) -> None:
        super().__init__(*args, **kw)
        chosen = cast(forms.ChoiceField, self.fields["tier"])
        chosen.choices = [(tier.value, READERS[tier]) for tier in tiers]
        chosen.initial = tiers[0]
        if Tier.RESTRICTED in tiers and criterion.restricted_part:
            chosen.help_text = criterion.restricted_part

    def clean_note(self) -> str:
        return _taken(self.cleaned_data["note"], NOTE)

    def clean_source(self) -> str:
        return _taken(self.cleaned_data["source"], SOURCE)


def _taken(text: str, longest: int) -> str:
    text = tidied(text)
    if why_not := why_not_say(text, longest):
        raise forms.ValidationError(why_not)
    return text
