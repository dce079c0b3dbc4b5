"""What people fill in about the network: their entry, a question, an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.utils.timezone import make_aware

from resilience.accounts.fields import LINE, Words
from resilience.cases.contacts.forms import ContactForm
from resilience.look.forms import DayField
from resilience.organisations.models import Organisation
from resilience.returns.network.asking import LONGEST_SUBJECT
from resilience.returns.network.meeting import MOST_PLACES
from resilience.returns.plans.row_forms import Seen

ON_THE_LIST = "Also on the distribution list, to be written to about the programme"
SAME_LINE = "Write it in plain characters on one line"


def post() -> forms.CharField:
    return forms.CharField(
        label="Post",
        max_length=150,
        help_text="Such as “resilience lead”.",
        error_messages={"required": "Enter the post"},
    )


class Own(Seen, ContactForm):
    """One's own entry: name and address are those with which one signs in."""

    name = None  # type: ignore[assignment]
    email = None  # type: ignore[assignment]
    organisation = forms.ChoiceField(
        label="For which organisation",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for which organisation"},
    )
    role = post()
    mailed = forms.BooleanField(label=ON_THE_LIST, required=False)
    agrees = forms.BooleanField(
        label="I agree that my name, post and address stand in the directory",
        error_messages={"required": "Say that you agree, or leave the page"},
    )
    field_order = ("organisation", "role", "phone", "mailed", "agrees", "seen")

    def __init__(self, data: Any, *, own: Sequence[Organisation], initial: Any) -> None:
        super().__init__(data, initial=initial)
        field = cast(forms.ChoiceField, self.fields["organisation"])
        field.choices = [(one.code, one.name) for one in own]

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("seen", "organisation", "phone", "mailed")}
        return kept | {"post": said["role"]}


class InWriting(ContactForm):
    """Somebody who agreed in writing to stand in the directory."""

    role = post()
    organisation = forms.CharField(
        label="Code of their organisation",
        max_length=64,
        help_text="For example Q74.",
        error_messages={"required": "Enter the code of their organisation"},
    )
    consented = DayField(
        label="When did they agree in writing?",
        help_text="For example 3 May 2018",
        error_messages={"required": "Enter when they agreed"},
    )
    how = Words(
        "How did they agree?",
        longest=LINE - 30,
        hint="Such as “e-mail to the programme mailbox”. No names or addresses.",
        missing="Write how they agreed",
    )
    mailed = forms.BooleanField(
        label="They agreed in writing to the distribution list too", required=False
    )
    field_order = ("name", "role", "organisation", "email", "phone", "consented", "how", "mailed")

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        said = dict(self.cleaned_data)
        return said | {"post": said.pop("role")}


class Ask(forms.Form):
    """A question about the programme."""

    subject = Words("What it is about", longest=LONGEST_SUBJECT, missing="Write what it is about")
    text = Words(
        "Your question", hint="Everyone in the network reads it.", missing="Write your question"
    )


class Answer(forms.Form):
    """The answer to a question."""

    text = Words("Answer", hint="Everyone in the network reads it.", missing="Write the answer")


class Hold(forms.Form):
    """An event, on one day."""

    title = Words("What it is called", longest=LONGEST_SUBJECT, missing="Write what it is called")
    day = DayField(
        label="On which day",
        help_text="For example 12 September 2018",
        error_messages={"required": "Enter the day"},
    )
    place = forms.CharField(
        label="Where",
        max_length=200,
        help_text="A room, or how to join from elsewhere.",
        error_messages={"required": "Enter where it is"},
    )
    about = Words("What it is about", missing="Write what it is about")
    places = forms.IntegerField(
        label="Places (optional)",
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text="Leave it empty where there is room for all.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-5"}),
        error_messages={"invalid": "Enter a whole number, or leave it empty"},
    )

    def __init__(self, data: Any, *, initial: Any) -> None:
        super().__init__(data, initial=initial)
        for name, label in (("begins", "From"), ("ends", "To")):
            self.fields[name] = forms.TimeField(
                label=label,
                help_text="For example 14:00",
                input_formats=["%H:%M", "%H.%M"],
                widget=forms.TimeInput(
                    format="%H:%M", attrs={"class": "nhsuk-input--width-5", "autocomplete": "off"}
                ),
                error_messages={
                    "required": f"{label}: enter a time",
                    "invalid": f"{label}: enter a time, for example 14:00",
                },
            )
        self.order_fields(["title", "day", "begins", "ends", "place", "about", "places"])

    def clean_place(self) -> str:
        place = str(self.cleaned_data["place"])
        if not place.isprintable():
            raise forms.ValidationError(SAME_LINE)
        return place

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the act takes it; times are London's."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("title", "place", "about", "places")}
        return kept | {
            "starts": _moment(said["day"], said["begins"]),
            "ends": _moment(said["day"], said["ends"]),
        }


def _moment(day: date, at: time) -> datetime:
    return make_aware(datetime.combine(day, at))
