"""What a practice fills in about a tool, and who says that somebody helps."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.clusters.models import ToolkitWork
from resilience.clusters.toolkit.acts import LONGEST_COUNT, LONGEST_HELPER, WHEN
from resilience.programmes.schema.toolkit import Measure, Tool


class Seen(forms.Form):
    """Whatever is done says which version somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, now: int) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(now)
        self.data = data


class WorkForm(Seen):
    """How far a practice is with a tool."""

    done = forms.MultipleChoiceField(
        label="Steps that are done", required=False, widget=forms.CheckboxSelectMultiple
    )
    state = forms.ChoiceField(
        label="How does it stand?",
        choices=ToolkitWork.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it stands"},
    )
    helped_by = Words(
        "Who helps with it", longest=LONGEST_HELPER, hint="A post or an organisation."
    )
    note = Words("Notes", hint="What you found, what you decided, what is next.")
    field_order = ("done",)

    def __init__(self, data: Any, *, tool: Tool, initial: Any) -> None:
        done = initial.get("done", [])  # one that was held alone is no list
        super().__init__(
            data, initial=initial | {"done": [done] if isinstance(done, str) else done}
        )
        self.tool = tool
        steps = [(one.id, one.do) for one in tool.steps]
        self.fields["done"].choices = steps  # type: ignore[attr-defined]
        for one in tool.measures:
            for when in WHEN:
                field = Words(f"{when.capitalize()}", longest=LONGEST_COUNT)
                field.label = f"{when.capitalize()} ({one.unit})"
                self.fields[f"{one.id}_{when}"] = field
        self.order_fields(("done", *self.counted, "note", "helped_by", "state"))

    @property
    def counted(self) -> list[str]:
        """The fields of what is counted."""
        return [f"{one.id}_{when}" for one in self.tool.measures for when in WHEN]

    @property
    def measures(self) -> list[tuple[Measure, list[BoundField]]]:
        """What is counted, with its two fields."""
        return [(one, [self[f"{one.id}_{when}"] for when in WHEN]) for one in self.tool.measures]

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("seen", "done", "state", "helped_by", "note")}
        measured = {
            one.id: {when: said[f"{one.id}_{when}"] for when in WHEN} for one in self.tool.measures
        }
        return kept | {"measured": measured}


class Arrange(Seen):
    """Who will help."""

    who = Words(
        "Who will help, and when",
        longest=LONGEST_HELPER,
        hint="A post or an organisation. The practice reads this.",
        missing="Write who will help",
    )
    field_order = ("who", "seen")


def begun(work: ToolkitWork | None) -> dict[str, Any]:
    """What the form begins with: what was kept last."""
    if work is None:
        return {"seen": 0, "state": ToolkitWork.State.WORKING}
    said: dict[str, Any] = {
        name: getattr(work, name) for name in ("done", "state", "helped_by", "note")
    }
    for measure, counts in work.measured.items():
        said |= {f"{measure}_{when}": counts.get(when, "") for when in WHEN}
    return said | {"seen": work.version}
