"""What stands in a return: its rows now, those that were sent, and the figures of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resilience.funding.years import Year
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, Measure
from resilience.returns.figures.records import rows_from_records
from resilience.returns.figures.rows import Rows, plain, practice_row, team_row
from resilience.returns.figures.sums import Figure, figure
from resilience.returns.models import Return, Submission
from resilience.returns.workbook.reading import rows_of


@dataclass(frozen=True)
class Content:
    """The rows of a return of an area, where they are from, and as at which day they are."""

    rows: Rows
    source: str
    day: date

    @property
    def sha256(self) -> str:
        """Tells one content from another: who sends says which they looked at."""
        told = [*map(plain, self.rows.teams), *map(plain, self.rows.practices)]
        text = json.dumps([self.source, self.day.isoformat(), told], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Line:
    """A measure by team, in the order of the teams, and in all."""

    measure: Measure
    cells: tuple[Figure, ...]
    all: Figure


def content_of(of: Return, pack: Pack, collection: Collection, today: date) -> Content:
    """What a return of an area says if it is sent today: as at the last day that counts, or as at
    today where that is before it."""
    day = min(collection.as_at, today)
    if of.upload is not None:
        return Content(rows_of(of.upload), Submission.Source.WORKBOOK, day)
    rows = rows_from_records(pack, Year.called(collection.year), day, [of.area.code])
    return Content(rows, Submission.Source.RECORDS, day)


def as_sent(submission: Submission) -> Rows:
    """The rows of a submission as they were sent, whatever was mended since; one query."""
    told = list(submission.rows.values_list("practice", "row"))
    return Rows(
        tuple(team_row(row) for practice, row in told if not practice),
        tuple(practice_row(row) for practice, row in told if practice),
    )


def table(rows: Rows, measures: Iterable[Measure]) -> list[Line]:
    """The figures of some rows, by measure and team."""
    by_team = [rows.of([one.team]) for one in rows.teams]
    return [
        Line(one, tuple(figure(of, one.id) for of in by_team), figure(rows, one.id))
        for one in measures
    ]
