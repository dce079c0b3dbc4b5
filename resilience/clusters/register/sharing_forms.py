"""What was agreed to share with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from resilience.accounts.fields import LINE, Words
from resilience.clusters.register.forms import Seen
from resilience.look.forms import DayField
from resilience.programmes.schema.toolkit import Audience, HowOften, Register, Shareable

SHARED, NOT_SHARED = "yes", "no"


class SettleForm(Seen):
    """Something, an audience, and how often."""

    what = forms.ChoiceField(
        label="What is it about?", error_messages={"required": "Choose what it is about"}
    )
    audience = forms.ChoiceField(
        label="With whom?", error_messages={"required": "Choose with whom"}
    )
    shared = forms.ChoiceField(
        label="Is it shared with them?",
        widget=forms.RadioSelect,
        choices=((SHARED, "Yes"), (NOT_SHARED, "No, or no more")),
        error_messages={"required": "Say whether it is shared with them"},
    )
    how_often = forms.ChoiceField(
        label="How often?", required=False, help_text="Not needed where it is not shared."
    )
    form = Words(
        "Where and how", longest=LINE, hint="A meeting, a file, a page: where people find it."
    )
    agreed = DayField(
        label="When was it agreed?",
        help_text="For example 11 May 2026",
        error_messages={"required": "Enter when it was agreed"},
    )
    agreed_by = Words(
        "Who agreed it",
        longest=LINE,
        hint="Posts and bodies, such as “quality and resilience working group”.",
        missing="Write who agreed it",
    )
    review_by = DayField(
        label="Looked at again by",
        required=False,
        help_text="Not needed where it is not shared.",
    )
    why = Words("Why", hint="Every practice of the area reads this.", missing="Write why")

    def __init__(self, data: Any, *, register: Register, initial: Any) -> None:
        super().__init__(data, initial=initial)
        nothing = [("", "Choose")]
        lists: dict[str, Sequence[Shareable | Audience | HowOften]] = {
            "what": register.shareable,
            "audience": register.audiences,
            "how_often": register.how_often,
        }
        for name, found in lists.items():
            choices = [(one.id, one.title) for one in found]
            cast(forms.ChoiceField, self.fields[name]).choices = nothing + choices

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        return self.cleaned_data | {"shared": self.cleaned_data["shared"] == SHARED}
