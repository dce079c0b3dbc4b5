"""The forms of an administrator's pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role, card
from resilience.accounts.tiers import Subject
from resilience.look.forms import AddressField, DayField
from resilience.look.words import begin
from resilience.organisations.models import FOREVER, Organisation


def _roles(roles: Iterable[Role]) -> list[tuple[str, str]]:
    return [(role.value, f"{begin(role.label)} – {card(role).about}") for role in roles]


class Invite(forms.Form):
    email = AddressField(
        help_text="The invitation goes there. It is good for seven days, and once."
    )
    role = forms.ChoiceField(
        label="Role",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role"},
    )

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles(roles)  # type: ignore[attr-defined]


class Spanned(forms.Form):
    """From which day, and until when if that is known."""

    starts = DayField(label="From", error_messages={"required": "Enter the first day"})
    ends = DayField(
        label="Until",
        required=False,
        help_text="The first day on which it no longer holds. Leave it empty for no end.",
    )

    def clean_ends(self) -> date:
        ends: date = self.cleaned_data["ends"] or FOREVER
        if "starts" in self.cleaned_data and ends <= self.cleaned_data["starts"]:
            raise forms.ValidationError("Enter a day after the first one")
        return ends


class Give(Spanned):
    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Who",
        to_field_name="key",
        empty_label="Choose a person",
        error_messages={"required": "Choose a person", "invalid_choice": "Choose a person"},
    )
    role = forms.ChoiceField(
        label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose a role"}
    )
    field_order = ("person", "role", "starts", "ends")

    def __init__(self, *args: Any, people: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["role"].choices = _roles(roles)  # type: ignore[attr-defined]


class End(forms.Form):
    day = DayField(
        label="From which day",
        help_text="On that day and after it, it gives nothing any more. Today ends it at once.",
        error_messages={"required": "Enter a day"},
    )

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"day": today})
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError("Enter today or a later day: the past stays as it was")
        return day


class NameReader(Spanned):
    email = AddressField(
        label="E-mail address of the reader",
        help_text="Of somebody who acts for an organisation within your reach already.",
        error_messages={"required": "Enter the reader’s e-mail address"},
    )
    code = forms.CharField(
        label="Code of the practice or area",
        max_length=64,
        help_text="They read the records of all that is in it. Name them for no more than needed.",
        error_messages={"required": "Enter a code, like A81001"},
    )
    subject = forms.ChoiceField(
        label="What the records are about",
        choices=[(one.value, begin(one.label)) for one in Subject],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a subject"},
    )
    field_order = ("email", "code", "subject", "starts", "ends")

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = reader.may(Right.NAME_READERS)
        self.day = reader.day

    def clean_code(self) -> Organisation:
        found = Organisation.objects.filter(
            self.scope.within("pk"), code=self.cleaned_data["code"].strip().upper()
        ).first()
        if found is None:
            raise forms.ValidationError("No organisation within your reach has this code")
        return found

    def clean_email(self) -> User:
        found = User.objects.filter(
            self.scope.within("memberships__organisation"),
            email=self.cleaned_data["email"].lower(),
            is_active=True,
            memberships__starts__lte=self.day,
            memberships__ends__gt=self.day,
        ).first()
        if found is None:
            raise forms.ValidationError(
                "Nobody who acts for an organisation within your reach has this address"
            )
        return found
