"""The field in which people write about practices in their own words."""

from __future__ import annotations

from typing import Any

from django import forms

from resilience.accounts.saying import LONGEST, WARNING, tidied, why_not_say

LINE = 300
"""Characters of what is said in one line."""


class Words(forms.CharField):
    """Plain words of at most so many characters, with nothing about patients. `missing` is said
    where there are none; without it the field may be left empty."""

    def __init__(
        self, label: str, *, missing: str = "", hint: str = "", longest: int = LONGEST, **more: Any
    ) -> None:
        is_line = longest <= LINE
        usual = forms.TextInput() if is_line else forms.Textarea(attrs={"rows": 5})
        super().__init__(
            label=label if missing else f"{label} (optional)",
            help_text=" ".join(filter(None, [hint, "" if is_line else WARNING])),
            required=bool(missing),
            error_messages={"required": missing},
            widget=more.pop("widget", usual),
            **more,
        )
        self.longest = longest

    def clean(self, value: Any) -> str:
        text = str(super().clean(tidied(str(value or ""))))
        if text and (why_not := why_not_say(text, self.longest)):
            raise forms.ValidationError(why_not)
        return text
