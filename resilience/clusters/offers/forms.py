"""What people fill in about offers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.clusters.bands import BANDS
from resilience.clusters.models import Offer
from resilience.clusters.offers.publishing import (
    LONGEST_TITLE,
    LONGEST_WHERE,
    LONGEST_WHY,
    MOST_PLACES,
    Terms,
)
from resilience.clusters.offers.results import (
    LONGEST_MEASURE,
    LONGEST_UNIT,
    MOST_MEASURES,
    Measure,
)
from resilience.look.forms import DayField
from resilience.programmes.schema.response import Module, OfferKind

DAY_HINT = "For example 30 September 2026"
BAND_CHOICES = [(one, one.capitalize()) for one in BANDS]
NUMBER = {"class": "nhsuk-input--width-4", "inputmode": "numeric"}


class Seen(forms.Form):
    """Whatever is done says which version of a thing somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, now: object) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(now)
        self.data = data


def _day(label: str, missing: str, hint: str = DAY_HINT) -> DayField:
    return DayField(label=label, help_text=hint, error_messages={"required": missing})


class OfferForm(Seen):
    """An offer of a kind; it begins with what the kind says."""

    title = Words("What it is called", longest=LONGEST_TITLE, missing="Write what it is called")
    about = Words(
        "What it is",
        hint="What happens, how much time it takes, and what a practice gets from it.",
        missing="Write what it is",
    )
    bands = forms.MultipleChoiceField(
        label="For which practices is it?",
        help_text="By the status that people confirmed. Others may ask too; you decide.",
        choices=BAND_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose for which practices it is"},
    )
    eligibility = Words("Who is eligible, in words", hint="Such as “two people can come each day”.")
    places = forms.IntegerField(
        label="How many places are there? (optional)",
        help_text="Empty where everybody who asks has a place.",
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": "Enter a whole number of places"},
    )
    modules = forms.MultipleChoiceField(
        label="Which modules does it have?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the modules of the list"},
    )
    choose = forms.IntegerField(
        label="How many of them does each practice choose?",
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": "Enter a whole number of modules"},
    )
    opens = _day("From when may practices ask?", "Enter from when practices may ask")
    closes = _day("Until when may they ask?", "Enter until when practices may ask")
    starts = _day("When does it begin?", "Enter when it begins")
    ends = _day("When does it end?", "Enter when it ends", "The same day for an event of a day.")
    where = Words("Where", longest=LONGEST_WHERE)
    tell = forms.BooleanField(label="Tell every practice of the area now", required=False)

    def __init__(
        self,
        data: Any,
        *,
        initial: dict[str, Any],
        kind: OfferKind,
        titles: Mapping[str, str],
        is_new: bool,
    ) -> None:
        super().__init__(data, initial=initial)
        if kind.modules:
            field = cast(forms.MultipleChoiceField, self.fields["modules"])
            field.choices = [(one, titles[one]) for one in kind.modules]
        else:
            del self.fields["modules"], self.fields["choose"]
        if kind.by_request:
            del self.fields["places"]
        if kind.most_places:
            most = f"At most {kind.most_places} at a time."
            self.fields["places"].help_text = most
        if not is_new:
            del self.fields["tell"]

    @property
    def terms(self) -> Terms:
        """What was filled in, as the acts take it."""
        said = self.cleaned_data
        once = ("title", "about", "eligibility", "bands", "opens", "closes", "starts", "ends")
        return Terms(
            **{name: said[name] for name in once},
            places=said.get("places"),
            modules=said.get("modules") or [],
            choose=said.get("choose") or 0,
            where=said["where"],
        )


def begun(kind: OfferKind) -> dict[str, Any]:
    """What the form of a new offer begins with: what its kind says."""
    return {
        "seen": 0,
        "title": kind.title,
        "about": kind.about,
        "bands": list(kind.bands),
        "places": kind.places,
        "modules": list(kind.modules),
        "choose": kind.choose or None,
        "tell": True,
    }


def as_it_is(offer: Offer) -> dict[str, Any]:
    """What the form of an offer begins with that is there."""
    names = ("title", "about", "eligibility", "bands", "places", "modules", "choose", "where")
    days = ("opens", "closes", "starts", "ends")
    return {name: getattr(offer, name) for name in (*names, *days)} | {"seen": offer.version}


