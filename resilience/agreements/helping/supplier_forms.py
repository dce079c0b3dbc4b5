"""What people fill in to say what a supplier offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms

from resilience.accounts.fields import Words
from resilience.look.forms import DayField
from resilience.organisations.models import FOREVER, Organisation

CHOOSE = "Choose one of the list"


class Offer(forms.Form):
    """A kind of support that a supplier offers in an area, over a span."""

    category = forms.ChoiceField(
        label="Kind of help",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind of help", "invalid_choice": CHOOSE},
    )
    area = forms.ChoiceField(
        label="Area", error_messages={"required": "Choose an area", "invalid_choice": CHOOSE}
    )
    about = Words("What it is", hint="Practices read this too.", missing="Say what it is")
    starts = DayField(
        label="From",
        help_text="For example 1 April 2018",
        error_messages={"required": "Enter from which day it is offered"},
    )
    last = DayField(
        label="Last day (optional)",
        help_text="Leave it empty where none is known.",
        required=False,
    )

    def __init__(
        self, data: Any, *, kinds: Sequence[tuple[str, str]], areas: Sequence[Organisation]
    ) -> None:
        super().__init__(data)
        self.areas = {one.code: one for one in areas}
        cast(forms.ChoiceField, self.fields["category"]).choices = list(kinds)
        listed = [(one.code, f"{one.name} ({one.get_kind_display()})") for one in areas]
        cast(forms.ChoiceField, self.fields["area"]).choices = [("", "Choose an area"), *listed]

    @property
    def told(self) -> dict[str, Any]:
        """What is offered, as the act takes it."""
        told = {name: self.cleaned_data[name] for name in ("category", "about", "starts")}
        last = self.cleaned_data["last"]
        ends = date.fromordinal(last.toordinal() + 1) if last else FOREVER
        return told | {"area": self.areas[self.cleaned_data["area"]], "ends": ends}


class End(forms.Form):
    """From which day on a service is offered no more."""

    day = DayField(
        label="First day without it",
        help_text="For example 1 April 2019",
        error_messages={"required": "Enter from which day it is offered no more"},
    )
