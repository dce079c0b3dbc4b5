"""The records of which a figure is made: practices with their cases, or the entries of a pot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from resilience.accounts.reader import Reader
from resilience.cases.models import Case
from resilience.funding.books.posting import MOVES
from resilience.funding.models import Entry, Pot
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Measure, MeasureId
from resilience.returns.figures.rows import PracticeRow, Rows
from resilience.returns.figures.sums import OF_TEAMS, SUMMED, behind, figure
from resilience.returns.filing.told import told

ADDED = ("allocated", "carried")
STAGE: Mapping[str, str] = {"begun": "Begun", "submitted": "Submitted"}


@dataclass(frozen=True)
class Record:
    """A row of which a figure is made: what it is, and what it brings to the figure."""

    code: str
    name: str
    team: str
    brings: str
    references: tuple[str, ...] = ()


def records(rows: Rows, measure: Measure) -> list[Record]:
    """The practices, or the teams, that a figure is made of."""
    if measure.id in OF_TEAMS:
        return [
            Record(one.team, one.name, "", told(figure(Rows((one,)), measure.id), measure.unit))
            for one in rows.teams
        ]
    teams = {one.team: one.name for one in rows.teams}
    return [
        Record(
            one.practice,
            one.name,
            teams.get(one.team, one.team),
            _brings(one, measure.id),
            one.references,
        )
        for one in behind(rows, measure.id)
    ]


def _brings(row: PracticeRow, measure: MeasureId) -> str:
    if said := SUMMED.get(measure):
        return words.pounds(said(row))
    when = getattr(row, measure, None)
    return words.day(when) if isinstance(when, date) else STAGE[row.business_case]


def cases_seen(found: Iterable[Record], reader: Reader) -> set[str]:
    """Which of the cases named are here and seen by a reader; one query."""
    named = {reference for one in found for reference in one.references}
    seen = Case.objects.visible_to(reader).filter(reference__in=named)
    return set(seen.order_by().values_list("reference", flat=True))


def allocations(
    rows: Rows, pack: Pack, year: str, day: date, reader: Reader
) -> list[tuple[Entry, int]]:
    """The entries that made what teams had to commit, with what each brought, in pence."""
    pots = Pot.objects.visible_to(reader).filter(
        programme=pack.id, year=year, holder__code__in=[one.team for one in rows.teams]
    )
    found = Entry.objects.filter(
        pot__in=pots.order_by().values("pk"), commitment=None, day__lte=day
    )
    return [
        (one, pence)
        for one in found.select_related("pot__holder").order_by("pot__holder__name", "number")
        if (pence := one.pence * sum(MOVES[one.kind].get(name, 0) for name in ADDED))
    ]
