"""The form by which the local settings of one part of a programme are changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.programmes.settable import Setting

REASON = (
    "One or two sentences. Everyone who opens the programme's page reads them, so name no practice "
    "and no person."
)


class ChangeSettings(forms.Form):
    """A field for each setting, by its key, with the value in force; why; and what was seen."""

    def __init__(
        self,
        *args: Any,
        settings: Iterable[Setting],
        values: Mapping[str, str],
        version: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = []
        for setting in settings:
            self.keys.append(setting.key)
            self.fields[setting.key] = _field(setting, values.get(setting.key, setting.own))
        self.fields["reason"] = forms.CharField(
            label="Why",
            max_length=500,
            help_text=REASON,
            widget=forms.Textarea({"rows": 3}),
            error_messages={"required": "Say why, in a sentence"},
        )
        self.fields["seen"] = forms.IntegerField(initial=version, widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, str]:
        """What was sent, by key."""
        return {key: str(self.cleaned_data[key]) for key in self.keys}

    def seen_now(self, version: int) -> None:
        """Whoever sent it has been told what is in force now, and may send it again."""
        sent = cast(QueryDict, self.data).copy()
        sent["seen"] = str(version)
        self.data = sent

    def tell(self, messages: Mapping[str, str]) -> None:
        """Show what is wrong at the field it is about."""
        for key, why in messages.items():
            words = f"{why[:1].upper()}{why[1:]}"
            if key in self.fields:
                self.add_error(key, words)
            else:
                self.add_error(None, f"{key}: {words}")


def _field(setting: Setting, value: str) -> forms.Field:
    if setting.choices:
        return forms.ChoiceField(
            label=setting.title,
            choices=setting.choices,
            initial=value,
            widget=forms.Select({"class": "nhsuk-select", "aria-label": setting.title}),
        )
    attributes = {"inputmode": "decimal", "autocomplete": "off"}
    if setting.in_a_grid:
        attributes |= {"class": "nhsuk-input nhsuk-input--width-3", "aria-label": setting.title}
    else:
        attributes |= {"class": "nhsuk-input--width-5"}
    return forms.CharField(
        label=setting.title,
        help_text=f"The pack has {setting.own}. Leave it empty for that.",
        initial=value,
        required=False,
        max_length=30,
        widget=forms.TextInput(attributes),
    )
