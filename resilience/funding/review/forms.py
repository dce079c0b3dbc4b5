"""What somebody fills in to say what a pot will have spent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.funding.review.months import Month
from resilience.look.forms import PoundsField


class Expecting(forms.Form):
    """The month, the sum and on what it rests; `seen` is the version of the pot that was looked
    at."""

    month = forms.ChoiceField(
        label="For which month", error_messages={"required": "Choose the month"}
    )
    pence = PoundsField(
        label="What will have been spent by 31 March",
        help_text="All of the year: what is paid already counts in.",
        error_messages={"required": "Enter what will have been spent by 31 March"},
    )
    basis = Words(
        "On what that rests",
        hint="It stands in the review: which help will go ahead by when, and which may not.",
        missing="Write on what that rests",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, months: Iterable[Month], initial: Any) -> None:
        super().__init__(data, initial=initial)
        field = cast(forms.ChoiceField, self.fields["month"])
        field.choices = [(one.query, one.title) for one in months]

    def clean_month(self) -> date:
        return date.fromisoformat(f"{self.cleaned_data['month']}-01")

    def refused(self, why: Exception, version: int) -> None:
        """Say why not, and keep what was typed; who goes on has now seen the pot as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(version)
        self.data = data
