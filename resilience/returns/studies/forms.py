"""What people fill in about a case study."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.look.forms import DayField
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Returns
from resilience.returns.models import CaseStudy
from resilience.returns.studies.acts.planning import Meant
from resilience.returns.studies.rules import Way
from resilience.returns.studies.wanted import LONGEST, LONGEST_TITLE, kinds_of, problems_of


class OfAStudy(forms.Form):
    """Whatever is done with a case study says which version of it somebody looked at."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=10**9,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Open the page again: it does not say which words you looked at",
        ),
    )

    def refused(self, why: Exception, study: CaseStudy) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(study.version)
        self.data = data


class Writing(OfAStudy):
    """One part of a case study."""

    def __init__(self, data: Any, *, label: str, hint: str, line: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["text"] = Words(
            label,
            hint=hint,
            longest=LONGEST_TITLE if line else LONGEST,
            widget=forms.TextInput() if line else forms.Textarea(attrs={"rows": 10}),
        )
        self.fields["text"].label = label
        self.order_fields(["text", "seen"])


class Acting(OfAStudy):
    """What a way asks for: a day, whether the practice may be named, or words."""

    def __init__(self, data: Any, *, way: Way, **more: Any) -> None:
        super().__init__(data, **more)
        if way.id == "ask":
            self.fields["due"] = DayField(
                label="By when do you ask for it?",
                help_text="The practice is told this day. For example 20 December 2018.",
                error_messages={"required": "Enter the day by which you ask for it"},
            )
        if way.id in ("agree", "name"):
            self.fields["named"] = forms.TypedChoiceField(
                label="May the name of the practice be published with it?",
                help_text="You may change your mind at any time, also after it is published.",
                choices=[("yes", "Yes, name the practice"), ("no", "No, leave the name out")],
                coerce="yes".__eq__,
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Say whether the name may be published",
                    "invalid_choice": "Say yes or no",
                },
            )
        if way.asks:
            self.fields["why"] = Words(
                way.asks, missing=f"{way.asks}: write something" if way.needed else ""
            )
        self.order_fields(["due", "named", "why", "seen"])


class Planning(OfAStudy):
    """What a case study is about, and by which return it is meant."""

    def __init__(self, data: Any, *, pack: Pack, returns: Returns, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["category"] = forms.ChoiceField(
            label="Which kind of help is it about?",
            choices=list(kinds_of(pack).items()),
            widget=forms.RadioSelect,
            error_messages={
                "required": "Choose the kind of help that it is about",
                "invalid_choice": "Choose one of the kinds of help",
            },
        )
        self.fields["problems"] = forms.MultipleChoiceField(
            label="Which problems is it about? (optional)",
            help_text="People find it by these.",
            choices=list(problems_of(pack).items()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choose problems of the list"},
        )
        owed = (returns.collection(one.collection) for one in returns.waves)
        self.fields["collection"] = forms.ChoiceField(
            label="With which return is it meant to come?",
            choices=[(one.id, f"{one.title}: {one.stated}") for one in owed if one],
            widget=forms.RadioSelect,
            error_messages={
                "required": "Choose with which return it comes",
                "invalid_choice": "Choose one of the returns",
            },
        )
        self.order_fields(["category", "problems", "collection", "seen"])

    @property
    def meant(self) -> Meant:
        said = self.cleaned_data
        return Meant(said["category"], said["problems"], said["collection"])
