"""What people fill in about returns: a question, an answer, a change, a judgement, a
consolidation."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.cases.following.forms import Acting
from resilience.programmes.schema import Pack
from resilience.returns.collecting.subjects import Subject
from resilience.returns.collecting.values import field_of


class Ask(Acting):
    """A question about a return."""

    text = Words("Your question", missing="Write your question")
    field_order = ("text", "seen")


class AskBack(forms.Form):
    """A question of an area to the national team."""

    about = Words("What it is about", missing="Write what it is about", longest=300)
    text = Words("Your question", missing="Write your question")


class Say(Acting):
    """The next saying in a thread."""

    def __init__(self, data: Any, *, label: str, seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        self.fields["text"] = Words(label, missing=f"{label}: write something")
        self.order_fields(["text", "seen"])


class ChangeValue(Acting):
    """A new value of a row, and why."""

    why = Words(
        "Why it is changed",
        missing="Write why it is changed",
        hint="The area reads this, and it stands beside the change for good.",
    )

    def __init__(self, data: Any, *, of: Subject, title: str, pack: Pack, seen: int) -> None:
        super().__init__(data, initial={"seen": seen, "value": of.kept})
        self.fields["value"] = field_of(of.field, title, pack)
        self.order_fields(["value", "why", "seen"])


class Accept(Acting):
    """Accepting a return, also with questions open."""

    def __init__(self, data: Any, *, waiting: int, seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        if waiting:
            self.fields["why"] = Words(
                "Why it is accepted although questions are open",
                missing="Write why it is accepted although questions are open",
            )
        self.order_fields(["why", "seen"])


class HandBack(Acting):
    """Handing a return back."""

    why = Words("What the area changes, and why", missing="Write what the area changes, and why")
    field_order = ("why", "seen")


class Consolidate(forms.Form):
    """Freezing a collection: why without those who are missing, and words to those who receive."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: Any, *, missing: bool, seen: str) -> None:
        super().__init__(data, initial={"seen": seen})
        if missing:
            self.fields["why"] = Words(
                "Why it goes on without them",
                missing="Write why it goes on without those who are missing",
                hint="This is printed wherever the consolidated return is.",
            )
        self.fields["words"] = Words("What you say of it to those who receive it")
        self.order_fields(["why", "words", "seen"])

    def refused(self, why: Exception, seen: str) -> None:
        """Say why not, and keep what was typed; who goes on has seen how it stands now."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = seen
        self.data = data
