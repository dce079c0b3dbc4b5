"""The time a published file speaks of: a day, a month, a quarter or a year of either kind."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
EARLIEST_YEAR, LATEST_YEAR = 1948, 2100
DAY, MONTH, QUARTER = "a day", "a month", "a quarter"
FINANCIAL_YEAR, YEAR, SPAN = "a financial year", "a year", "several periods"
EXAMPLES = {
    DAY: "2026-03-01",
    MONTH: "2018-05",
    QUARTER: "2016-01/2016-03",
    FINANCIAL_YEAR: "2017-18",
    YEAR: "2018",
    SPAN: "2015-09/2018-06",
}
"""How each kind of period is written."""


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
        month, year = calendar.month_name[self.starts.month], self.starts.year
        if self.kind == DAY:
            return f"{self.starts.day} {month} {year}"
        if self.kind == MONTH:
            return f"{month} {year}"
        if self.kind == QUARTER:
            return f"{month} to {calendar.month_name[self.ends.month]} {year}"
        return self.label.replace("/", " to ")

    @property
    def kind(self) -> str:
        """One of the kinds that EXAMPLES shows; a quarter is three months within a year."""
        if "/" in self.label:
            months = re.fullmatch(r"(\d{4})-(\d\d)/\1-(\d\d)", self.label)
            return QUARTER if months and int(months[3]) == int(months[2]) + 2 else SPAN
        if self.starts == self.ends:
            return DAY
        if self.starts.month == self.ends.month:
            return MONTH
        return YEAR if self.starts.month == 1 else FINANCIAL_YEAR

    @property
    def last_begins(self) -> date:
        """The day on which the last of the periods in a span begins; of one period its own."""
        return parse_period(self.label.split("/")[-1]).starts if "/" in self.label else self.starts

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
        label = f"{first.label.split('/')[0]}/{last.label.split('/')[-1]}"
        return Period(first.starts, last.ends, label)


def parse_period(text: str) -> Period:
    """Read a period as people write it: 2018-06-30, 2018-05, 2017-18, 2018.

    '2015-10' is October 2015; '2010-11' could be either and is read as November 2010; write
    '2010-11-30' or '2010/11' (a financial year) to say which. Raises ValueError with what to write.
    """
    try:
        period = _parse(text.strip())
    except ValueError:
        period = None
    if period is None or not EARLIEST_YEAR <= period.starts.year <= period.ends.year <= LATEST_YEAR:
        raise ValueError(
            f"'{text}' is not a period; write a day (2018-06-30), a month (2018-05), "
            "a financial year (2017-18) or a year (2018)"
        )
    return period


def _parse(words: str) -> Period | None:
    if re.fullmatch(r"\d{4}", words):
        return Period.year(int(words))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return Period.day(date.fromisoformat(words))
    if found := re.fullmatch(r"(\d{4})([-/])(\d\d)", words):
        year, second = int(found[1]), int(found[3])
        if found[2] == "-" and 1 <= second <= 12:
            return Period.month(year, second)
        return Period.financial_year(year) if second == (year + 1) % 100 else None
    first, slash, last = words.partition("/")
    return Period.span(parse_period(first), parse_period(last)) if slash else None


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
    words = re.sub(r"(?<=\d)[ T]\d\d?:\d\d(:\d\d(\.\d+)?)?Z?$", "", words)
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", words):
        return date(*map(int, found.groups()))
    if found := re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", words):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if found := re.fullmatch(r"(\d\d?)[ -]?([A-Za-z]{3,9})[ -]?(\d{4}|\d\d)", words):
        month = MONTHS.get(found[2].lower(), 0)
        year = int(found[3])
        if year < 100:
            year += 2000 if year < 70 else 1900
        return date(year, month, int(found[1]))
    raise ValueError(f"'{text}' is not a day")


def find_period(text: str) -> Period | None:
    """The one period that a file or folder name speaks of, or None when there is none.

    Understands '1 March 2026', '2018-06-30', '(April_2021)', 'dec_2024', 'Feb26', '2018-05',
    '2014_01-03' (a quarter), '2017-18', '17-18' and '1718', '201805', and a year alone. The most
    exact reading wins.
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


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(day: str, month: str, year: str) -> Period:
    return Period.day(date(int(year), MONTHS.get(month) or int(month), int(day)))


def _month(month: str, year: str) -> Period:
    return Period.month(_year(year), MONTHS.get(month) or int(month))


def _quarter(year: str, first: str, last: str) -> Period | None:
    if int(last) != int(first) + 2:
        return None
    return Period.span(_month(first, year), _month(last, year))


def _two_years(first: str, second: str) -> Period | None:
    """A financial year when one follows the other; two full years are a span of years."""
    year = _year(first)
    if int(second) % 100 == (year + 1) % 100:
        return Period.financial_year(year)
    if len(first) == len(second) == 4 and first < second:
        return Period.span(Period.year(year), Period.year(int(second)))
    return None


_NAMES: list[tuple[str, Callable[..., Period | None]]] = [
    (rf"(?<!\d)(\d\d?)(?:st|nd|rd|th)? ?-?{_MONTH} ?-?(\d{{4}})(?!\d)", _day),
    (r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", lambda y, m, d: _day(d, m, y)),
    (r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)", lambda y, m, d: _day(d, m, y)),
    (r"(?<!\d)(\d\d)[-/ ](\d\d)[-/ ](\d{4})(?!\d)", _day),
    (rf"{_MONTH} ?-?(\d{{4}}|\d\d)(?!\d)", _month),
    (r"(?<!\d)(\d{4}) (\d\d)-(\d\d)(?!\d)", _quarter),
    (r"(?<!\d)(\d{4})[- ](0[1-9]|1[0-2])(?!\d)(?!-\d)", lambda y, m: _month(m, y)),
    (r"(?<!\d)(\d{4}) ?[-/ ] ?(\d{4}|\d\d)(?!\d)(?!-\d)", _two_years),
    (r"(?<!\d)(?<!\d-)(\d\d)[-/](\d\d)(?!\d)(?!-\d)", _two_years),
    (r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)", lambda y, m: _month(m, y)),
    (r"(?<!\d)(20\d\d)(\d\d)(?!\d)", _two_years),
    (r"(?<!\d)((?:19[5-9]|20\d)\d)(?!\d)", lambda y: Period.year(int(y))),
    (r"(?<!\d)(\d\d)(\d\d)(?!\d)", _two_years),
]
"""How names write periods, the most exact first; the last is 1819 for 2018-19."""
