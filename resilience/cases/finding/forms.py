"""Forms for finding a practice that did not ask, and for raising a concern about one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words

Choices = Sequence[tuple[str, str]]


def first(typed: QueryDict | None) -> dict[str, Any]:
    """What a form begins with that somebody had filled in before they were signed out."""
    return {} if typed is None else {name: typed[name] for name in typed}


class Why(forms.Form):
    """Why a practice may need help, in words for those who decide."""

    why = Words("Why", missing="Write why", widget=forms.Textarea(attrs={"class": "found-why"}))


class Flag(Why):
    """The same for several practices: which of them go in one case, and which of them leads."""

    practices = forms.MultipleChoiceField(
        label="Practices in one case",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the practices"},
    )
    leads = forms.ChoiceField(
        label="Which practice leads",
        help_text="The case stands under its name, and its people answer an offer.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the practice that leads"},
    )
    field_order = ("practices", "leads", "why")

    def __init__(
        self, *args: Any, choices: Choices, several: bool, chosen: Collection[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not several:
            del self.fields["practices"], self.fields["leads"]
            return
        for name in ("practices", "leads"):
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        self.fields["practices"].initial = list(chosen)

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        practices, leads = asked.get("practices"), asked.get("leads")
        if practices is not None and len(practices) < 2:
            told = "Choose at least two practices: one alone is recorded from the list for review"
            self.add_error("practices", told)
        elif practices and leads and leads not in practices:
            self.add_error("leads", "Choose a leading practice that is in the case")
        return asked
