"""Days on which the NHS in England works: Monday to Friday but for its bank holidays."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether a day is none of a weekend and no bank holiday of England, moved ones included."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


def working_days_before(day: date, days: int) -> date:
    """The working day that lies so many working days before a day; 0 gives the day itself."""
    while days > 0:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after a day, up to another one and with it; 0 where that is the
    same or before it."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days))


@cache
def _bank_holidays(year: int) -> Container[date]:
    return country_holidays("GB", subdiv="ENG", years=year)
