"""What people fill in about rounds, and to share their answers."""

from __future__ import annotations

from django import forms

from resilience.accounts.fields import Words
from resilience.clusters.models import SharedAnswers
from resilience.look.forms import AddressField, DayField

LONGEST_TITLE, LONGEST_WHY = 120, 300


class RoundForm(forms.Form):
    """A round that is planned."""

    title = Words(
        "What is the round called?",
        longest=LONGEST_TITLE,
        hint="Practices read this. For example “Stocktake, spring 2026”.",
        missing="Enter what the round is called",
    )
    opens = DayField(
        label="First day",
        help_text="For example 1 June 2026",
        error_messages={"required": "Enter the first day"},
    )
    closes = DayField(
        label="Last day",
        help_text="What is sent by the end of this day counts. The result is there the next day.",
        error_messages={"required": "Enter the last day"},
    )


class ShareForm(forms.Form):
    """With whom, what, until when and why a practice shares one of its questionnaires."""

    email = AddressField(
        label="E-mail address of the person",
        help_text="Somebody who signs in here for your board, your committee or your network.",
    )
    what = forms.ChoiceField(
        label="What may they read?",
        choices=SharedAnswers.What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they may read"},
    )
    until = DayField(
        label="Last day on which they may read it",
        help_text="For example 30 September 2026",
        error_messages={"required": "Enter the last day"},
    )
    why = Words(
        "Why do you share it?",
        longest=LONGEST_WHY,
        hint="The person reads this.",
        missing="Write why you share it",
    )
