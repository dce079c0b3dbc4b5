"""What people fill in to change what is committed, to approve an invoice, and to record what was
paid or came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from resilience.accounts.fields import Words
from resilience.cases.following.forms import Acting
from resilience.funding.actions.paying import LONGEST_DOCUMENT
from resilience.funding.models import Stage
from resilience.funding.paying.commit_form import one_of
from resilience.look import words
from resilience.look.forms import DayField, PoundsField
from resilience.programmes.schema import Pack


def _sum(label: str) -> PoundsField:
    return PoundsField(label=label, error_messages={"required": "Enter the sum in pounds"})


def _document(label: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_DOCUMENT,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20"}),
        error_messages={"required": missing},
    )


class Vary(Acting):
    """The new sum of a payment, and why."""

    pence = _sum("New sum, in pounds")
    why = Words("Why it is changed", missing="Write why it is changed")
    field_order = ("pence", "why", "seen")


class Approve(Acting):
    """An invoice: for which payment, how much, for help until when, and what was seen."""

    pence = _sum("Sum of the invoice, in pounds")
    day = DayField(
        label="Last day of the help that it is for",
        help_text="The memorandum is in force on it, and it lies in the year of the money. The "
        "invoice itself may come later.",
        error_messages={"required": "Enter the last day of the help that it is for"},
    )
    document = _document("Number of the invoice", "Enter the number of the invoice")
    why = Words(
        "What you saw",
        hint="How you know that what has to be seen first is so.",
        missing="Write what you saw",
    )

    def __init__(self, data: Any, *, parts: Sequence[Stage], initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.parts = {str(one.number): one for one in parts}
        self.fields["stage"] = one_of(
            "For which payment?",
            "Choose the payment",
            [(n, _told(p)) for n, p in self.parts.items()],
        )
        self.order_fields(["stage", "pence", "day", "document", "why", "seen"])

    @property
    def told(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return said | {"stage": self.parts[said["stage"]]}


def _told(part: Stage) -> str:
    left = words.pounds(part.pence - part.invoiced)
    asks = f" To be seen first: {part.asks}" if part.asks else ""
    return f"{part.title}: {left} is not approved.{asks}"


class Settle(Acting):
    """What finance paid of an invoice, or what came back: as the ledger has it."""

    pence = _sum("Sum, in pounds")
    day = DayField(
        label="Day, by the ledger",
        help_text="For example 15 March 2019.",
        error_messages={"required": "Enter the day"},
    )
    document = _document("Number in the ledger", "Enter the number in the ledger")
    why = Words("Note", hint="For finance and for audit.", missing="Write a note")

    def __init__(self, data: Any, *, pack: Pack, initial: Any) -> None:
        super().__init__(data, initial=initial)
        codes = pack.funding.codes if pack.funding else ()
        self.fields["code"] = one_of(
            "Finance code",
            "Choose the finance code",
            [(one.id, f"{one.id}: {one.title}") for one in codes],
        )
        self.order_fields(["pence", "day", "code", "document", "why", "seen"])


class Reverse(Acting):
    """Why an entry is taken back."""

    why = Words("Why it is taken back", missing="Write why it is taken back")
    field_order = ("why", "seen")
