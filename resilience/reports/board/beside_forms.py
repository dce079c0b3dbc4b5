"""What the national team fills in of a programme beside this one."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from resilience.accounts.fields import LINE, Words
from resilience.look.forms import DayField, PoundsField
from resilience.programmes.schema.returns import Beside

MOST = 100_000


class Told(forms.Form):
    """How many practices, and how much money, by which day, and who says so."""

    beside = forms.ChoiceField(
        label="Programme",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a programme",
            "invalid_choice": "Choose a programme of the list",
        },
    )
    as_at = DayField(
        label="By which day",
        help_text="The day that the figures are of, for example 28 February 2017",
        error_messages={"required": "Enter the day that the figures are of"},
    )
    practices = forms.IntegerField(
        label="Practices helped (optional)",
        help_text="Leave it empty where it is not known: that is no zero.",
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Enter a whole number of practices, for example 600",
            "min_value": "Enter a whole number of practices, for example 600",
            "max_value": f"Enter at most {MOST:,} practices",
        },
    )
    or_more = forms.BooleanField(label="The number was told as so many or more", required=False)
    spent = PoundsField(
        label="Spent by then, in pounds (optional)",
        help_text="Leave it empty where it is not known.",
        required=False,
    )
    source = Words(
        "From where the figures are",
        longest=LINE,
        hint="For example the paper, its date and paragraph.",
        missing="Say from where the figures are",
    )

    def __init__(self, data: Any, *, programmes: tuple[Beside, ...]) -> None:
        super().__init__(data)
        listed = [(one.id, one.title) for one in programmes]
        cast(forms.ChoiceField, self.fields["beside"]).choices = listed
