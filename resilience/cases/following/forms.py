"""What people fill in to take a step with a case."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.saying import WARNING
from resilience.cases.models import Case
from resilience.cases.steps import Step
from resilience.organisations.models import Organisation

SEEN = "seen"
ONESELF = "me"
"""Who is chosen by the button of who takes a case."""


class Acting(forms.Form):
    """Whatever is done with a case says which version of it somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, case: Case) -> None:
        """Say why not, and keep what was typed; who goes on has now seen the case as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()  # of several answers to a question each one
        data[SEEN] = str(case.version)
        self.data = data


class StepForm(Acting):
    """The one text that a step asks for, if it asks for any."""

    def __init__(self, data: Any, *, step: Step, seen: int, typed: str = "") -> None:
        super().__init__(data, initial={SEEN: seen, "text": typed})
        if step.asks:
            self.fields["text"] = forms.CharField(
                label=step.asks if step.needs_words else f"{step.asks} (optional)",
                help_text=" ".join(filter(None, [step.hint, WARNING])),
                required=step.needs_words,
                error_messages={"required": f"{step.asks}: write something"},
                widget=forms.Textarea,
            )
            self.order_fields(["text", SEEN])


class SpeaksFor(forms.Form):
    """For which organisation somebody speaks who acts for several."""

    said_for = forms.ChoiceField(
        label="For which organisation do you speak?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose for which organisation you speak",
            "invalid_choice": "You do not speak for that one: choose one of yours",
        },
    )

    def __init__(self, data: Any, *, own: list[Organisation]) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["said_for"]).choices = [
            (one.code, one.name) for one in own
        ]


class HandOver(Acting):
    """Who is to deal with a case, among those who may answer it."""

    to = forms.ChoiceField(
        label="Who deals with it",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who deals with it",
            "invalid_choice": "They do not answer requests in this area: choose somebody else",
        },
    )

    def __init__(
        self,
        data: Any,
        *,
        able: dict[Organisation, list[User]],
        seen: int,
        to: User | None,
        by: Reader,
    ) -> None:
        if data and data.get("to") == ONESELF and isinstance(by.user, User):
            data = data.dict() | {"to": str(by.user.key)}
        super().__init__(data, initial={SEEN: seen, "to": str(to.key) if to else ""})
        self.people = {str(user.key): user for people in able.values() for user in people}
        cast(forms.ChoiceField, self.fields["to"]).choices = [
            (str(user.key), f"{user.name}, {organisation.name}")
            for organisation, people in able.items()
            for user in people
        ]
        self.order_fields(["to", SEEN])

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["to"]]
