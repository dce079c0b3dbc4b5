"""When each month of a year comes out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from resilience.funding.years import Year
from resilience.programmes.schema.returns import Returns

TWELVE = range(1, 13)


def months_due(year: Year, returns: Returns, today: date) -> list[date]:
    """The last days of the months of a year that are to be out by a day, the first leading."""
    return [day for day in _ends(year) if comes_out(day, returns) <= today]


def comes_out(day: date, returns: Returns) -> date:
    """On which day the month that ends with a day comes out."""
    return day + timedelta(days=returns.publish_days)


def next_month(year: Year, out: Collection[date]) -> date | None:
    """The last day of the next month that comes out; none where all of the year are out."""
    return next((day for day in _ends(year) if day not in out), None)


def _ends(year: Year) -> list[date]:
    return [year.month(number + 1) - timedelta(days=1) for number in TWELVE]
