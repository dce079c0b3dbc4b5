"""What a dataset module declares, and how a file is recognised by its content."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from resilience.evidence.periods import DAY, MONTH, Period, find_period
from resilience.evidence.rows import find_header, read_rows
from resilience.evidence.sheets import Sheet, Unreadable
from resilience.evidence.sources import Source
from resilience.evidence.tables import Layout, Reject, in_words

OGL = "Contains public sector information licensed under the Open Government Licence v3.0."
LONGEST_TITLE = 100
"""Rows of a sheet of titles or notes that are looked through for a period."""
Tables = dict[str, pa.Table]


@dataclass(frozen=True)
class Dataset:
    """A publication that comes out again and again in one layout or a few.

    `content_period` finds the period in the tables read, `check` refuses content that has the
    layout but can't be right (by raising Unreadable) and returns sentences worth telling,
    `scope` tells releases of one period apart where one does not replace the other, and
    `latest_only` marks a file that holds only how things stand on its day. `name_period` reads a
    period that the publisher writes into file names in a way of its own, and `titled` is a pattern
    of titles above the table, or on a sheet before it, whose first group holds the period.
    `derive` adds to the tables read what follows from their own columns, such as a sum.

    `periods` are the kinds of period it comes out for, the usual one first (see `Period.kind`).
    `totals` are measures whose sums over all practices are known to move little from one release
    to the next; practices are counted where the first of them is known. `liveliness` says how many
    times the configured share they may move. `nearly` has a sentence for a file that is not quite
    in this layout, where columns have no headings to tell it by.

    A file has all of the `layouts`, or with `any_layout` one of them. A publication that is laid
    out for people rather than programs has `recognises` and `read` of its own instead.
    """

    id: str
    title: str
    publisher: str
    layouts: tuple[Layout, ...] = ()
    any_layout: bool = False
    recognises: Callable[[Source], bool] = lambda source: False
    read: Callable[[Source], tuple[Tables, list[Reject]]] | None = None
    licence: str = OGL
    content_period: Callable[[Tables], Period | None] = lambda tables: None
    name_period: Callable[[str], Period | None] = find_period
    titled: str = ""
    derive: Callable[[Tables], Tables] = lambda tables: tables
    check: Callable[[Tables], list[str]] = lambda tables: []
    scope: Callable[[Tables], str] = lambda tables: ""
    latest_only: bool = False
    periods: tuple[str, ...] = (MONTH, DAY)
    totals: tuple[str, ...] = ()
    liveliness: float = 1
    nearly: Callable[[Source], str] = lambda source: ""


@dataclass
class Match:
    """How far a file fits a dataset: which layouts on which sheet, and which columns it lacks."""

    dataset: Dataset
    own: Source | None = None
    sheets: list[Sheet] = field(default_factory=list)
    found: list[tuple[Layout, Sheet, int, dict[str, int]]] = field(default_factory=list)
    matched: int = 0
    missing: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return bool(self.own or self.found) and not self.missing

    @property
    def closeness(self) -> tuple[bool, int]:
        """Orders matches: a dataset's own word first, then columns found less columns missing."""
        return self.own is not None, self.matched - 2 * len(self.missing)

    @property
    def near(self) -> bool:
        """Most of the needed columns are there: a known layout with something changed."""
        return self.matched >= 3 and self.matched >= 2 * len(self.missing)

    def read(self) -> tuple[Tables, list[Reject]]:
        """The typed tables by name and the rejected rows. Raises Unreadable when no row is left."""
        tables: Tables = {}
        rejects: list[Reject] = []
        if self.own and self.dataset.read:
            tables, rejects = self.dataset.read(self.own)
        for layout, sheet, first, places in self.found:
            table, rejected = read_rows(layout, sheet, first, places)
            rejects += rejected
            known = tables.get(layout.table)
            tables[layout.table] = pa.concat_tables([known, table]) if known else table
        if not rejects and not any(table.num_rows for table in tables.values()):
            raise Unreadable("there are headings but no row below them; download it again")
        if not any(table.num_rows for table in tables.values()):
            why = f"; the first, on line {rejects[0].line}: {rejects[0].reason}" if rejects else ""
            raise Unreadable(f"none of its rows could be read{why}")
        return self.dataset.derive(tables), rejects

    def titled_period(self) -> Period | None:
        """The latest period in the titles above a table, else on the sheets before it."""
        if not self.dataset.titled or not self.found:
            return None
        _, sheet, first, _ = self.found[0]
        before = self.sheets[: self.sheets.index(sheet)]
        for rows in (sheet.rows[:first], [row for s in before for row in s.rows[:LONGEST_TITLE]]):
            cells = "\n".join(cell for row in rows for cell in row)
            found = re.finditer(self.dataset.titled, cells, re.IGNORECASE)
            if periods := [period for match in found if (period := find_period(match[1]))]:
                return max(periods)
        return None


def match(dataset: Dataset, source: Source) -> Match:
    """Compare a file's sheets with a dataset's layouts."""
    if dataset.recognises(source):
        return Match(dataset, own=source)
    if dataset.any_layout:
        tries = [_match(dataset, (layout,), source) for layout in dataset.layouts]
        return max(tries, key=lambda m: (m.complete, m.closeness))
    return _match(dataset, dataset.layouts, source)


def _match(dataset: Dataset, layouts: tuple[Layout, ...], source: Source) -> Match:
    result = Match(dataset, sheets=source.sheets)
    for layout in layouts:
        tries = [_try(layout, sheet) for sheet in source.sheets if _on(layout, sheet)]
        if not tries:
            result.missing.append(f"a sheet named like '{in_words(layout.sheet)}'")
            continue
        first, places, missing, sheet = min(tries, key=lambda t: (len(t[2]), -len(t[1])))
        result.matched += len(places)
        result.missing += missing
        if not missing:
            result.found.append((layout, sheet, first, places))
        elif first:
            result.headings += [cell.strip() for cell in sheet.rows[first - 1] if cell.strip()]
    return result


def _try(layout: Layout, sheet: Sheet) -> tuple[int, dict[str, int], list[str], Sheet]:
    """(first data row, where the columns stand, what is missing, the sheet)."""
    if layout.fits:
        fits = layout.fits(sheet.rows[:50])
        places = {c.name: c.place for c in layout.columns if c.place is not None}
        return 0, places if fits else {}, [] if fits else ["its shape"], sheet
    header, places = find_header(sheet, layout)
    lacking = [c for c in layout.columns if not c.optional and c.name not in places]
    missing = [f"'{in_words(c.header)}'" for c in lacking]
    return header + 1, places, missing, sheet


def _on(layout: Layout, sheet: Sheet) -> bool:
    return not layout.sheet or bool(re.fullmatch(layout.sheet, sheet.name.strip(), re.IGNORECASE))
