"""What differs in a return from the one that the area sent before it, and from what that comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from resilience.programmes.schema.returns import Collection, Measure, Returns
from resilience.returns.figures.rows import PracticeRow, Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.figures.sums import OF_TEAMS, Figure, behind, figure
from resilience.returns.models import Return, Submission

NOTHING = Figure(0)


@dataclass(frozen=True)
class Part:
    """A practice, or a team, whose part of a figure is another than before."""

    code: str
    name: str
    before: Figure
    now: Figure


@dataclass(frozen=True)
class Difference:
    """A figure before and now; `parts` are those that make the difference, the largest first.
    `asks`: it is so large that the area says why."""

    measure: Measure
    before: Figure
    now: Figure
    parts: tuple[Part, ...]
    asks: bool

    @property
    def key(self) -> str:
        """Under which the words of the return say why."""
        return f"why:{self.measure.id}"

    @property
    def by(self) -> int | None:
        """How much more it is; none where one of both is not known."""
        if self.before.known is None or self.now.known is None:
            return None
        return self.now.value - self.before.value


def sent_before(of: Return, returns: Returns, collection: Collection) -> Submission | None:
    """What an area sent last for an earlier return of the same year; nothing for the first."""
    earlier = {
        one.id: one.due
        for one in returns.collections
        if one.year == collection.year and one.due < collection.due
    }
    found = Submission.objects.filter(
        of__programme=of.programme, of__area=of.area_id, of__collection__in=earlier
    ).select_related("of")
    return max(found, key=lambda one: (earlier[one.of.collection], one.number), default=None)


def differences(before: Submission | None, rows: Rows, returns: Returns) -> list[Difference]:
    """The figures that differ from what was sent before, as mended since; none without it."""
    return compared(rows_sent([before]), rows, returns) if before else []


def compared(before: Rows, now: Rows, returns: Returns) -> list[Difference]:
    """The figures that differ between two lots of rows, or whose parts do, in the pack's order."""
    found = (_difference(before, now, one, returns.differs_percent) for one in returns.measures)
    return [one for one in found if one.parts]


def differs_much(before: Figure, now: Figure, percent: int) -> bool:
    """Whether a figure moved by a percentage of what it was, or more; from nothing any move is."""
    if before.known is None or now.known is None or before.value == now.value:
        return False
    return abs(now.value - before.value) * 100 >= percent * abs(before.value)


def _difference(before: Rows, now: Rows, measure: Measure, percent: int) -> Difference:
    was, is_ = figure(before, measure.id), figure(now, measure.id)
    earlier, later = parts(before, measure), parts(now, measure)
    moved = [
        Part(
            code,
            (later.get(code) or earlier[code])[0],
            earlier.get(code, ("", NOTHING))[1],
            later.get(code, ("", NOTHING))[1],
        )
        for code in {**earlier, **later}
        if earlier.get(code, ("", NOTHING))[1] != later.get(code, ("", NOTHING))[1]
    ]
    moved.sort(key=lambda one: (-abs(one.now.value - one.before.value), one.code))
    return Difference(measure, was, is_, tuple(moved), differs_much(was, is_, percent))


def parts(rows: Rows, measure: Measure) -> dict[str, tuple[str, Figure]]:
    """What each practice, or each team, brings to a figure, by code with its name."""
    if measure.id in OF_TEAMS:
        return {one.team: (one.name, figure(Rows((one,)), measure.id)) for one in rows.teams}
    found: dict[str, list[PracticeRow]] = defaultdict(list)
    for row in behind(rows, measure.id):
        found[row.practice].append(row)
    return {
        code: (those[0].name, figure(Rows((), tuple(those)), measure.id))
        for code, those in found.items()
    }


def unsaid(found: Iterable[Difference], of: Return) -> list[Difference]:
    """The differences of which the area has yet to say why."""
    return [one for one in found if one.asks and not of.words.get(one.key)]
