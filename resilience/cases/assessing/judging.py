"""The judged and reported criteria of a practice, answered together on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.cases.assessing.shown import BY_PEOPLE, is_named
from resilience.cases.models import Case
from resilience.look.forms import DayField
from resilience.programmes.schema import Criterion, Pack
from resilience.screening.intelligence_actions import enter_intelligence
from resilience.screening.intelligence_forms import IntelligenceForm, source_field


class Heard(forms.Form):
    """What holds for all the answers of a page."""

    about = DayField(
        label="Which day it is about",
        help_text="For example 7 January 2019.",
        error_messages={"required": "Enter the day it is about"},
    )
    source = source_field()


class Answering(IntelligenceForm):
    """One criterion; left empty it says nothing. It is for those who deliberate, and what is
    restricted for readers named."""

    def __init__(self, data: Any, *, criterion: Criterion, initial: Mapping[str, Any]) -> None:
        super().__init__(
            data,
            criterion=criterion,
            tiers=[Tier.DELIBERATION],
            prefix=criterion.id,
            initial=dict(initial),
            empty_permitted=True,
            use_required_attribute=False,
        )
        for held in ("about", "source", "tier"):
            del self.fields[held]
        for field in self.fields.values():
            if isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                field.widget.attrs["class"] = "nhsuk-radios--small nhsuk-checkboxes--small"
        self.eyes = Tier.RESTRICTED if criterion.restricted else Tier.DELIBERATION


class Judging:
    """The form of a page: what holds for all, then every criterion that people answer."""

    def __init__(self, data: Any, *, pack: Pack, case: Case, reader: Reader, typed: Any) -> None:
        self.pack, self.case, self.reader = pack, case, reader
        initial = {"about": typed.get("about") or reader.day}
        initial["source"] = typed.get("source") or "the assessment of the request"
        self.heard = Heard(data, initial=initial)
        self.answers = [
            Answering(data, criterion=one, initial=_typed(typed, one.id))
            for one in pack.criteria
            if one.kind in BY_PEOPLE
            and (not one.restricted or is_named(reader, case.organisation, one))
        ]

    @property
    def forms(self) -> Sequence[forms.Form]:
        return [self.heard, *self.answers]

    @property
    def errors(self) -> bool:
        """Whether something has to be mended; a page asks each form for its own."""
        wrong = [form for form in self.forms if form.is_bound and form.errors]
        return bool(wrong)

    def save(self) -> list[str]:
        """Enter what was answered: the ids of the criteria. None where nothing was, or where
        something has to be mended; then nothing is entered."""
        if self.errors:
            return []
        answered = [one for one in self.answers if one.has_changed()]
        try:
            with transaction.atomic():
                for one in answered:
                    self._enter(one)
        except Refused as refused:
            one.add_error(None, str(refused))
            return []
        return [one.criterion["id"] for one in answered]

    def _enter(self, one: Answering) -> None:
        about: date = self.heard.cleaned_data["about"]
        enter_intelligence(
            by=self.reader,
            practice=self.case.organisation,
            pack=self.pack,
            criterion=one.criterion["id"],
            about=about,
            source=self.heard.cleaned_data["source"],
            tier=one.eyes,
            **one.cleaned_data,
        )


def _typed(typed: Any, criterion: str) -> dict[str, Any]:
    """What was typed under a criterion; of several answers each one."""
    start = f"{criterion}-"
    several = typed.getlist if hasattr(typed, "getlist") else lambda name: [typed[name]]
    found = {name.removeprefix(start): several(name) for name in typed if name.startswith(start)}
    return {name: each[0] if len(each) == 1 else each for name, each in found.items()}
