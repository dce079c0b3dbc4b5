"""Whether what is seen of practices goes with whom they serve: deprivation, age, ethnicity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from resilience.clusters.dashboard.compare import knowns_of
from resilience.clusters.dashboard.domains import Board
from resilience.clusters.dashboard.people import BANDS, Line
from resilience.evidence.indicators import Indicator
from resilience.evidence.statistics import wilson_interval
from resilience.look.words import number, percent, plural
from resilience.screening.ground import Known

FIFTHS = 5
UNKNOWN = 0


@dataclass(frozen=True)
class Share:
    """So many of a group's practices."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        return 100 * self.count / self.of if self.of else None

    @cached_property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares in a hundred the truth may lie (95%, Wilson)."""
        if not self.of:
            return None
        low, high = wilson_interval(self.count, self.of)
        return 100 * low, 100 * high

    def __str__(self) -> str:
        return f"{number(self.count)} of {number(self.of)}"


@dataclass(frozen=True)
class Fifth:
    """The practices of an area in one fifth of England's; 5 is the highest, 0 not known."""

    number: int
    found: Sequence[Line]
    domains: Sequence[str]

    def share(self, holds: Callable[[Line], bool]) -> Share:
        return Share(sum(holds(one) for one in self.found), len(self.found))

    @property
    def confirmed(self) -> Share:
        """Confirmed red or amber."""
        return self.share(lambda one: one.kind in BANDS)

    @property
    def signalled(self) -> Share:
        """With a red or amber signal of the screen."""
        return self.share(lambda one: one.signal in BANDS)

    @property
    def flagged(self) -> list[Share]:
        """With a red or amber domain, for each domain."""
        return [
            self.share(lambda one, id_=id_: one.of.domains[id_].signal in BANDS)  # type: ignore[misc]
            for id_ in self.domains
        ]


@dataclass(frozen=True)
class View:
    """An area's practices parted by an indicator; the fifths are those of England's practices."""

    indicator: Indicator
    known: Known
    fifths: Sequence[Fifth]

    @property
    def finding(self) -> str:
        """One neutral sentence: the highest fifth beside the others."""
        high, others = self.fifths[0], [one for one in self.fifths[1:] if one.number != UNKNOWN]
        rest = Share(
            sum(one.signalled.count for one in others), sum(one.signalled.of for one in others)
        )
        mine = high.signalled
        if mine.percent is None or rest.percent is None:
            return (
                f"{self.indicator.title}: the area has practices only in or only outside the "
                "highest fifth of England, so nothing can be set side by side."
            )
        said = (
            f"Of the {plural(mine.of, 'practice')} in the highest fifth of England by "
            f"“{self.indicator.title}”, {number(mine.count)} ({percent(mine.percent, 0)}) "
            f"{'has' if mine.count == 1 else 'have'} a red or amber signal; of the other "
            f"{number(rest.of)}, {number(rest.count)} ({percent(rest.percent, 0)})."
        )
        return f"{said} {_chance(mine, rest)}"


def view_of(board: Board, indicator: str, found: Sequence[Line]) -> View:
    """Practices by the fifth of England's practices that they are in, the highest first."""
    (known,) = knowns_of(board, [indicator])
    domains = [one.id for one in board.dashboard.domains]
    parted: dict[int, list[Line]] = {one: [] for one in (*range(FIFTHS, 0, -1), UNKNOWN)}
    for one in found:
        parted[fifth_of(known, one.of.code)].append(one)
    fifths = [
        Fifth(name, lines, domains) for name, lines in parted.items() if lines or name != UNKNOWN
    ]
    return View(known.indicator, known, fifths)


def fifth_of(known: Known, code: str) -> int:
    """In which fifth of England's practices a value lies: 5 is the highest, 0 not known. Equal
    values are in one fifth, the lowest that any of them falls in."""
    value = known.numbers.get(code)
    if value is None:
        return UNKNOWN
    place = known.ranking.place(value)
    below = place.among - place.as_high
    return FIFTHS * below // place.among + 1


def _chance(one: Share, other: Share) -> str:
    first, second = one.interval, other.interval
    if not first or not second:
        return ""
    apart = first[0] > second[1] or second[0] > first[1]
    if apart:
        return "The two differ by more than chance easily explains."
    return "A difference as large as this may be chance."
