"""Financial years: from 1 April to 31 March, called 2018-19."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

APRIL = 4
LABEL = re.compile(r"20(\d\d)-(\d\d)", re.ASCII)


@dataclass(frozen=True, order=True)
class Year:
    """A financial year, by the calendar year in which it starts."""

    first: int

    @classmethod
    def of(cls, day: date) -> Year:
        """The year that a day lies in."""
        return cls(day.year if day.month >= APRIL else day.year - 1)

    @classmethod
    def called(cls, label: str) -> Year:
        """The year called 2018-19. Raises ValueError for what is no such name."""
        found = LABEL.fullmatch(label)
        if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
            raise ValueError(f"“{label}” is no financial year: give one like 2018-19.")
        return cls(2000 + int(found[1]))

    @property
    def label(self) -> str:
        return f"{self.first}-{(self.first + 1) % 100:02}"

    @property
    def starts(self) -> date:
        return date(self.first, APRIL, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        return date(self.first + 1, 3, 31)

    @property
    def next(self) -> Year:
        return Year(self.first + 1)

    def holds(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def month(self, number: int) -> date:
        """The first day of its month with a number: 1 is April, 12 is March."""
        months = APRIL - 1 + number - 1
        return date(self.first + months // 12, months % 12 + 1, 1)

    def month_of(self, day: date) -> int:
        """Which of its months a day lies in: below 1 before it, above 12 after it."""
        return (day.year - self.first) * 12 + day.month - APRIL + 1
