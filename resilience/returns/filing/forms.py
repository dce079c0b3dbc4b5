"""What people fill in to write and send a return."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import LINE, Words
from resilience.programmes.schema.returns import Question
from resilience.returns.filing.differences import Difference
from resilience.returns.models import Return


class Writing(forms.Form):
    """Whatever is written of a return says which version of it somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, of: Return) -> None:
        """Say why not, and keep what was typed; who goes on has now seen the return as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(of.version)
        self.data = data


class Answer(Writing):
    """One question of the return."""

    def __init__(self, data: Any, *, question: Question, initial: Any) -> None:
        super().__init__(data, initial=initial)
        missing = f"{question.title}: write something" if question.needed else ""
        self.fields["text"] = Words(question.title, hint=question.hint, missing=missing)
        self.order_fields(["text", "seen"])


class Why(Writing):
    """In a line each why figures differ; who has yet to ask leaves a line empty and comes back."""

    def __init__(self, data: Any, *, asked: Iterable[Difference], initial: Any) -> None:
        super().__init__(data, initial=initial)
        for one in asked:
            label = f"{one.measure.title}: why it differs"
            self.fields[one.key] = Words(label, longest=LINE)
            self.fields[one.key].label = label


class Sign(Writing):
    """Who signs, and the content that was before them."""

    signed = Words(
        "Your name and post",
        hint="For example: Kim Lee, Head of Primary Care",
        missing="Enter your name and post",
        longest=200,
    )
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def looked_at_anew(self, sha256: str) -> None:
        """Who goes on has now seen the figures as they are."""
        data = cast(QueryDict, self.data).copy()
        data["shown"] = sha256
        self.data = data
