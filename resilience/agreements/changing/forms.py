"""What people fill in to vary, extend or end a memorandum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms

from resilience.accounts.fields import Words
from resilience.agreements.changing.months import earliest_end
from resilience.agreements.changing.notice import (
    Notice,
    why_not_discussed,
    why_not_end,
    why_not_given,
    why_not_reason,
)
from resilience.agreements.models import Memorandum
from resilience.cases.following.forms import Acting
from resilience.look import words
from resilience.look.forms import DayField
from resilience.programmes.schema import Pack
from resilience.programmes.schema.ending import Ground


class Vary(Acting):
    """Why a memorandum is varied."""

    reason = Words(
        "Why it is varied",
        hint="Both sides read this, and it stands in the variation.",
        missing="Write why it is varied",
    )


class TakeBack(Acting):
    """What becomes of a variation that is taken back, and why."""

    give_up = forms.TypedChoiceField(
        label="What do you want to do?",
        choices=[
            ("no", "Change it and put it before both sides anew"),
            ("yes", "Give it up: the memorandum stays as it is"),
        ],
        coerce="yes".__eq__,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to do"},
    )
    reason = Words("Why", hint="The practice reads this.", missing="Write why")

    def __init__(self, data: Any, *, is_issued: bool, initial: Any) -> None:
        super().__init__(data, initial=initial)
        if not is_issued:  # it may be changed as it is
            del self.fields["give_up"]

    @property
    def told(self) -> dict[str, Any]:
        return {"give_up": True} | self.cleaned_data


class Extend(Acting):
    """Until when a memorandum is extended, and why."""

    until = DayField(
        label="Until when",
        help_text="Its new last day, for example 31 December 2019.",
        error_messages={"required": "Enter the new last day"},
    )
    reason = Words(
        "Why help is still needed",
        hint="The practice reads this. Extend it only where there are people and money for it.",
        missing="Write why help is still needed",
    )

    def __init__(self, data: Any, *, last: date | None, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.last = last

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if self.last and until <= self.last:
            told = f"It is in force until {words.day(self.last)} already: enter a later day"
            raise forms.ValidationError(told)
        return until


class GiveNotice(Acting):
    """On which ground notice is given, since when the other side has it, and its last day."""

    ground = forms.ChoiceField(
        label="On which ground do you give notice?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose on which ground you give notice"},
    )
    given = DayField(
        label="When did the other side have it in writing?",
        help_text="Today, if you give it here: the other side is told at once.",
        error_messages={"required": "Enter the day on which the other side had it in writing"},
    )
    discussed = DayField(
        label="When was it talked over with the local medical committee?",
        help_text="Only where the ground wants it.",
        required=False,
    )
    reason = Words("Why", hint="The other side reads this. Some grounds want it.")
    ends = DayField(
        label="Its last day (optional)",
        help_text="Leave it empty for the earliest day that the ground allows.",
        required=False,
    )
    field_order = ("ground", "given", "discussed", "reason", "ends", "seen")

    def __init__(
        self,
        data: Any,
        *,
        grounds: Sequence[Ground],
        pack: Pack,
        memorandum: Memorandum,
        today: date,
        initial: Any,
    ) -> None:
        super().__init__(data, initial={"given": today} | initial)
        self.pack, self.memorandum, self.today = pack, memorandum, today
        self.grounds = {one.id: one for one in grounds}
        chosen = cast(forms.ChoiceField, self.fields["ground"])
        chosen.choices = [(one.id, one.title) for one in grounds]
        chosen.widget.of_items = {
            one.id: {
                "hint": {
                    "text": f"{one.about} Given today, it may end on "
                    f"{words.day(earliest_end(one, today))} at the earliest."
                }
            }
            for one in grounds
        }
        if not any(one.needs_lmc for one in grounds):
            del self.fields["discussed"]

    @property
    def notice(self) -> Notice:
        """What was filled in."""
        names = ("ground", "given", "ends", "reason", "discussed")
        said = {name: self.cleaned_data.get(name) for name in names}
        return Notice(**said | {"reason": said["reason"] or ""})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not {"ground", "given"} <= set(data):
            return data
        ground = self.grounds[data["ground"]]
        wrong = {
            "given": why_not_given(data["given"], self.memorandum, self.today),
            "discussed": why_not_discussed(ground, data.get("discussed"), data["given"]),
            "reason": why_not_reason(ground, data.get("reason", "")),
            "ends": why_not_end(self.notice, self.pack, self.memorandum, self.today),
        }
        for name, why in wrong.items():
            if why and name not in self.errors:
                self.add_error(name, why)
        return data


class Because(Acting):
    """Why something is taken back."""

    reason = Words("Why", hint="The other side reads this.", missing="Write why")
