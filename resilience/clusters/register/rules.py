"""Who may write in the register of an area and settle what it shares, and why not."""

from __future__ import annotations

from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.models import Risk
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.schema.toolkit import Register
from resilience.screening.months import months_later

LONGEST = 12
"""Months until a risk is looked at again, at most."""


def why_not_run(area: Organisation, by: Reader) -> str:
    """Why somebody may not write in the register of an area, nor settle what it shares."""
    held = by.may(Right.RUN_LOCALLY).holds(area)
    return "" if held else f"You do not run the local programme of {area.name}."


def why_not_change(risk: Risk, by: Reader) -> str:
    """Why somebody may not change or close a risk."""
    if why := why_not_run(risk.area, by):
        return why
    return f"This risk was closed on {words.day(risk.closed)}." if risk.closed else ""


def why_not_review_by(day: date, today: date) -> str:
    """Why a risk may not be looked at again by a day."""
    last = months_later(today, LONGEST)
    if today < day <= last:
        return ""
    return (
        "The day by which it is looked at again is one to come, and at most "
        f"{LONGEST} months away: {words.day(last)}."
    )


def why_not_share(register: Register, what: str, audience: str) -> str:
    """Why something is never for an audience, whatever a working group agrees: the product itself
    stands in the way."""
    found = register.what(what)
    if found is None or register.audience(audience) is None:
        return "Choose what is shared and with whom."
    return found.why_never if audience in found.never else ""
