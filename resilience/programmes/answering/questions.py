"""A question of a pack as a form field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from django import forms

from resilience.programmes.answering import fields
from resilience.programmes.answering.practices import Practices
from resilience.programmes.schema import Choice, MenuEntry, Question
from resilience.programmes.schema.forms import FIXED

CHOOSE = {"invalid_choice": "Choose one of the answers", "invalid_list": "Choose from the answers"}
TEMPLATES = ("choices", "words", "practices", "files")
"""Fields that are shown otherwise than any form's; the rest the look shows."""
LINES: dict[str, tuple[Callable[..., fields.Line], str, str]] = {
    "text": (fields.Line, "text", "nhsuk-u-width-two-thirds"),
    "email": (fields.EmailLine, "email", "nhsuk-u-width-two-thirds"),
    "phone": (fields.PhoneLine, "tel", "nhsuk-input--width-20"),
    "number": (fields.NumberLine, "text", "nhsuk-input--width-10"),
    "years": (fields.YearsLine, "text", "nhsuk-input--width-20"),
}


def field_of(question: Question, menu: Sequence[MenuEntry]) -> forms.Field:
    """The field that asks a question. Whether it must be answered the whole form decides."""
    field: Any = _field(question, menu)  # the stubs of Django know no template_name
    name = "choices" if choices_of(question, menu) else question.kind
    if name in TEMPLATES:
        field.template_name = f"programmes/forms/{name}.html"
    field.required = field.widget.is_required = False
    field.label = question.label
    field.help_text = question.hint
    return cast(forms.Field, field)


def choices_of(question: Question, menu: Iterable[MenuEntry]) -> tuple[Choice, ...]:
    """The answers a question lets choose from; none where it is answered in other ways."""
    if question.choices_from:
        return tuple(
            Choice(value=entry.id, label=entry.title, hint=entry.about)
            for entry in menu
            if "referral" in entry.offered
        )
    years = tuple(Choice(value=year, label=year) for year in question.years)
    return FIXED.get(question.kind, question.choices or years)


def _field(question: Question, menu: Sequence[MenuEntry]) -> forms.Field:
    if choices := choices_of(question, menu):
        return _choosing(question.kind in ("choices", "years"), choices)
    if question.kind == "words":
        return fields.WordsText(max_words=question.max_words or 0)
    if question.kind == "practices":
        return Practices()
    if question.kind == "files":
        return fields.Files()
    return _line(question)


def _choosing(several: bool, choices: Iterable[Choice]) -> forms.Field:
    pairs = [(choice.value, choice.label) for choice in choices]
    field: forms.ChoiceField
    if several:
        field = forms.MultipleChoiceField(choices=pairs, widget=forms.CheckboxSelectMultiple)
    else:
        field = forms.ChoiceField(choices=pairs, widget=forms.RadioSelect)
    field.error_messages |= CHOOSE
    return field


def _line(question: Question) -> forms.Field:
    line, kind, classes = LINES[question.kind]
    attrs = {"class": classes, "autocomplete": question.autocomplete or "off"}
    if question.kind == "number":
        attrs["inputmode"] = "numeric"
    widget = forms.TextInput(attrs)
    widget.input_type = kind
    return line(widget=widget)
