"""The whole months of a year that have passed: figures move once a month."""

from __future__ import annotations

from datetime import date, timedelta

from resilience.cases.openness.numbers import last_day
from resilience.funding.years import Year

TWELVE = range(1, 13)


def months_past(year: Year, today: date) -> list[date]:
    """The last days of the months of a year that have ended by today, the first leading."""
    ends = [year.month(number + 1) - timedelta(days=1) for number in TWELVE]
    return [day for day in ends if day <= last_day(today)]
