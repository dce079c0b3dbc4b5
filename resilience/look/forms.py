"""Form fields that render themselves as NHS components.

With `FORM_RENDERER = "resilience.look.forms.NhsForms"` a template writes `{{ form }}` and gets the
error summary, the fields with hint and error, and the hidden fields.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from resilience.look.words import pounds

FIRST_YEAR, LAST_YEAR = 1948, 2100
MOST_PENCE = 100_000_000_00
"""A hundred million pounds: more is a slip of the hand."""
SUM = re.compile(r"£?\s*((?:\d{1,12}|\d{1,3}(?:[,\s]\d{3}){1,3})(?:\.\d{1,2})?)", re.ASCII)

# Earlier entries win: a RadioSelect is also a Select to Django.
COMPONENTS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.widgets.Input, "input"),
)


class NhsBoundField(BoundField):
    """A field that knows which NHS component draws it, and with which parameters."""

    @property
    def component(self) -> str:
        """Name of the NHS component; "widget" for one that Django draws itself."""
        for widget, component in COMPONENTS:
            if isinstance(self.field.widget, widget):
                return component
        return "widget"

    @property
    def first_id(self) -> str:
        """The id an error links to: that of the first choice where there are several."""
        many = self.component in {"radios", "checkboxes"}
        return f"{self.auto_id}_0" if many else str(self.auto_id)

    @property
    def params(self) -> dict[str, Any]:
        """What the macros of every component take. A widget may say more `of_items`, its choices:
        by value, what the macro takes of an item, such as a hint."""
        params: dict[str, Any] = {
            "id": self.auto_id,
            "idPrefix": self.auto_id,
            "name": self.html_name,
            "label": {"text": self.label},
            "fieldset": {"legend": {"text": self.label}},
            "classes": self.field.widget.attrs.get("class", ""),
            "autocomplete": self.field.widget.attrs.get("autocomplete"),
            "inputmode": self.field.widget.attrs.get("inputmode"),
        }
        if self.help_text:
            params["hint"] = {"text": self.help_text}
        if self.errors:
            params["errorMessage"] = {"text": self.errors[0]}
        value = self.field.widget.format_value(self.value())
        if self.component == "checkbox":
            params["items"] = [{"id": self.auto_id, "value": "on", "text": self.label}]
            params["values"] = ["on"] if self.value() else []
        elif self.component in {"radios", "checkboxes", "select"}:
            more = getattr(self.field.widget, "of_items", {})
            params["items"] = [
                {"id": f"{self.auto_id}_{index}", "value": str(choice), "text": text}
                | more.get(choice, {})
                for index, (choice, text) in enumerate(self.field.widget.choices)
            ]
            params["values"] = value
            params["value"] = value[0] if value else ""
        else:
            params["value"] = "" if value is None else value
            params["type"] = getattr(self.field.widget, "input_type", None)
        return params


class NhsForms(TemplatesSetting):
    """The project's form renderer."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"
    bound_field_class = NhsBoundField


class AddressField(forms.EmailField):
    """An e-mail address, asked for in the same words everywhere."""

    def __init__(self, **kwargs: Any) -> None:
        told = {
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address, like name@nhs.net",
        }
        kwargs["error_messages"] = told | kwargs.get("error_messages", {})
        super().__init__(**{"label": "E-mail address", "max_length": 254, **kwargs})


class PoundsField(forms.Field):
    """A sum typed as people write it: £12,500, 12 500 or 12500.50. Its value is in pence, up to
    `MOST_PENCE`."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "nhsuk-input--width-10", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        found = SUM.fullmatch(typed)
        if found is None:
            raise forms.ValidationError("Enter a sum in pounds, for example 12,500")
        pence = int(Decimal(re.sub(r"[\s,]", "", found[1])) * 100)
        if pence > MOST_PENCE:
            raise forms.ValidationError(f"Enter at most {pounds(MOST_PENCE)}")
        return pence

    def prepare_value(self, value: Any) -> Any:
        """A sum kept, as people write it; what was typed as it was typed."""
        return pounds(value).removeprefix("£") if isinstance(value, int) else value


class DayField(forms.DateField):
    """A day typed as people write it: 30 June 2018, 30/6/2018 or 2018-06-30. One before the NHS
    began or a century ahead is a slip of the hand."""

    widget = forms.DateInput(
        format="%-d %B %Y", attrs={"class": "nhsuk-input--width-10", "autocomplete": "off"}
    )

    def __init__(self, **kwargs: Any) -> None:
        invalid = {"invalid": "Enter a day, for example 30 June 2018"}
        kwargs["error_messages"] = invalid | kwargs.get("error_messages", {})
        formats = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d"]
        super().__init__(input_formats=formats, **kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(
                f"Enter a day with a year from {FIRST_YEAR} to {LAST_YEAR}", "invalid"
            )
