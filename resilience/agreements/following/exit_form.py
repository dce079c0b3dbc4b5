"""The exit review as a form: what became of each objective, what the pack asks, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resilience.accounts.fields import Words
from resilience.agreements.following.forms import of_choices
from resilience.agreements.following.reached import ratings
from resilience.agreements.models import ExitReview, Plan
from resilience.cases.following.forms import SEEN, Acting
from resilience.programmes.answering import PartForm
from resilience.programmes.schema import Pack
from resilience.programmes.schema.delivering import Delivering

HINTS = {
    "close": "The case is closed. It is looked back at later.",
    "continue": "A new plan begins with what is still open. Both sides agree and sign it again.",
    "refer_again": "The case is closed, and the practice is told how to ask for help anew.",
}


class ExitForm(PartForm, Acting):
    """What the review keeps."""

    template_name = "agreements/_exit_form.html"

    def __init__(
        self,
        data: Any,
        *,
        plan: Plan,
        pack: Pack,
        delivering: Delivering,
        seen: int,
        typed: Mapping[str, Any],
    ) -> None:
        part, *_ = pack.form(delivering.exit_form).parts
        stored = {SEEN: seen} | dict(typed)
        super().__init__(part, stored, menu=pack.menu, finished=True, data=data)
        self.objectives = list(plan.objectives.all())
        for one in self.objectives:
            self.fields[f"reached-{one.pk}"] = of_choices(
                f"Objective {one.number}: {one.what}",
                f"Say what became of objective {one.number}",
                [(word.id, word.title) for word in delivering.reached],
            )
            self.fields[f"reached-{one.pk}"].help_text = f"Target: {one.target}"
        self.fields["rating"] = ratings(delivering, "How useful was the help? (optional)")
        self.fields["rating"].help_text = "As the practice says."
        self.fields["outcome"] = of_choices(
            "How does it end?", "Choose how it ends", ExitReview.Outcome.choices
        )
        self.fields["outcome"].widget.of_items = {
            name: {"hint": {"text": hint}} for name, hint in HINTS.items()
        }
        self.fields["reason"] = Words(
            "Why", missing="Write why it ends this way", hint="The practice reads this."
        )

    @property
    def kept(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        return {
            SEEN: data[SEEN],
            "outcome": data["outcome"],
            "reached": {one.pk: data[f"reached-{one.pk}"] for one in self.objectives},
            "answers": self.answers,
            "rating": int(data["rating"]) if data.get("rating") else None,
            "reason": data["reason"],
        }

    @property
    def standing(self) -> list[Any]:
        """The fields on what became of each objective."""
        return [self[f"reached-{one.pk}"] for one in self.objectives]
