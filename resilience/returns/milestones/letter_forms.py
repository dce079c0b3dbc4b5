"""What is filled in to write a letter about what is late, and to answer one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.look.forms import DayField
from resilience.returns.milestones.acts import LONGEST_NAME
from resilience.returns.milestones.letter import Told

SEEN = "seen"


class LetterForm(forms.Form):
    """Who has each post, the letter's own words, and by when an answer is asked for. `seen` is the
    fingerprint of the facts that were looked at."""

    words = Words(
        "What you ask for",
        hint="The facts above go with the letter, so you need not repeat them.",
        missing="Write what you ask for",
    )
    answer_by = DayField(
        label="By when you ask for an answer",
        error_messages={"required": "Enter by when you ask for an answer"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, posts: Sequence[str], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.posts = {f"post_{place}": post for place, post in enumerate(posts)}
        for name, post in self.posts.items():
            self.fields[name] = forms.CharField(
                label=f"Name of the {post}",
                max_length=LONGEST_NAME,
                error_messages={"required": f"Enter the name of the {post}"},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        self.order_fields([*self.posts, "words", "answer_by"])

    @property
    def told(self) -> Told:
        """The letter as it was filled in."""
        given = self.cleaned_data
        to = [{"post": post, "name": given[name]} for name, post in self.posts.items()]
        return Told(to, given["words"], given["answer_by"])

    def refused(self, why: Exception, seen: str) -> None:
        """Say why not, and keep what was typed; who goes on has now seen the facts as they are."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data[SEEN] = seen
        self.data = data


class AnswerForm(forms.Form):
    text = Words("Your answer", missing="Write your answer")
