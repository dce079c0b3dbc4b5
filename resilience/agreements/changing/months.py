"""From when a memorandum may end by notice (D13.1, D13.2)."""

from __future__ import annotations

import calendar
from datetime import date

from resilience.programmes.schema.ending import Ground


def earliest_end(ground: Ground, given: date) -> date:
    """The earliest last day of a memorandum of which one side had notice in writing on the day
    `given`: whole calendar months later, or that very day where the ground sets no span."""
    return months_after(given, ground.months) if ground.months else given


def months_after(day: date, months: int) -> date:
    """The day of the same number so many calendar months later, or the last of that month where it
    has no such day: three months after 30 November end on 28 or 29 February, one month after
    31 January as well. The day itself does not count, and the last counts whole."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
