"""The form in which a practice adds context to a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.evidence.periods import Period
from resilience.profiles.models import ANY, LONGEST

READERS = {
    Tier.PUBLIC: "Anyone, wherever the figure is shown",
    Tier.COMMISSIONER: "Only the practice, its commissioners and its LMC",
}


class ContextForm(forms.Form):
    period = forms.ChoiceField(label="Which figure it is about")
    text = forms.CharField(
        label="What readers should know",
        help_text=f"{WARNING} At most {LONGEST:,} characters.",
        error_messages={"required": "Write what readers should know"},
        widget=forms.Textarea,
    )
    tier = forms.ChoiceField(
        label="Who may read it",
        choices=[(tier.value, words) for tier, words in READERS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it"},
    )

    def __init__(self, *args: Any, periods: Iterable[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = cast(forms.ChoiceField, self.fields["period"])
        period.choices = [(ANY, "Every period"), *((one.label, one.words) for one in periods)]

    def clean_text(self) -> str:
        text = tidied(self.cleaned_data["text"])
        if why_not := why_not_say(text, LONGEST):
            raise forms.ValidationError(why_not)
        return text
