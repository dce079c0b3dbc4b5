"""Which month is reviewed, and on which day somebody looks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resilience.funding.years import Year

MARCH = 12
"""The last month of a financial year."""


@dataclass(frozen=True)
class Month:
    """A month of the money of a year, by its first day, as somebody sees it on a `day`."""

    year: Year
    first: date
    day: date

    @property
    def last(self) -> date:
        return last_of(self.first)

    @property
    def number(self) -> int:
        """1 for April; above 12 once the year has ended."""
        return self.year.month_of(self.first)

    @property
    def so_far(self) -> bool:
        """The month has not ended."""
        return self.day <= self.last

    @property
    def until(self) -> date:
        """The last day that counts."""
        return min(self.last, self.day)

    @property
    def outturn(self) -> bool:
        """The year has ended by then, so what was spent is known."""
        return self.last >= self.year.ends and not (self.number == MARCH and self.so_far)

    @property
    def march(self) -> date:
        """The last month in which spending counts for the year."""
        return self.year.month(MARCH)

    @property
    def query(self) -> str:
        """As an address has it: 2018-11."""
        return f"{self.first:%Y-%m}"

    @property
    def title(self) -> str:
        """November 2018"""
        return f"{self.first:%B %Y}"


def last_of(first: date) -> date:
    """The last day of a month."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def months_of(year: Year, day: date, with_entries: Iterable[date]) -> list[Month]:
    """The months that may be reviewed on a day: those of the year that have begun, the first in any
    case, and later ones in which something was still paid."""
    begun = [one for one in (year.month(number) for number in range(1, MARCH + 1)) if one <= day]
    later = sorted({one for one in with_entries if one > year.ends and one <= day})
    return [Month(year, first, day) for first in (begun or [year.starts]) + later]
