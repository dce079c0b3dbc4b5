"""What people fill in about clusters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.clusters.forming.rules import LONGEST_NAME, LONGEST_WHY
from resilience.look.forms import DayField
from resilience.organisations.models import Organisation

YES, NO = "yes", "no"
DAY_HINT = "For example 11 May 2026"


class Seen(forms.Form):
    """Whatever is done says which version of a thing somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, now: int) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(now)
        self.data = data


class Choosing(Seen):
    """Which practices are asked, of those that may be."""

    practices = forms.MultipleChoiceField(
        label="Practices",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the practices below"},
    )

    def __init__(self, data: Any, *, initial: Any, codes: Iterable[str]) -> None:
        super().__init__(data, initial=initial)
        field = cast(forms.MultipleChoiceField, self.fields["practices"])
        field.choices = [(code, code) for code in codes]

    @property
    def chosen(self) -> list[str]:
        """The codes that are ticked, as they were sent or as the form begins."""
        value = self["practices"].value()
        return list(value) if isinstance(value, list | tuple) else []


class Proposing(Choosing):
    """A cluster as it is proposed."""

    name = Words(
        "Name of the cluster",
        longest=LONGEST_NAME,
        hint="As you would say it to patients, such as “Harbour practices”.",
        missing="Enter a name",
    )
    about = Words("Why these practices", hint="Everybody who is asked reads this.")
    field_order = ("name", "about", "practices", "seen")


class Answering(Seen):
    """What a practice says that was asked."""

    practice = forms.ChoiceField(
        label="For which practice?",
        error_messages={
            "required": "Choose the practice",
            "invalid_choice": "You do not answer for this practice here",
        },
    )
    answer = forms.ChoiceField(
        label="Is your practice of this cluster?",
        widget=forms.RadioSelect,
        choices=((YES, "Yes, we agree"), (NO, "No, we decline")),
        error_messages={"required": "Choose yes or no"},
    )
    why = Words("Why", longest=LONGEST_WHY, hint="Needed where you decline. The others read it.")
    field_order = ("practice", "answer", "why", "seen")

    def __init__(self, data: Any, *, initial: Any, practices: Sequence[Organisation]) -> None:
        super().__init__(data, initial=initial)
        own(self, practices)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("answer") == NO and not said.get("why") and "why" not in self.errors:
            self.add_error("why", "Say why you decline")
        return said


class Leaving(Seen):
    """That a practice leaves."""

    practice = forms.ChoiceField(
        label="Which practice leaves?", error_messages={"required": "Choose the practice"}
    )
    day = DayField(
        label="From which day?",
        help_text=f"{DAY_HINT}. Not after today.",
        error_messages={"required": "Enter a day"},
    )
    why = Words(
        "Why",
        longest=LONGEST_WHY,
        hint="The other practices and the area read it.",
        missing="Say why",
    )
    field_order = ("practice", "day", "why", "seen")

    def __init__(self, data: Any, *, initial: Any, practices: Sequence[Organisation]) -> None:
        super().__init__(data, initial=initial)
        own(self, practices)


class Exceptional(Seen):
    """Why a cluster may have fewer patients."""

    why = Words("Why", hint="The practices read this, and it stays on the page.", missing="Say why")
    field_order = ("why", "seen")


class Ending(Seen):
    """Why the area ends a cluster."""

    why = Words("Why", longest=LONGEST_WHY, hint="The practices read this.", missing="Say why")
    field_order = ("why", "seen")


def own(form: forms.Form, practices: Sequence[Organisation]) -> None:
    """One's own practices to choose from; where there is one only, nothing is asked."""
    field = cast(forms.ChoiceField, form.fields["practice"])
    field.choices = [(one.code, f"{one.name} ({one.code})") for one in practices]
    if len(practices) == 1:
        field.initial, field.widget = practices[0].code, forms.HiddenInput()
