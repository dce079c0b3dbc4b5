"""What a person fills in to decide on a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from resilience.accounts.saying import WARNING, tidied, why_not_say
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.deciding.outcomes import kinds_of_help, why_not_offer
from resilience.cases.following.forms import Acting
from resilience.cases.steps import STEPS
from resilience.programmes.schema import Pack
from resilience.programmes.schema.deciding import Outcome

ASK = "ask"
"""The step that asks the practice for more, which is no decision."""
_OFFERS = {"data-offers": "yes"}
"""Without it the kinds of help are folded away."""


class Decide(Acting):
    """What is decided, which kinds of help are offered, and why."""

    outcome = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )
    categories = forms.MultipleChoiceField(
        label="Which kinds of help do you offer?",
        help_text="Only where you offer help. What the practice asked for is ticked.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reasons = forms.CharField(
        label="Why",
        help_text=(
            "In plain words to the practice: they stand in its letter, and its commissioner and "
            f"committee read them too. {WARNING}"
        ),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea,
    )
    field_order = ("outcome", "categories", "reasons", "seen")

    def __init__(
        self, data: Any, *, pack: Pack, outcomes: Sequence[Outcome], may_ask: bool, initial: Any
    ) -> None:
        super().__init__(data, initial=initial)
        self.pack, self.outcomes = pack, {one.id: one for one in outcomes}
        choices = [(one.id, one.title) for one in outcomes]
        hints = {one.id: one.about for one in outcomes}
        if may_ask:
            choices.append((ASK, STEPS[ASK].title))
            hints[ASK] = "Nothing is decided yet. The time to answer stands still meanwhile."
        cast(forms.ChoiceField, self.fields["outcome"]).choices = choices
        offering = {one.id for one in outcomes if one.chooses_support}
        self.fields["outcome"].widget.of_items = {
            id_: {"hint": {"text": hint}, "attributes": _OFFERS if id_ in offering else {}}
            for id_, hint in hints.items()
        }
        cast(forms.ChoiceField, self.fields["categories"]).choices = kinds_of_help(pack)

    @property
    def asks_for_more(self) -> bool:
        return bool(self.cleaned_data.get("outcome") == ASK)

    @property
    def chosen(self) -> Outcome:
        return self.outcomes[self.cleaned_data["outcome"]]

    @property
    def told(self) -> dict[str, Any]:
        """What is decided, as the act takes it."""
        return {name: self.cleaned_data[name] for name in ("outcome", "categories", "reasons")}

    def clean_reasons(self) -> str:
        return tidied(self.cleaned_data["reasons"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        outcome = self.outcomes.get(data.get("outcome", ""))
        if outcome is None:
            return data
        if not outcome.chooses_support:  # what was ticked before somebody chose otherwise
            data["categories"] = []
        if why := why_not_offer(self.pack, outcome, data.get("categories", [])):
            self.add_error("categories", why)
        why = why_not_say(data.get("reasons", ""), LONGEST)
        if why and "reasons" not in self.errors:
            empty = "Write why: the practice reads it in its letter"
            self.add_error("reasons", why if data.get("reasons") else empty)
        return data
