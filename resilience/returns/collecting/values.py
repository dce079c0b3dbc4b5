"""How a value of a row is typed anew, and kept: the same kinds of value as `figures.rows` has."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from resilience.accounts.rules import Refused
from resilience.look import words
from resilience.look.forms import DayField, PoundsField
from resilience.programmes.schema import Pack
from resilience.returns.collecting.subjects import IN_PENCE, STAGES
from resilience.returns.figures.rows import DATES, practice_row, team_row

MOST_STUDIES = 999
NOT_SO = "Leave it empty where it is not so."
NOT_KNOWN = "Leave it empty where it is not known; type 0 where there is none."


def field_of(field: str, title: str, pack: Pack) -> forms.Field:
    """The form field in which a value is typed."""
    if field in DATES:
        return DayField(label=title, help_text=NOT_SO, required=False)
    if field in IN_PENCE:
        return PoundsField(label=f"{title}, in pounds", help_text=NOT_KNOWN, required=False)
    if field == "business_case":
        choices = list(STAGES.items())
        return forms.ChoiceField(
            label=title, choices=choices, required=False, widget=forms.RadioSelect
        )
    if field == "categories":
        return forms.MultipleChoiceField(
            label=title,
            choices=[(one.id, one.title) for one in pack.menu],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.IntegerField(
        label=title,
        help_text=NOT_KNOWN,
        required=False,
        min_value=0,
        max_value=MOST_STUDIES,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "numeric"}),
        error_messages={"invalid": "Enter a whole number, for example 4"},
    )


def plain_value(value: Any) -> Any:
    """A value as it is kept in a row: a day is written 2019-01-08, several as a list."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | list) else value


def checked(field: str, value: Any, row: dict[str, Any], as_at: date, pack: Pack) -> Any:
    """A new value as it is kept. Raises Refused for one that does not fit the row."""
    after = plain_value(value)
    if field in DATES and after and after > as_at.isoformat():
        raise Refused(f"The return is as at {words.day(as_at)}: give a day up to then.")
    whole = field in IN_PENCE or field == "case_studies"
    fits = after is None or (isinstance(after, int) and not isinstance(after, bool) and after >= 0)
    if whole and not fits:
        raise Refused("Give a number that is not below zero, or leave it empty.")
    if field == "business_case" and after not in STAGES:
        raise Refused("Choose how far the business case is.")
    if field == "categories" and not set(after or ()) <= {one.id for one in pack.menu}:
        raise Refused("Choose kinds of help that the programme has.")
    try:
        (practice_row if "practice" in row else team_row)(row | {field: after})
    except (TypeError, ValueError) as problem:
        raise Refused("This value does not fit the row.") from problem
    return after
