"""What a simulation is asked: the assumptions of the pack, or what somebody typed instead; which
practices are left out; and what it is called."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, cast

from django import forms

from resilience.accounts.fields import Words
from resilience.clusters.red.dispersal.question import Assumptions
from resilience.clusters.red.keeping import LONGEST_TITLE
from resilience.clusters.red.near import Near
from resilience.look import words
from resilience.programmes.schema.red import Dispersing

SMALL = {"class": "nhsuk-input--width-4", "inputmode": "decimal"}


def assumed_by(pack: Dispersing) -> Assumptions:
    """The assumptions of a pack as it is in force."""
    return Assumptions(
        close_km=float(pack.close_km),
        wide_km=float(pack.wide_km),
        reach_km=float(pack.reach_km),
        farthest_km=float(pack.farthest_km),
        most_practices=pack.most_practices,
        growth_percent=pack.growth_percent,
        flag_growth_percent=pack.flag_growth_percent,
        flag_per_gp=pack.flag_per_gp,
        near_km=float(pack.near_km),
        far_km=float(pack.far_km),
    )


def _km(label: str, hint: str) -> forms.FloatField:
    return forms.FloatField(
        label=label,
        help_text=hint,
        min_value=0.1,
        max_value=60,
        widget=forms.TextInput(attrs=SMALL),
        error_messages={
            "required": "Enter kilometres",
            "invalid": "Enter kilometres, for example 1.5",
            "min_value": "Enter kilometres from 0.1 to 60",
            "max_value": "Enter kilometres from 0.1 to 60",
        },
    )


class Ask(forms.Form):
    """The assumptions that weigh most, and who is left out. The others are the pack's."""

    title = Words(
        "What to call this simulation",
        longest=LONGEST_TITLE,
        hint="Such as “with Beech Street closed to new patients”.",
        missing="Write what to call it",
    )
    leave_out = forms.MultipleChoiceField(
        label="Practices that take nobody (optional)",
        help_text="Those whose list is given as closed are ticked. They still draw their own "
        "patients to their neighbourhood.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the practices nearby"},
    )
    closing_too = forms.MultipleChoiceField(
        label="Practices that close at the same time (optional)",
        help_text="Their patients look for another practice too.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the practices nearby of your area"},
    )
    growth_percent = forms.IntegerField(
        label="Most by which a list may grow, in a hundred",
        help_text="Where room is taken to be limited.",
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs=SMALL),
        error_messages={
            "required": "Enter a whole number from 0 to 100",
            "invalid": "Enter a whole number from 0 to 100",
            "min_value": "Enter a whole number from 0 to 100",
            "max_value": "Enter a whole number from 0 to 100",
        },
    )
    close_km = _km(
        "Where patients live close by: kilometres",
        "At each so many kilometres farther from the practice, 37 patients in 100 are left.",
    )
    wide_km = _km("Where patients live widely: kilometres", "The same, tried too.")

    def __init__(
        self, data: Any, *, initial: Any, near: Sequence[Near], own: Collection[str]
    ) -> None:
        super().__init__(data, initial=initial)
        cast(forms.MultipleChoiceField, self.fields["closing_too"]).choices = [
            (one.practice.code, _told(one))
            for one in near
            if one.practice.code in own and one.patients
        ]
        cast(forms.MultipleChoiceField, self.fields["leave_out"]).choices = [
            (one.practice.code, _told(one)) for one in near if one.patients is not None
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        close, wide = said.get("close_km"), said.get("wide_km")
        if close and wide and close >= wide:
            self.add_error("wide_km", "Enter more than for patients who live close by")
        return said

    def assumed(self, usual: Assumptions) -> Assumptions:
        """The pack's, with what was typed instead."""
        said = self.cleaned_data
        return replace(
            usual,
            growth_percent=said["growth_percent"],
            close_km=said["close_km"],
            wide_km=said["wide_km"],
        )


def begun(usual: Assumptions, near: Sequence[Near]) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "growth_percent": usual.growth_percent,
        "close_km": usual.close_km,
        "wide_km": usual.wide_km,
        "leave_out": [one.practice.code for one in near if one.list_closed],
    }


def _told(one: Near) -> str:
    closed = ", list given as closed" if one.list_closed else ""
    return f"{one.practice.name} ({one.practice.code}), {words.number(one.km, 1)} km{closed}"
