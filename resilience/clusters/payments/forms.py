"""What people fill in about the money of a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import LINE, Words
from resilience.clusters.payments.standing import Part, Share
from resilience.funding.actions.paying import LONGEST_DOCUMENT
from resilience.funding.models import Pot
from resilience.funding.years import Year
from resilience.look import words
from resilience.look.forms import DayField, PoundsField
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack

BOOKS = "It stands in the books beside each sum, for finance and for audit."


class OfTheMoney(forms.Form):
    """Whatever is done says which state of the money somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, now: int) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(now)
        self.data = data

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        return self.cleaned_data


class PromiseMoney(OfTheMoney):
    """From which money, and by when each part is expected; a part without a day is not promised."""

    why = Words("Why", hint=BOOKS, missing="Write why it is promised")

    def __init__(
        self,
        data: Any,
        *,
        pots: Sequence[Pot],
        lacking: Mapping[Organisation, list[Part]],
        initial: Mapping[str, Any],
    ) -> None:
        self.pots = {str(one.pk): one for one in pots}
        parts = {one.number: one for of in lacking.values() for one in of}
        self.numbers = sorted(parts)
        begin: dict[str, Any] = {"pot": next(iter(self.pots))} if len(self.pots) == 1 else {}
        begin |= {f"expected_{n}": Year.called(pots[0].year).ends for n in self.numbers}
        super().__init__(data, initial=begin | dict(initial))
        self.fields["pot"] = forms.ChoiceField(
            label="From which money?",
            widget=forms.RadioSelect,
            choices=[(pk, _pot(one)) for pk, one in self.pots.items()],
            error_messages={"required": "Choose the money", "invalid_choice": "Choose the money"},
        )
        for number in self.numbers:
            many = sum(any(one.number == number for one in of) for of in lacking.values())
            one = parts[number]
            self.fields[f"expected_{number}"] = DayField(
                label=f"{one.of.title}: by when is it expected?",
                help_text=f"{words.pounds(one.pence)} for {words.plural(many, 'practice')}. Leave "
                "it empty if it comes after the year: it is promised from the next year’s money.",
                required=False,
            )
        days = (f"expected_{number}" for number in self.numbers)
        self.order_fields(["pot", *days, "why", "seen"])

    @property
    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        days = {number: said[f"expected_{number}"] for number in self.numbers}
        return {
            "pot": self.pots[said["pot"]],
            "expected": {number: day for number, day in days.items() if day},
            "why": said["why"],
            "seen": said["seen"],
        }


class ApprovePart(OfTheMoney):
    """What was seen, and who is left out for which reason."""

    why = Words("What you saw", hint=BOOKS, missing="Write what you saw")

    def __init__(self, data: Any, *, shares: Sequence[Share], initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.codes = list(dict.fromkeys(one.practice.code for one in shares))
        for one in shares:
            self.fields[f"out_{one.practice.code}"] = Words(
                f"Leave out {one.practice.name}, because",
                hint=f"Otherwise {words.pounds(one.not_approved)} is approved.",
                longest=LINE,
            )

    @property
    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        out = {code: said[f"out_{code}"] for code in self.codes if said[f"out_{code}"]}
        return {"left_out": out, "why": said["why"], "seen": said["seen"]}


class AsTheLedgerHasIt(OfTheMoney):
    """What finance paid, or what came back."""

    day = DayField(
        label="Day, by the ledger",
        help_text="For example 15 June 2026",
        error_messages={"required": "Enter the day"},
    )
    document = forms.CharField(
        label="Number in the ledger",
        max_length=LONGEST_DOCUMENT,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20"}),
        error_messages={"required": "Enter the number in the ledger"},
    )
    why = Words("Note", hint="For finance and for audit.", missing="Write a note")

    def __init__(self, data: Any, *, pack: Pack, initial: Any) -> None:
        super().__init__(data, initial=initial)
        codes = pack.funding.codes if pack.funding else ()
        self.fields["code"] = forms.ChoiceField(
            label="Finance code",
            choices=[(one.id, f"{one.id}: {one.title}") for one in codes],
            error_messages={"required": "Choose the finance code"},
        )


class PayPart(AsTheLedgerHasIt):
    """To whom finance paid what was approved of a part."""

    def __init__(self, data: Any, *, pack: Pack, shares: Sequence[Share], initial: Any) -> None:
        every = {one.practice.code: one for one in shares}
        super().__init__(data, pack=pack, initial={"practices": list(every)} | dict(initial))
        self.fields["practices"] = _chosen(
            "Who was paid?",
            [
                (code, f"{one.practice.name}: {words.pounds(one.not_paid)}")
                for code, one in every.items()
            ],
        )
        self.order_fields(["practices", "day", "code", "document", "why", "seen"])


class Recover(AsTheLedgerHasIt):
    """How much came back."""

    pence = PoundsField(
        label="Sum, in pounds", error_messages={"required": "Enter the sum in pounds"}
    )
    field_order = ("pence", "day", "code", "document", "why", "seen")


class LetGo(OfTheMoney):
    """Whose money is let go, and why."""

    why = Words("Why it is let go", hint=BOOKS, missing="Write why it is let go")

    def __init__(self, data: Any, *, shares: Iterable[Share], initial: Any) -> None:
        super().__init__(data, initial=initial)
        pence: dict[int, int] = {}
        named = {}
        for one in shares:
            pence[one.grant.pk] = pence.get(one.grant.pk, 0) + one.not_approved
            left = f", which left on {words.day(one.left)}" if one.left else ""
            named[one.grant.pk] = f"{one.practice.name}{left}: ", f" of {one.grant.year}"
        self.fields["grants"] = _chosen(
            "Whose money is let go?",
            [(pk, words.pounds(sum_).join(named[pk])) for pk, sum_ in pence.items()],
        )
        self.order_fields(["grants", "why", "seen"])

    @property
    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"grants": [int(pk) for pk in self.cleaned_data["grants"]]}


class TakeBack(OfTheMoney):
    """Why an entry is taken back."""

    why = Words("Why it is taken back", hint=BOOKS, missing="Write why it is taken back")
    field_order = ("why", "seen")


def _chosen(label: str, choices: Sequence[tuple[Any, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        widget=forms.CheckboxSelectMultiple,
        choices=choices,
        error_messages={
            "required": "Choose at least one practice",
            "invalid_choice": "Choose among these practices",
        },
    )


def _pot(one: Pot) -> str:
    return f"{one.holder.name}, {one.year}: {words.pounds(one.free)} is free"
