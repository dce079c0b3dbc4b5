"""Forms that say which version somebody looked at, and such as have several rows alike."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict


class Seen(forms.Form):
    """Whatever is done says which version of a thing somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, now: int | str) -> None:
        """Say why not, and keep what was typed; who goes on has now seen it as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(now)
        self.data = data


class WithRows(Seen):
    """A form with several rows alike, of which empty ones are left out: `row` makes the fields of
    one, and `called` is what a row is called."""

    called = ""

    def __init__(self, data: Any, *, initial: Any, rows: int) -> None:
        super().__init__(data, initial=initial)
        self.count = rows
        for number in range(1, rows + 1):
            for name, made in self.row().items():
                self.fields[f"{name}_{number}"] = made

    def row(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.given = [one for one in map(self._given, range(1, self.count + 1)) if one]
        return self.cleaned_data

    def _given(self, number: int) -> tuple[Any, ...] | None:
        """A row that was filled in; none where it was left empty. What lacks is told."""
        names = {name: f"{name}_{number}" for name in self.row()}
        typed = {name: str(self.data.get(field, "")).strip() for name, field in names.items()}
        if not any(typed.values()):
            return None
        for name, field in names.items():
            if not typed[name]:
                what = str(self.fields[field].label).lower()
                self.add_error(field, f"{self.called} {number}: give {what}")
        values = tuple(self.cleaned_data.get(field) for field in names.values())
        return values if all(values) else None

    @property
    def rows(self) -> list[tuple[int, list[BoundField]]]:
        """Every row with its fields."""
        numbers = range(1, self.count + 1)
        return [(number, [self[f"{name}_{number}"] for name in self.row()]) for number in numbers]

    @property
    def once(self) -> list[BoundField]:
        """What is filled in once."""
        in_rows = {field.name for _, fields in self.rows for field in fields}
        return [one for one in self.visible_fields() if one.name not in in_rows]
