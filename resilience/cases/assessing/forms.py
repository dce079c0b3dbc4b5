"""What an assessor fills in: where a practice stands on the matrix and why, and where a safety
concern was passed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.cases.actions.placing import Told
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.assessing.shown import RESULTS
from resilience.cases.following.forms import Acting
from resilience.look.forms import DayField, PoundsField
from resilience.programmes.schema import Deciding, Matrix, Pack
from resilience.programmes.schema.matrix import Score
from resilience.screening.findings import MET

SMALL = "nhsuk-radios--small"
FIRST = {MET: 0}
"""Criteria that are met are offered first."""


class Placing(Acting):
    """Scope, impact, and a justification that rests on criteria (GC20 to GC22)."""

    scope = forms.TypedChoiceField(
        label="Scope for support: how much is there to help with?",
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": SMALL}),
        error_messages={"required": "Choose the scope for support, from 1 to 5"},
    )
    scope_reason = forms.ChoiceField(
        required=False, widget=forms.RadioSelect(attrs={"class": SMALL})
    )
    impact = forms.TypedChoiceField(
        label="Impact of support: how much would help change?",
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": SMALL}),
        error_messages={"required": "Choose the impact of support, from 1 to 5"},
    )
    criteria = forms.MultipleChoiceField(
        label="Which criteria does that rest on?",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
        error_messages={"required": "Choose the criteria that it rests on"},
    )
    justification = forms.CharField(
        label="Why it stands there",
        help_text=(
            "What of these criteria speaks for this scope and impact, so that somebody else could "
            f"follow it. Only those who decide read it. {WARNING}"
        ),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={
            "required": "Write why it stands there: nothing is saved without it",
            "max_length": f"Write at most {LONGEST:,} characters",
        },
    )
    estimate = PoundsField(
        label="What help may cost, in pounds (optional)",
        help_text="A first guess, for example 12,500. It is used when a budget is planned.",
        required=False,
    )
    evidence = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        pack: Pack,
        known: Sequence[Mapping[str, Any]],
        initial: Mapping[str, Any],
        button: str = "",
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.button = button
        self.matrix = cast(Matrix, pack.matrix)
        self.meanings = {
            score: one.ask for score, one in enumerate(self.matrix.scope, start=1) if one.ask
        }
        self._choose("scope", _scores(self.matrix.scope))
        self._choose("impact", _scores(self.matrix.impact))
        self._choose("criteria", _criteria(pack, known))
        if self.meanings:
            self._choose("scope_reason", ((a, a) for ask in self.meanings.values() for a in ask))
            self.fields[
                "scope_reason"
            ].label = f"Of scope {' or '.join(map(str, self.meanings))}: which is it?"
        else:
            del self.fields["scope_reason"]

    @property
    def told(self) -> Told:
        """What is said, as the act takes it."""
        said = self.cleaned_data
        return {
            "scope": said["scope"],
            "impact": said["impact"],
            "criteria": said["criteria"],
            "justification": said["justification"],
            "scope_reason": said.get("scope_reason", ""),
            "estimate": said["estimate"],
        }

    def clean_justification(self) -> str:
        text = tidied(self.cleaned_data["justification"])
        if why := why_not_say(text, LONGEST):
            raise forms.ValidationError(why)
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        meanings = self.meanings.get(data.get("scope", 0))
        if meanings is None:  # what was chosen before another scope was
            data["scope_reason"] = ""
        elif data.get("scope_reason") not in meanings:
            self.add_error("scope_reason", f"Choose which it is: {' or '.join(meanings)}")
        return data

    def looked_at(self, evidence: str) -> None:
        """Who goes on has now seen what is known."""
        data = cast(QueryDict, self.data).copy()
        data["evidence"] = evidence
        self.data = data

    def _choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)


class Escalate(Acting):
    """Where a safety concern was passed on, and on which day; never what it is about."""

    channel = forms.ChoiceField(
        label="Where was it passed on?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it was passed on"},
    )
    day = DayField(
        label="On which day?",
        help_text="For example 7 January 2019.",
        error_messages={"required": "Enter the day on which it was passed on"},
    )
    field_order = ("channel", "day", "seen")

    def __init__(self, data: Any, *, deciding: Deciding, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        cast(forms.ChoiceField, self.fields["channel"]).choices = [
            (one.id, one.title) for one in deciding.channels
        ]


def typed_placing(typed: Any) -> dict[str, Any]:
    """What somebody had typed, to fill the form with again."""
    names = ("scope", "impact", "scope_reason", "justification", "estimate")
    return {name: typed[name] for name in names if name in typed} | {
        "criteria": typed.getlist("criteria")
    }


def _scores(scale: Iterable[Score]) -> list[tuple[str, SafeString]]:
    """The meaning leads; the guidance's label stands beside it, as its impact table has the labels
    of the other one (E18)."""
    words = '<strong>{}</strong> {} <span class="look-source">({})</span>'
    return [
        (str(score), format_html(words, score, one.about, one.label))
        for score, one in enumerate(scale, start=1)
    ]


def _criteria(pack: Pack, known: Sequence[Mapping[str, Any]]) -> list[tuple[str, SafeString]]:
    titles = {one.id: one.title for one in pack.criteria}
    words = '<span class="look-code">{}</span> {} <span class="look-source">{}</span>'
    offered = [one for one in known if not one.get("restricted")]
    offered.sort(key=lambda one: FIRST.get(one["result"], 1))
    return [
        (
            one["id"],
            format_html(words, one["id"], titles.get(one["id"], ""), RESULTS[one["result"]]),
        )
        for one in offered
    ]
