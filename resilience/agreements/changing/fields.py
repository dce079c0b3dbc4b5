"""Fields of the forms of this part: words about a practice, and days that are not ahead."""

from __future__ import annotations

from typing import Any

from django import forms

from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.cases.actions.stepping import LONGEST


class Words(forms.CharField):
    """Plain words of at most 4,000 characters, of which nothing is about a patient."""

    def __init__(self, label: str, hint: str, *, missing: str = "", **more: Any) -> None:
        super().__init__(
            label=label if missing else f"{label} (optional)",
            help_text=f"{hint} {WARNING}",
            required=bool(missing),
            error_messages={"required": missing},
            widget=forms.Textarea(attrs={"rows": 5}),
            **more,
        )

    def clean(self, value: Any) -> str:
        text = tidied(str(super().clean(value)))
        if text and (why := why_not_say(text, LONGEST)):
            raise forms.ValidationError(why)
        return text


class YesOrNo(forms.TypedChoiceField):
    """A question to be answered with yes or no."""

    def __init__(self, question: str) -> None:
        super().__init__(
            label=question,
            choices=[("yes", "Yes"), ("no", "No")],
            coerce="yes".__eq__,
            widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--inline"}),
            error_messages={"required": f"Answer yes or no: {question}"},
        )
