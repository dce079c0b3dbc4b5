"""How somebody wants to be told."""

from __future__ import annotations

from django import forms

from resilience.look.words import begin
from resilience.notices.models import How


class Choose(forms.Form):
    how = forms.ChoiceField(
        label="How you are told",
        choices=[(how.value, begin(how.label)) for how in How],
        widget=forms.RadioSelect,
        help_text="The page Notices has every notice, whatever you choose.",
        error_messages={"required": "Choose how you are told"},
    )
