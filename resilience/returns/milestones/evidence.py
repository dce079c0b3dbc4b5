"""What one piece of evidence shows of a team or an area, from the rows of a return. Pure: the rows
are `known` as at a day, and nothing is counted otherwise than by `figure`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from resilience.programmes.schema.returns import (
    CountReached,
    Evidence,
    MeasureId,
    Recorded,
    ShareReached,
)
from resilience.returns.figures.rows import DATES, PracticeRow, Rows
from resilience.returns.figures.sums import OF_TEAMS, SUMMED, Figure, confirmed_by, figure
from resilience.returns.milestones.states import Outcome

NO_ROWS = Rows()


@dataclass(frozen=True)
class Found:
    """What a piece of evidence shows. `reached` is told against `needed`, both of `of`, which is a
    number of practices and the like, or pence; `rows` are those that it was counted from. `since`
    is since when it is so, where that can be told."""

    evidence: Evidence
    outcome: Outcome
    reached: Figure | None = None
    of: Figure | None = None
    needed: int | None = None
    since: date | datetime | None = None
    rows: Rows = NO_ROWS

    @property
    def short(self) -> int | None:
        """How much is missing; none where it is not known, or nothing that is counted."""
        if self.reached is None or self.needed is None or self.reached.unknown:
            return None
        return max(0, self.needed - self.reached.value)


def recorded(evidence: Recorded, moments: Collection[datetime], until: datetime) -> Found:
    """Whether something was on record by a moment, in whole seconds as pages show it."""
    found = [one for one in moments if one.replace(microsecond=0) <= until]
    if not found:
        return Found(evidence, Outcome.NOT_MET)
    return Found(evidence, Outcome.MET, since=min(found))


def counted(
    evidence: ShareReached | CountReached, rows: Rows, teams: Collection[str], cut: date | None
) -> Found:
    """What rows show of some teams. After a deadline `cut` is its day: practices that came into
    what is looked at later are not owed by it (such as those that asked since). A team of which
    nothing is known makes all of it unknown, and no zero."""
    own = rows.of(teams)
    if isinstance(evidence, CountReached):
        found = _count(evidence, own)
    else:
        found = _share(evidence, _looked_at(evidence, own, cut))
    if {one.team for one in own.teams} >= set(teams):
        return found
    return Found(evidence, Outcome.NOT_KNOWN, rows=found.rows)


def _looked_at(evidence: ShareReached, rows: Rows, cut: date | None) -> Rows:
    if evidence.confirmed_by:
        rows = confirmed_by(rows, evidence.confirmed_by)
    if cut is None or evidence.whole not in DATES:
        return rows
    return rows.where(lambda one: (came := getattr(one, evidence.whole)) is None or came <= cut)


def _share(evidence: ShareReached, rows: Rows) -> Found:
    part, whole = figure(rows, evidence.part), figure(rows, evidence.whole)
    needed = None if whole.unknown else -(-whole.value * evidence.percent // 100)
    if needed is None:
        outcome = Outcome.NOT_KNOWN
    elif whole.value <= 0:
        outcome = Outcome.NOTHING
    else:
        outcome = _reaches(part, needed)
    since = _since(rows, evidence.part, needed or 0) if outcome is Outcome.MET else None
    return Found(evidence, outcome, part, whole, needed, since, rows)


def _count(evidence: CountReached, rows: Rows) -> Found:
    reached, needed = figure(rows, evidence.of), evidence.at_least
    outcome = _reaches(reached, needed)
    since = _since(rows, evidence.of, needed) if outcome is Outcome.MET else None
    return Found(evidence, outcome, reached, None, needed, since, rows)


def _reaches(reached: Figure, needed: int) -> Outcome:
    if reached.value >= needed:
        return Outcome.MET  # what is not known could only add to it
    return Outcome.NOT_KNOWN if reached.unknown else Outcome.NOT_MET


def _since(rows: Rows, measure: MeasureId, needed: int) -> date | None:
    """The day on which the last of so many came, where rows have its day."""
    if measure not in DATES or needed < 1:
        return None
    first: dict[str, date] = {}
    for one in rows.practices:
        if came := cast("date | None", getattr(one, measure)):
            first[one.practice] = min(came, first.get(one.practice, came))
    return sorted(first.values())[needed - 1]


def behind_what_is_missing(found: Found) -> list[PracticeRow]:
    """The practices with which what is missing would be made up, by name: those of the whole that
    are no part yet, those with money that is not there yet, or, where money is free, those to which
    help is confirmed and none is committed."""
    evidence = found.evidence
    if found.outcome not in (Outcome.NOT_MET, Outcome.NOT_KNOWN):
        return []
    if not isinstance(evidence, ShareReached):
        return []
    rows = [one for one in found.rows.practices if _is_missing(one, evidence)]
    return sorted(rows, key=lambda one: (one.name, one.practice, one.team))


def _is_missing(row: PracticeRow, evidence: ShareReached) -> bool:
    if evidence.part in SUMMED:
        whole = evidence.whole
        if evidence.whole in OF_TEAMS:
            if evidence.part == "committed":
                return bool(row.confirmed) and not row.ended and row.committed == 0
            whole = "committed"
        there, wanted = SUMMED[evidence.part](row), SUMMED[whole](row)
        return there is None or wanted is None or there < wanted
    only = Rows(practices=(row,))
    return bool(figure(only, evidence.whole).value and not figure(only, evidence.part).value)
