"""What people fill in about the money of a pot: what it was allocated, received and carries over,
and what it is meant for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.funding.models import Entry
from resilience.look.forms import DayField, PoundsField
from resilience.programmes.schema.funding import Intended

WHY = "It stands in the books for good."
DAY_HINT = "For example 31 May 2018"
STANDINGS = [
    (Entry.Standing.PROVISIONAL.value, "Provisional"),
    (Entry.Standing.FINAL.value, "Final after audit"),
]


class OfAPot(forms.Form):
    """Whatever is done with a pot says which version of it somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, version: int) -> None:
        """Say why not, and keep what was typed; who goes on has now seen the pot as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(version)
        self.data = data


class Allocate(OfAPot):
    """What a holder is allocated in all, and how sure that is."""

    pence = PoundsField(
        label="Allocated for the year, in all",
        help_text="The whole sum, not what is added to it: the books work out the difference.",
        error_messages={"required": "Enter what is allocated in all"},
    )
    standing = forms.ChoiceField(
        label="How sure is it?",
        choices=STANDINGS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how sure it is"},
    )
    day = DayField(
        label="Day of the allocation",
        help_text=DAY_HINT,
        error_messages={"required": "Enter the day of the allocation"},
    )
    why = Words("On what it rests", hint=WHY, missing="Write on what it rests")
    field_order = ("pence", "standing", "day", "why", "seen")


class Receive(OfAPot):
    """Money that reached the ledger."""

    pence = PoundsField(
        label="How much was received",
        help_text="In pounds, for example 12,500",
        error_messages={"required": "Enter how much was received"},
    )
    day = DayField(
        label="When was it in your ledger?",
        help_text=DAY_HINT,
        error_messages={"required": "Enter when it was in your ledger"},
    )
    document = Words("Number in the ledger", longest=100, missing="Enter its number in the ledger")
    why = Words("What it was", hint=WHY, missing="Write what it was")
    field_order = ("pence", "day", "document", "why", "seen")


class Carry(OfAPot):
    """Money that goes over into the next year."""

    pence = PoundsField(
        label="How much goes over",
        help_text="In pounds, at most what is free",
        error_messages={"required": "Enter how much goes over"},
    )
    day = DayField(
        label="Day on which it goes over",
        help_text="After the year has ended",
        error_messages={"required": "Enter the day on which it goes over"},
    )
    why = Words("Who agreed to it, and why", hint=WHY, missing="Write who agreed to it, and why")
    field_order = ("pence", "day", "why", "seen")


class Taking(forms.Form):
    """That computed shares are allocated: since when, and on what that rests."""

    day = DayField(
        label="Day of the allocation",
        help_text=DAY_HINT,
        error_messages={"required": "Enter the day of the allocation"},
    )
    why = Words("On what it rests", hint=WHY, missing="Write on what it rests")


class Intend(OfAPot):
    """How much of a pot is meant for each category of intended spend."""

    def __init__(self, data: Any, *, categories: Sequence[Intended], initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.ids = [one.id for one in categories]
        for one in categories:
            self.fields[one.id] = PoundsField(
                label=one.title,
                help_text=f"{one.about} In pounds; 0 if nothing is meant for it.",
                error_messages={"required": f"Enter what is meant for: {one.title}"},
            )
        self.fields["partners"] = Words(
            "With whom was it talked over?",
            hint="Organisations, not persons.",
            missing="Write with whom it was talked over",
        )
        self.fields["reason"] = Words(
            "Why it is shared so", hint="Which needs come first.", missing="Write why"
        )
        self.order_fields([*self.ids, "partners", "reason", "seen"])

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        said = self.cleaned_data
        shares = {one: said[one] for one in self.ids}
        return {"shares": shares, "partners": said["partners"], "reason": said["reason"]}


class Explain(forms.Form):
    """Why what is spent in a category differs from what was meant."""

    reason = Words(
        "Why it differs",
        hint="For example a need that changed, or help that came later.",
        missing="Write why it differs",
    )
