"""The time a published file speaks of: a day, a month, a quarter, a calendar or a financial year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
EARLIEST_YEAR, LATEST_YEAR = 1948, 2100


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included. Orders by its first day."""

    starts: date
    ends: date
    label: str

    def __str__(self) -> str:
        return self.label

    @property
    def words(self) -> str:
        """The period as a page shows it: '1 March 2026', 'May 2018', '2017-18'."""
        if re.fullmatch(r"\d{4}-\d\d-\d\d", self.label):
            return f"{self.starts.day} {calendar.month_name[self.starts.month]} {self.starts.year}"
        if re.fullmatch(r"\d{4}-\d\d", self.label) and self.starts.month == self.ends.month:
            return f"{calendar.month_name[self.starts.month]} {self.starts.year}"
        return self.label.replace("/", " to ")

    @staticmethod
    def day(day: date) -> Period:
        return Period(day, day, day.isoformat())

    @staticmethod
    def month(year: int, month: int) -> Period:
        last = calendar.monthrange(year, month)[1]
        return Period(date(year, month, 1), date(year, month, last), f"{year}-{month:02d}")

    @staticmethod
    def year(year: int) -> Period:
        return Period(date(year, 1, 1), date(year, 12, 31), str(year))

    @staticmethod
    def financial_year(first: int) -> Period:
        """1 April of `first` to 31 March of the next, labelled like 2017-18."""
        label = f"{first}-{(first + 1) % 100:02d}"
        return Period(date(first, 4, 1), date(first + 1, 3, 31), label)

    @staticmethod
    def span(first: Period, last: Period) -> Period:
        """From the first day of one period to the last day of another."""
        if first == last:
            return first
        return Period(first.starts, last.ends, f"{first.label}/{last.label}")


def parse_period(text: str) -> Period:
    """Read a period as people write it: 2018-06-30, 2018-05, 2017-18, 2018.

    '2015-10' is October 2015; '2010-11' could be either and is read as November 2010; write
    '2010-11-30' or '2010/11' (a financial year) to say which. Raises ValueError with what to write.
    """
    words = text.strip()
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", words):
        return Period.day(date(*map(int, found.groups())))
    if found := re.fullmatch(r"(\d{4})-(\d\d)", words):
        year, second = map(int, found.groups())
        if 1 <= second <= 12:
            return Period.month(year, second)
        if second == (year + 1) % 100:
            return Period.financial_year(year)
    if found := re.fullmatch(r"(\d{4})/(\d\d)", words):
        year, second = map(int, found.groups())
        if second == (year + 1) % 100:
            return Period.financial_year(year)
    if re.fullmatch(r"\d{4}", words):
        return Period.year(int(words))
    if (found := re.fullmatch(r"(.+?)/(.+)", words)) and "/" not in found[2]:
        return Period.span(parse_period(found[1]), parse_period(found[2]))
    raise ValueError(
        f"'{text}' is not a period; write a day (2018-06-30), a month (2018-05), "
        "a financial year (2017-18) or a year (2018)"
    )


def parse_day(text: str) -> date:
    """Read one day in the ways publishers write it; raises ValueError.

    20180601, 2018-06-01, 01/06/2018, 01JUN2018, 1-Jun-18, '1 June 2018', '1 June 2018 00:00', and
    43252 as spreadsheets count the days.
    """
    words = text.strip()
    if re.fullmatch(r"[1-6]\d{4}", words):
        return date(1899, 12, 30) + timedelta(days=int(words))
    if re.fullmatch(r"\d{8}", words):
        return date(int(words[:4]), int(words[4:6]), int(words[6:]))
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]|$)", words):
        return date(*map(int, found.groups()))
    if found := re.match(r"(\d\d?)/(\d\d?)/(\d{4})(?: |$)", words):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if found := re.match(r"(\d\d?)[ -]?([A-Za-z]{3,9})[ -]?(\d{4}|\d\d)(?: |$)", words):
        month = MONTHS.get(found[2].lower(), 0)
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return date(year, month, int(found[1]))
    raise ValueError(f"'{text}' is not a day")


def find_period(text: str) -> Period | None:
    """The one period that a file or folder name speaks of, or None when there is none.

    Understands '1 March 2026', '2018-06-30', '(April_2021)', 'dec_2024', 'Feb26', '2018-05',
    '2017-18' and '17-18', '201805', and a year alone. The most exact reading wins.
    """
    words = re.sub(r"[_+()\[\]., ]+", " ", text).strip().lower()
    for pattern, read in _NAMES:
        for found in re.finditer(pattern, words):
            try:
                period = read(*found.groups())
            except ValueError:
                continue
            if period and EARLIEST_YEAR <= period.starts.year <= LATEST_YEAR:
                return period
    return None


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one; 31 March to 30 June is 2, to 31 July is 4."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def next_day(day: date) -> date:
    return day + timedelta(days=1)


def _financial(first: str, second: str) -> Period | None:
    year = int(first) if len(first) == 4 else 2000 + int(first)
    return Period.financial_year(year) if int(second) == (year + 1) % 100 else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


_NAMES = [
    (
        rf"(?<!\d)(\d\d?)(?:st|nd|rd|th)? ?-?{_MONTH} ?-?(\d{{4}})(?!\d)",
        lambda d, m, y: Period.day(date(int(y), MONTHS[m], int(d))),
    ),
    (
        r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)",
        lambda y, m, d: Period.day(date(int(y), int(m), int(d))),
    ),
    (
        rf"(?<![a-z]){_MONTH} ?-?(\d{{4}}|\d\d)(?!\d)",
        lambda m, y: Period.month(_year(y), MONTHS[m]),
    ),
    (
        rf"[a-z]{_MONTH} ?-?(\d{{4}}|\d\d)(?!\d)",
        lambda m, y: Period.month(_year(y), MONTHS[m]),
    ),
    (r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])(?![\d-])", lambda y, m: Period.month(int(y), int(m))),
    (r"(?<!\d)(?<!\d-)(\d{4}|\d\d)[-/](\d\d)(?!\d)(?!-\d)", _financial),
    (r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)", lambda y, m: Period.month(int(y), int(m))),
    (r"(?<!\d)((?:19|20)\d\d)(?!\d)", lambda y: Period.year(int(y))),
]
