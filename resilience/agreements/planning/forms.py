"""What people fill in to take a plan's steps, and to name who leads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict

from resilience.accounts.models import User
from resilience.accounts.saying import tidied
from resilience.agreements.models import Lead, Plan
from resilience.cases.contacts.forms import ContactForm
from resilience.cases.following.forms import SEEN, Acting
from resilience.organisations.models import Organisation

SOMEBODY_ELSE = "else"
People = Iterable[tuple[User, Organisation]]


class Shown(Acting):
    """Who agrees or approves says which version was before them."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class Writing(forms.Form):
    """Whatever is written of a plan says which version of the plan somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refused(self, why: Exception, plan: Plan) -> None:
        """Say why not, and keep what was typed; who goes on has now seen the plan as it is."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        data[SEEN] = str(plan.version)
        self.data = data

    @property
    def said(self) -> dict[str, Any]:
        """What is written, as the act takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != SEEN}


def people_field(label: str, people: People, *, other: bool, hint: str = "") -> forms.ChoiceField:
    """A choice of one of the people, and where `other` of somebody who does not sign in here."""
    choices = [(str(user.key), f"{user.name}, {of.name}") for user, of in people]
    if other:
        choices.append((SOMEBODY_ELSE, "Somebody who does not use this service"))
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who it is",
            "invalid_choice": "They may not be chosen here: choose somebody else",
        },
    )


class Begin(Acting):
    """Who is to approve the plan that is begun."""

    def __init__(self, data: Any, *, people: People, why: str, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.people = {str(user.key): user for user, _ in people}
        self.fields["strategic"] = people_field(
            "Who is the strategic lead, who will approve the plan?", people, other=False, hint=why
        )
        self.order_fields(["strategic", SEEN])

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["strategic"]]


class Who(Writing):
    """Who leads in a part."""

    def __init__(self, data: Any, *, part: str, people: People, why: str, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.people = {str(user.key): user for user, _ in people}
        strategic = part == Lead.Part.STRATEGIC
        self.fields["who"] = people_field(
            f"Who is the {Lead.Part(part).label}?",
            people,
            other=not strategic,
            hint=why if strategic else "",
        )
        self.order_fields(["who", SEEN])

    @property
    def chosen(self) -> User | None:
        return self.people.get(self.cleaned_data["who"])


class Reached(Writing, ContactForm):
    """Where a lead is reached: the five lines of the memorandum's contact points (D17)."""

    organisation = forms.CharField(
        label="Organisation",
        max_length=200,
        error_messages={"required": "Enter the organisation"},
    )
    address = forms.CharField(
        label="Address",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        error_messages={"required": "Enter the address at work"},
    )
    field_order = ("name", "role", "organisation", "address", "phone", "email", SEEN)

    def __init__(self, data: Any, *, lead: Lead, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.fields["name"].help_text = ""
        self.fields["role"].required = self.fields["phone"].required = True
        self.fields["role"].error_messages["required"] = "Enter the role"
        self.fields["phone"].error_messages["required"] = "Enter a telephone number"
        self.fields["role"].help_text = "As it stands in the memorandum."
        self.fields["phone"].help_text = "For example 01632 960 123 or 01632 960 123 ext 4."
        self.fields["email"].help_text = ""
        if lead.user_id:
            del self.fields["name"]

    def clean_organisation(self) -> str:
        return " ".join(tidied(self.cleaned_data["organisation"]).split())

    def clean_address(self) -> str:
        lines = (
            " ".join(line.split()) for line in tidied(self.cleaned_data["address"]).splitlines()
        )
        return "\n".join(filter(None, lines))
