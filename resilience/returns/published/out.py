"""What is out of a year: read as it came out, whatever is on record since. One query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from resilience.funding.years import Year
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Returns
from resilience.returns.models import PublishedMonth
from resilience.returns.published.lines import COLUMNS, Line
from resilience.returns.published.months import comes_out, next_month


@dataclass(frozen=True)
class MonthOut:
    """A month as it came out."""

    day: date
    at: datetime
    lines: list[Line]
    whole: bool
    """Whether no area is held back."""

    @property
    def told(self) -> Mapping[str, Mapping[str, Line]]:
        """Its lines by the code of the place and the measure."""
        found: dict[str, dict[str, Line]] = {}
        for one in self.lines:
            found.setdefault(one["area"], {})[one["measure"]] = one
        return found


@dataclass(frozen=True)
class Coming:
    """The next month that comes out: its last day, and when."""

    day: date
    out: date
    first: bool

    def __str__(self) -> str:
        told = f"Figures until {words.day(self.day)} come out on {words.day(self.out)}"
        return (
            f"{told}, or as soon after it as anything is on record." if self.first else f"{told}."
        )


@dataclass(frozen=True)
class Published:
    """The months of a year that are out, the first leading, and the next one."""

    months: list[MonthOut]
    coming: Coming | None

    @property
    def lines(self) -> list[Line]:
        return [line for one in self.months for line in one.lines]


def published(pack: Pack, returns: Returns, year: Year) -> Published:
    """What is out of a year of a programme."""
    rows = PublishedMonth.objects.filter(programme=pack.id, year=year.label)
    months = [
        MonthOut(day, at, content["lines"], content["counts"] == content["money"] == "areas")
        for day, at, content in rows.values_list("day", "at", "content")
    ]
    then = next_month(year, {one.day for one in months})
    coming = Coming(then, comes_out(then, returns), first=not months) if then else None
    return Published(months, coming)


def in_file(pack: Pack, year: Year, found: Published) -> list[Line]:
    """The lines of the file. Before anything is out a single one says so, and from when."""
    if found.months or found.coming is None:
        return found.lines
    told = {"programme": pack.id, "year": year.label, "month": f"{found.coming.day:%Y-%m}"}
    told |= {"as_at": f"{found.coming.day}", "state": "not out yet", "about": str(found.coming)}
    return [dict.fromkeys(COLUMNS) | told]
