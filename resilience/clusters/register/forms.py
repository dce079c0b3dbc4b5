"""What people fill in about risks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.clusters.models import Risk
from resilience.clusters.register.acts import LONGEST_OWNER, LONGEST_TITLE, Said
from resilience.clusters.register.feeds import PutForward
from resilience.clusters.register.rules import LONGEST
from resilience.look.forms import DayField
from resilience.organisations.models import Organisation
from resilience.programmes.schema.toolkit import Degree, Register
from resilience.screening.months import months_later

SAID = ("title", "cause", "effect", "mitigation", "owner", "review_by")


class Seen(forms.Form):
    """Whatever is done says which version somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, now: int) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(now)
        self.data = data


class RiskForm(Seen):
    """A risk in somebody's words, scored on the scales of the pack."""

    title = Words("The risk in one line", longest=LONGEST_TITLE, missing="Write the risk in a line")
    cause = Words("What may bring it about", missing="Write what may bring it about")
    effect = Words("What it would mean for patients and practices", missing="Write what it means")
    likelihood = forms.ChoiceField(
        label="How likely is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how likely it is"},
    )
    impact = forms.ChoiceField(
        label="How grave would it be?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how grave it would be"},
    )
    mitigation = Words("What is done about it")
    owner = Words(
        "Whose it is",
        longest=LONGEST_OWNER,
        hint="A post, not a name: such as “head of primary care”.",
        missing="Write whose it is",
    )
    review_by = DayField(
        label="Looked at again by",
        help_text=f"At most {LONGEST} months from today.",
        error_messages={"required": "Enter the day by which it is looked at again"},
    )
    why = Words("Why you write it down so", missing="Write why")
    field_order = (*SAID[:3], "likelihood", "impact", *SAID[3:], "why", "seen")

    def __init__(self, data: Any, *, register: Register, initial: Any) -> None:
        super().__init__(data, initial=initial)
        for name, scale in (("likelihood", register.likelihoods), ("impact", register.impacts)):
            cast(forms.ChoiceField, self.fields[name]).choices = list(map(_choice, scale))

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the acts take it."""
        told: dict[str, Any] = {name: self.cleaned_data[name] for name in SAID}
        told |= {name: int(self.cleaned_data[name]) for name in ("likelihood", "impact")}
        return {"said": Said(**told), "why": self.cleaned_data["why"]}


class OwnRisk(RiskForm):
    """A risk that somebody thought of."""

    practice = forms.ChoiceField(
        label="Which practice is it about?",
        required=False,
        error_messages={"invalid_choice": "Choose a practice of the area"},
    )

    def __init__(
        self, data: Any, *, register: Register, initial: Any, practices: Iterable[Organisation]
    ) -> None:
        super().__init__(data, register=register, initial=initial)
        self.order_fields(("practice", *self.field_order))
        named = [(one.code, f"{one.name} ({one.code})") for one in practices]
        field = cast(forms.ChoiceField, self.fields["practice"])
        field.choices = [("", "None: the area as a whole"), *named]

    @property
    def told(self) -> dict[str, Any]:
        return super().told | {"practice": self.cleaned_data["practice"]}


class Closing(Seen):
    """That a risk is one no more."""

    outcome = Words("What came of it", missing="Write what came of it")
    field_order = ("outcome", "seen")


class Aside(forms.Form):
    """Why what was put forward is left out."""

    why = Words("Why it is set aside", missing="Write why it is set aside")


def begun_from(one: PutForward, register: Register, today: date) -> dict[str, Any]:
    """What the form of a risk that was put forward begins with."""
    feed = one.feed
    return {
        "seen": 0,
        "title": one.title[:LONGEST_TITLE],
        "cause": " ".join([feed.cause, *one.facts]),
        "effect": feed.effect,
        "likelihood": feed.likely,
        "impact": feed.severe,
        "review_by": months_later(today, register.band(one.score).review_months),
    }


def as_it_is(risk: Risk) -> dict[str, Any]:
    """What the form of a risk in the register begins with."""
    names = (*SAID, "likelihood", "impact")
    return {name: getattr(risk, name) for name in names} | {"seen": risk.version}


def _choice(one: Degree) -> tuple[int, str]:
    return one.value, f"{one.value}. {one.title}: {one.about[:1].lower()}{one.about[1:]}"
