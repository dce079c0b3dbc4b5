"""The form in which a status is confirmed, changed or taken back."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.rules import Refused
from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.look.forms import DayField
from resilience.screening.status import REASON, PracticeStatus
from resilience.screening.status_actions import LONGEST, ConfirmedMeanwhile

Status = PracticeStatus.Status
TAKE_BACK = "No status: take it back"


class StatusForm(forms.Form):
    """`now` is the status in force, `seen` its number; a review is proposed by `review_by`."""

    status = forms.ChoiceField(
        label="Status",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose red, amber or green"},
    )
    reason = forms.CharField(
        label="Why",
        help_text=f"The practice, its commissioners and its LMC read this. {WARNING} "
        f"At most {REASON:,} characters.",
        widget=forms.Textarea,
        error_messages={"required": "Write why"},
    )
    review_by = DayField(
        label="Looked at again by",
        help_text=f"At most {LONGEST} months from today. Not needed to take a status back.",
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, now: PracticeStatus | None, review_by: date, **others: Any
    ) -> None:
        super().__init__(*args, **others)
        held = now is not None and now.status != Status.NONE
        choices = [(one.value, one.label) for one in Status if one != Status.NONE]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            *choices,
            *([(Status.NONE.value, TAKE_BACK)] if held else ()),
        ]
        self.fields["review_by"].initial = review_by
        self.fields["seen"].initial = now.pk if now else 0

    def clean_reason(self) -> str:
        text = tidied(self.cleaned_data["reason"])
        if why_not := why_not_say(text, REASON):
            raise forms.ValidationError(why_not)
        return text

    def clean(self) -> dict[str, Any]:
        """What is taken back has no review, whatever stood in the field."""
        if self.cleaned_data.get("status") == Status.NONE:
            self.cleaned_data["review_by"] = None
            self.errors.pop("review_by", None)
        elif not self.cleaned_data.get("review_by") and "review_by" not in self.errors:
            self.add_error("review_by", "Enter the day by which it is looked at again")
        return self.cleaned_data

    def refused(self, why: Refused, now: PracticeStatus | None) -> None:
        """Say why it was not done; who then goes on has seen what is in force `now`."""
        self.add_error(None, str(why))
        if isinstance(why, ConfirmedMeanwhile):
            sent = cast(QueryDict, self.data).copy()
            sent["seen"] = str(now.pk if now else 0)
            self.data = sent
