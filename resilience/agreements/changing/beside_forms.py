"""What people fill in about what stands beside a memorandum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from resilience.accounts.fields import Words
from resilience.agreements.actions.assisting import LONGEST_REFERENCE, Terms
from resilience.agreements.changing.fields import YesOrNo
from resilience.cases.following.forms import Acting
from resilience.look.forms import DayField, PoundsField
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack

BAR = "bar_{}".format


class NoteConfidentiality(Acting):
    """With which supplier, and of which date; nothing else is asked."""

    supplier = forms.ChoiceField(
        label="With which supplier?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the supplier"},
    )
    dated = DayField(
        label="The date of the agreement",
        help_text="For example 15 January 2019.",
        error_messages={"required": "Enter the date of the agreement"},
    )
    field_order = ("supplier", "dated", "seen")

    def __init__(self, data: Any, *, suppliers: Sequence[Organisation], initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.by_code = {one.code: one for one in suppliers}
        cast(forms.ChoiceField, self.fields["supplier"]).choices = [
            (one.code, one.name) for one in suppliers
        ]

    @property
    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"supplier": self.by_code[said["supplier"]], "dated": said["dated"]}


class Assist(Acting):
    """The terms of a separate agreement on financial assistance."""

    reference = forms.CharField(
        label="Reference of the agreement",
        help_text="By which the agreement itself is found. It is kept elsewhere.",
        max_length=LONGEST_REFERENCE,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20"}),
        error_messages={"required": "Enter the reference of the agreement"},
    )
    agreed = DayField(
        label="When it was agreed",
        help_text="For example 4 February 2019.",
        error_messages={"required": "Enter the day on which it was agreed"},
    )
    amount = PoundsField(
        label="Amount, in pounds",
        help_text="For example 12,500 or 12,500.50.",
        error_messages={"required": "Enter the amount in pounds"},
    )
    purpose = Words(
        "What it is for", hint="The practice reads this.", missing="Write what the money is for"
    )
    criteria = forms.MultipleChoiceField(
        label="What must be so before money is given",
        help_text="Tick each that is met. All of them have to be.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what is met: all of it has to be"},
    )

    def __init__(self, data: Any, *, pack: Pack, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.asked = pack.ending.assistance_criteria if pack.ending else ()
        cast(forms.MultipleChoiceField, self.fields["criteria"]).choices = [
            (one.id, one.title) for one in self.asked
        ]
        self.bars = {one.id: one for one in (pack.planning.bars if pack.planning else ())}
        for bar in self.bars.values():
            self.fields[BAR(bar.id)] = YesOrNo(bar.question)
        bars = map(BAR, self.bars)
        self.order_fields(["reference", "agreed", "amount", "purpose", *bars, "criteria", "seen"])

    def clean_criteria(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["criteria"]
        if len(ticked) < len(self.asked):
            raise forms.ValidationError("All of it has to be met: tick each, or give no money")
        return ticked

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for bar in self.bars.values():
            if data.get(BAR(bar.id)):
                self.add_error(BAR(bar.id), bar.why)
        if data.get("amount") == 0:
            self.add_error("amount", "Enter an amount of more than £0")
        return data

    @property
    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        barred = [one for one in self.bars if said[BAR(one)]]
        names = ("reference", "agreed", "amount", "purpose", "criteria")
        return {"terms": Terms(**{name: said[name] for name in names}, barred=barred)}
