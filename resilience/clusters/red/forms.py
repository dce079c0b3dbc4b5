"""What people fill in about a practice that is red."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.clusters.red.appraising import LONGEST_WHY, SCORES
from resilience.clusters.red.engaging import Meant
from resilience.clusters.red.steadying import LONGEST_WHAT, LONGEST_WHO, Step
from resilience.look.forms import DayField
from resilience.programmes.schema.red import AppraisalCriterion, Audience, FirstStep, Option

DAY_HINT = "For example 31 July 2026"
POST_HINT = "A post, such as “practice manager”."


def _day(label: str, missing: str, hint: str = DAY_HINT) -> DayField:
    return DayField(label=label, help_text=hint, error_messages={"required": missing})


class Seen(forms.Form):
    """Whatever is done says which version of a thing somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, now: int) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(now)
        self.data = data


class Opening(forms.Form):
    """A plan that steadies a practice: its aim, and which of the first steps it begins with."""

    aim = Words(
        "What the practice is steadied for",
        hint="What must not stop, and until when.",
        missing="Write what the practice is steadied for",
    )
    first = forms.MultipleChoiceField(
        label="Steps to begin with (optional)",
        help_text="Each gets a day by which it is done. More are added later.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    who = Words(
        "Who does these",
        longest=LONGEST_WHO,
        hint=POST_HINT,
        missing="Write who does these steps",
    )

    def __init__(self, data: Any, *, initial: Any, steps: Sequence[FirstStep], today: date) -> None:
        super().__init__(data, initial=initial)
        self.steps, self.today = steps, today
        cast(forms.MultipleChoiceField, self.fields["first"]).choices = [
            (one.id, one.title) for one in steps
        ]

    @property
    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "aim": said["aim"],
            "steps": [
                Step(one.title, said["who"], self.today + timedelta(days=one.within_days))
                for one in self.steps
                if one.id in said["first"]
            ],
        }


class AddStep(forms.Form):
    what = Words("What is to be done", longest=LONGEST_WHAT, missing="Write what is to be done")
    who = Words("By whom", longest=LONGEST_WHO, hint=POST_HINT, missing="Write by whom")
    due = _day("By when", "Enter by when")

    @property
    def told(self) -> Step:
        return Step(**self.cleaned_data)


class DoneStep(forms.Form):
    done = _day("When was it done?", "Enter when it was done")
    note = Words("What there is to say of it")


class Review(Seen):
    found = Words("What you found", missing="Write what you found")
    next_review = _day("Looked at next on", "Enter when it is looked at next")
    field_order = ("found", "next_review", "seen")


class End(Seen):
    """That something ends; `asks` is what is asked then."""

    outcome = Words("What came of it", missing="Write what came of it")
    field_order = ("outcome", "seen")


class Question(forms.Form):
    question = Words(
        "What has to be settled, and by when",
        hint="Only those who deliberate read this until it is decided; then the practice does.",
        missing="Write what has to be settled",
    )


class Scores(Seen):
    """How an option does by each criterion: a score, and why."""

    def __init__(self, data: Any, *, initial: Any, criteria: Sequence[AppraisalCriterion]) -> None:
        super().__init__(data, initial=initial)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"score_{one.id}"] = forms.TypedChoiceField(
                label=one.title,
                help_text=f"{one.about} 1: {_small(one.low)}. 5: {_small(one.high)}.",
                coerce=int,
                choices=[(value, str(value)) for value in SCORES],
                widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--inline"}),
                error_messages={"required": f"Choose a score for {_small(one.title)}"},
            )
            self.fields[f"why_{one.id}"] = Words(
                f"Why ({_small(one.title)})",
                longest=LONGEST_WHY,
                missing=f"Write why ({_small(one.title)})",
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"why_{one.id}"].help_text = ""

    @property
    def told(self) -> dict[str, tuple[int, str]]:
        said = self.cleaned_data
        return {one.id: (said[f"score_{one.id}"], said[f"why_{one.id}"]) for one in self.criteria}


class Decide(Seen):
    preferred = forms.ChoiceField(
        label="Which option is preferred?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the option that is preferred"},
    )
    reason = Words("Why", hint="The practice reads this.", missing="Write why")
    field_order = ("preferred", "reason", "seen")

    def __init__(self, data: Any, *, initial: Any, options: Iterable[Option]) -> None:
        super().__init__(data, initial=initial)
        cast(forms.ChoiceField, self.fields["preferred"]).choices = [
            (one.id, one.title) for one in options
        ]


class Begin(forms.Form):
    """A plan of how people are told and heard."""

    about = forms.ChoiceField(
        label="Before which option?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the option"},
    )
    aim = Words(
        "What people are told and asked",
        hint="What is open still, and what is not.",
        missing="Write what people are told and asked",
    )
    decision_by = _day("When is it decided?", "Enter when it is decided")

    def __init__(self, data: Any, *, initial: Any, options: Iterable[Option]) -> None:
        super().__init__(data, initial=initial)
        cast(forms.ChoiceField, self.fields["about"]).choices = [
            (one.id, one.title) for one in options if one.engages
        ]


class AddHearing(forms.Form):
    audience = forms.ChoiceField(
        label="Who is told and asked?", error_messages={"required": "Choose who"}
    )
    how = Words("How", longest=300, missing="Write how")
    who = Words("By whom", longest=LONGEST_WHO, hint=POST_HINT, missing="Write by whom")
    due = _day("By when", "Enter by when")

    def __init__(self, data: Any, *, initial: Any, audiences: Iterable[Audience]) -> None:
        super().__init__(data, initial=initial)
        cast(forms.ChoiceField, self.fields["audience"]).choices = [
            ("", "Choose"),
            *((one.id, one.title) for one in audiences),
        ]

    @property
    def told(self) -> Meant:
        return Meant(**self.cleaned_data)


class DoneHearing(forms.Form):
    done = _day("When was it done?", "Enter when it was done")
    heard = Words(
        "What was heard",
        hint="In sum, so that nobody can tell who said it.",
        missing="Write what was heard, or that nothing was",
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
