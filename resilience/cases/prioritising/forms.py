"""What people fill in to propose, to change and accept a proposal, and to review the list."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.cases.actions.proposing import why_not_sums
from resilience.cases.actions.stepping import LONGEST
from resilience.look.forms import PoundsField


class Propose(forms.Form):
    """A budget, what a case costs where nobody estimated it, and what is kept for others."""

    budget = PoundsField(label="Budget", error_messages={"required": "Enter the budget"})
    assumed = PoundsField(
        label="What a case costs where nobody estimated it",
        help_text="Each such case counts with this sum, and the proposal says so.",
        error_messages={"required": "Enter what a case costs where nobody estimated it"},
    )
    for_new = PoundsField(
        label="Kept for practices that were not helped before (optional)",
        help_text="Cases of practices helped before then take no more than the rest.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        told["for_new"] = told.get("for_new") or 0
        if not self.errors and (why_not := why_not_sums(**told)):
            raise forms.ValidationError(why_not)
        return told


class Words(forms.Form):
    """Words of reason, for those who deliberate."""

    text = forms.CharField(
        help_text=f"{WARNING} At most {LONGEST:,} characters.",
        widget=forms.Textarea(attrs={"class": "cases-why"}),
        error_messages={"required": "Write something"},
    )

    def __init__(self, data: Any, *, label: str, typed: str = "") -> None:
        super().__init__(data, initial={"text": typed})
        self.fields["text"].label = label

    def clean_text(self) -> str:
        text = tidied(self.cleaned_data["text"])
        if why_not := why_not_say(text, LONGEST):
            raise forms.ValidationError(why_not)
        return text


class Accept(Words):
    """Why a proposal is accepted as somebody saw it, with so many changes."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, label: str, typed: str, seen: int) -> None:
        super().__init__(data, label=label, typed=typed)
        self.initial["seen"] = seen

    def refused(self, why: Exception, changes: int) -> None:
        """Say why not; who goes on has now seen the proposal as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(changes)
        self.data = data
