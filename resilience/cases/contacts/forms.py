"""The form in which a team names whom practices can ask."""

from __future__ import annotations

import re

from django import forms

from resilience.look.forms import AddressField

PHONE = re.compile(r"\+?[\d ()-]{7,24}( ext\.? ?\d{1,6})?", re.ASCII)
FEWEST_DIGITS = 7


class ContactForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=150,
        help_text="A person, or a desk such as “GP resilience team”.",
        error_messages={"required": "Enter a name"},
    )
    role = forms.CharField(
        label="Role", max_length=150, required=False, help_text="You may leave it empty."
    )
    email = AddressField(help_text="A shared mailbox is answered when somebody is away.")
    phone = forms.CharField(
        label="Telephone number",
        max_length=30,
        required=False,
        help_text="You may leave it empty. For example 01632 960 123 or 01632 960 123 ext 4.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "nhsuk-input--width-20"}),
    )

    def clean_name(self) -> str:
        return _plain(self.cleaned_data["name"])

    def clean_role(self) -> str:
        return _plain(self.cleaned_data["role"])

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        digits = sum(map(str.isdigit, phone))
        if phone and not (PHONE.fullmatch(phone) and digits >= FEWEST_DIGITS):
            raise forms.ValidationError("Enter a telephone number, like 01632 960 123")
        return phone


def _plain(text: str) -> str:
    if not text.isprintable():
        raise forms.ValidationError("Write it in plain characters on one line")
    return text


def dialled(phone: str) -> str:
    """What a telephone dials for a number as it is written: 01632960123, and an extension after."""
    number, _, extension = phone.partition("ext")
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    after = "".join(filter(str.isdigit, extension))
    return f"{digits};ext={after}" if after else digits
