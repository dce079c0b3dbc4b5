"""A field of a form for each kind of question that a pack asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from resilience.screening.answers import LONGEST, labels_of


def field_for(report: Mapping[str, Any]) -> forms.Field:
    """The field of a question; none must be answered. What an answer may be is checked in `taken`,
    for forms and for whoever enters it otherwise."""
    common: dict[str, Any] = {
        "label": report["label"],
        "help_text": report["hint"],
        "required": False,
    }
    match report["kind"]:
        case "number":
            shown = {"class": "nhsuk-input--width-4", "inputmode": "decimal", "autocomplete": "off"}
            return forms.CharField(**common, max_length=20, widget=forms.TextInput(shown))
        case "text":
            shown = {"class": "nhsuk-input--width-20", "autocomplete": "off"}
            return forms.CharField(**common, max_length=LONGEST, widget=forms.TextInput(shown))
        case "choices":
            return forms.MultipleChoiceField(
                **common,
                choices=list(labels_of(report).items()),
                widget=forms.CheckboxSelectMultiple,
            )
    words = ((value, label[:1].upper() + label[1:]) for value, label in labels_of(report).items())
    return forms.ChoiceField(**common, choices=list(words), widget=forms.RadioSelect)