class WhyForm(forms.Form):
    """That a place is given up or declined, and why."""

    why = Words("Why", longest=LONGEST_WHY, missing="Write why")

    def __init__(self, data: Any, *, initial: dict[str, Any], hint: str, needed: bool) -> None:
        super().__init__(data, initial=initial)
        self.fields["why"].help_text = hint
        self.fields["why"].required = needed
        self.fields["why"].label = "Why" if needed else "Why (optional)"


class WithdrawForm(Seen):
    """That an offer is made no more, and why."""

    why = Words(
        "Why",
        longest=LONGEST_WHY,
        hint="Practices with a place or on the waiting list read this.",
        missing="Write why",
    )
    field_order = ("why", "seen")


class AskForm(forms.Form):
    """Which modules a practice chooses."""

    modules = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the modules of this offer"},
    )

    def __init__(
        self, data: Any, *, initial: dict[str, Any], offer: Offer, modules: Mapping[str, Module]
    ) -> None:
        super().__init__(data, initial=initial)
        self.choose = offer.choose
        if not offer.modules:
            del self.fields["modules"]
            return
        field = cast(forms.MultipleChoiceField, self.fields["modules"])
        known = [modules[one] for one in offer.modules if one in modules]
        field.label = f"Choose exactly {offer.choose} modules"
        field.choices = [(one.id, one.title) for one in known]
        hints = {one.id: {"hint": {"text": one.about}} for one in known}
        field.widget.of_items = hints

    def clean_modules(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["modules"]
        if len(chosen) != self.choose:
            raise forms.ValidationError(f"Choose exactly {self.choose}: you chose {len(chosen)}")
        return chosen


class ResultForm(Seen):
    """What came of an offer, and what was measured before and after."""

    seen = forms.CharField(widget=forms.HiddenInput)  # type: ignore[assignment]
    result = Words(
        "What came of it",
        hint="What you changed, what it did for patients and staff, what you would tell others.",
        missing="Write what came of it",
    )

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for number in range(1, MOST_MEASURES + 1):
            for name, field in _measure().items():
                self.fields[f"{name}_{number}"] = field

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.measures = [m for m in map(self._measure, range(1, MOST_MEASURES + 1)) if m]
        return self.cleaned_data

    def _measure(self, number: int) -> Measure | None:
        """A measure that was filled in; none where its row was left empty. What lacks is told."""
        said = {name: self.cleaned_data.get(f"{name}_{number}") for name in _measure()}
        if all(value in (None, "") for value in said.values()) and not self._wrong(number):
            return None
        for name, what in (("what", "what was measured"), ("before", "before"), ("after", "after")):
            field = f"{name}_{number}"
            if said[name] in (None, "") and field not in self.errors:
                self.add_error(field, f"Measure {number}: enter {what}")
        return None if self._wrong(number) else Measure(**said)  # type: ignore[arg-type]

    def _wrong(self, number: int) -> bool:
        return any(f"{name}_{number}" in self.errors for name in _measure())

    @property
    def rows(self) -> list[tuple[int, list[BoundField]]]:
        """Each measure with its fields."""
        return [
            (number, [self[f"{name}_{number}"] for name in _measure()])
            for number in range(1, MOST_MEASURES + 1)
        ]


def _measure() -> dict[str, forms.Field]:
    number: dict[str, Any] = {
        "required": False,
        "max_digits": 12,
        "decimal_places": 3,
        "error_messages": {"invalid": "Enter a number, for example 12.5"},
    }
    fields: dict[str, forms.Field] = {
        "what": Words("What was measured", longest=LONGEST_MEASURE),
        "before": forms.DecimalField(label="Before", widget=_number(), **number),
        "after": forms.DecimalField(label="After", widget=_number(), **number),
        "unit": Words("Unit", longest=LONGEST_UNIT),
    }
    fields["what"].label = "What was measured"
    return fields


def _number() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"})


def told_before(result: str, measures: list[dict[str, str]], seen: str) -> dict[str, Any]:
    """What the form of a result begins with."""
    said: dict[str, Any] = {"seen": seen, "result": result}
    for number, one in enumerate(measures, 1):
        said |= {
            f"what_{number}": one["what"],
            f"before_{number}": Decimal(one["before"]),
            f"after_{number}": Decimal(one["after"]),
            f"unit_{number}": one["unit"],
        }
    return said
