"""Deadlines to the second, by the clocks of London (§12): at the moment is in time, after it is
late."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import make_aware

from resilience.programmes.schema.returns import Deadline
from resilience.programmes.working_days import working_days_before

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def moment(deadline: Deadline) -> datetime:
    """The moment of a deadline, with its zone."""
    return make_aware(deadline.due)


def is_late(deadline: Deadline, at: datetime) -> bool:
    """Whether a moment, in whole seconds as pages show it, is after a deadline."""
    return at.replace(microsecond=0) > moment(deadline)


def misnamed(deadline: Deadline) -> str:
    """The weekday by which the programme calls the day, where that is another than it was (E1)."""
    own = WEEKDAYS[deadline.due.weekday()]
    called = next((one for one in WEEKDAYS if deadline.stated.startswith(one)), own)
    return "" if called == own else called


def reminded_on(deadline: Deadline, days: int) -> date:
    """The day on which people are reminded, so many working days before it."""
    return working_days_before(deadline.due.date(), days)
