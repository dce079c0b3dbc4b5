"""A field of the forms of this part."""

from __future__ import annotations

from django import forms


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
