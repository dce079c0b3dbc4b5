"""What people fill in to make a business case, and to answer one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.agreements.helping.missing import TEXTS
from resilience.agreements.models import BusinessCase
from resilience.cases.actions.stepping import LONGEST
from resilience.look.forms import PoundsField
from resilience.organisations.models import Organisation
from resilience.programmes.schema.helping import Buying
from resilience.programmes.schema.planning import Bar

State = BusinessCase.State
CHOOSE = {"invalid_choice": "Choose one of the list"}
YES_OR_NO = (("yes", "Yes"), ("no", "No"))
ANSWERS = (
    (State.APPROVED, "Approve it"),
    (State.RETURNED, "Send it back to be changed"),
    (State.REJECTED, "Reject it"),
)


class Looking(forms.Form):
    """Whatever is done with a business case says which version of it somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, version: int) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(version)
        self.data = data


class Begin(forms.Form):
    """For which kind of support."""

    category = forms.ChoiceField(
        label="For which kind of help?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind of help"} | CHOOSE,
    )

    def __init__(self, data: Any, *, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["category"]).choices = list(kinds)


class Written(Looking):
    """All of a business case; any of it may be left for later."""

    title = forms.CharField(label=TEXTS["title"], max_length=200, required=False)
    need = forms.CharField(
        label=TEXTS["need"],
        help_text=f"What the practice needs, and how it is known. {WARNING}",
    )
    options = forms.CharField(
        label=TEXTS["options"], help_text="Doing nothing among them, and which you prefer."
    )
    benefits = forms.CharField(
        label=TEXTS["benefits"], help_text="What is different at the end, and how it is seen."
    )
    cost = PoundsField(
        label="Cost",
        help_text="In pounds, with VAT where it is not paid back, for example 12,500",
        required=False,
    )
    buying = forms.ChoiceField(
        label="Way of buying", widget=forms.RadioSelect, required=False, error_messages=CHOOSE
    )
    why_this_way = forms.CharField(label=TEXTS["why_this_way"])
    supplier = forms.ChoiceField(
        label="Supplier",
        help_text="Leave it open where it is not chosen yet.",
        required=False,
        error_messages=CHOOSE,
    )
    field_order = (*("title", "need", "options", "benefits", "cost"), "buying", "why_this_way")

    def __init__(
        self, data: Any, *, ways: Sequence[Buying], suppliers: Sequence[Organisation], initial: Any
    ) -> None:
        super().__init__(data, initial=initial)
        for name in TEXTS:
            if name != "title":
                self.fields[name].required = False
                self.fields[name].widget = forms.Textarea()
        self.suppliers = {one.code: one for one in suppliers}
        buying = cast(forms.ChoiceField, self.fields["buying"])
        buying.choices = [(one.id, one.title) for one in ways]
        buying.widget.of_items = {one.id: {"hint": {"text": one.about}} for one in ways}
        listed = [(one.code, one.name) for one in suppliers]
        cast(forms.ChoiceField, self.fields["supplier"]).choices = [("", "Not chosen"), *listed]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for name in TEXTS:
            text = tidied(told.get(name) or "")
            if text and (why_not := why_not_say(text, LONGEST)):
                self.add_error(name, why_not)
        return told

    @property
    def told(self) -> dict[str, Any]:
        """What is written, as the act takes it."""
        data = self.cleaned_data
        return {
            "texts": {name: data[name] for name in TEXTS},
            "cost": data["cost"],
            "buying": data["buying"],
            "supplier": self.suppliers.get(data["supplier"]),
        }


class Forward(Looking):
    """Whether any of it is for what is not paid for, asked bar by bar."""

    def __init__(self, data: Any, *, bars: Sequence[Bar], seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        self.bars = bars
        for bar in bars:
            self.fields[bar.id] = forms.ChoiceField(
                label=bar.question,
                choices=YES_OR_NO,
                widget=forms.RadioSelect,
                error_messages={"required": f"Answer the question: {bar.question}"} | CHOOSE,
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for bar in self.bars:
            if told.get(bar.id) == "yes":
                self.add_error(bar.id, bar.why)
        return told

    @property
    def paid_for(self) -> dict[str, bool]:
        return {bar.id: self.cleaned_data[bar.id] == "yes" for bar in self.bars}


class Answer(Looking):
    """Approve, send back or reject, and why."""

    answer = forms.ChoiceField(
        label="What do you decide?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"} | CHOOSE,
    )
    said = Words(
        "Why",
        hint="Whoever wrote it reads this, and those who deliberate.",
        missing="Write why",
    )
    field_order = ("answer", "said", "seen")
