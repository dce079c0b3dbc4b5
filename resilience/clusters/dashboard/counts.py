"""How many practices of an area have each status and each signal, told so that nobody is singled
out.

Who sees every practice of an area reads its exact counts. Of practices that a reader does not see,
a number from 1 to 4 is not told, nor one from which it could be worked out: the reader takes away
from a count the practices that are known to them, and from an area the areas inside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from resilience.clusters.dashboard.domains import Tally
from resilience.clusters.dashboard.looking import Look
from resilience.clusters.dashboard.people import BANDS, Line, signals_of
from resilience.look.words import number, plural
from resilience.organisations.models import Kind
from resilience.profiles.england import England
from resilience.screening.sight import Sight
from resilience.screening.signals import SIGNALS
from resilience.screening.snapshots import SINGLED_OUT
from resilience.screening.status_queries import NOT_CONFIRMED, kinds

Told = Mapping[str, int | None]
"""By kind; None is not told."""
STATUSES = ("red", "amber", "green", NOT_CONFIRMED)
LATE = "late"


@dataclass(frozen=True)
class Counts:
    """What is told of an area; `signals` is empty where it was not screened."""

    statuses: Told
    late: int | None
    signals: Told
    differ: int | None

    @property
    def held_back(self) -> bool:
        """Whether something is not told."""
        return None in (*self.statuses.values(), *self.signals.values(), self.late)


def counts(look: Look, found: Collection[Line]) -> Counts:
    """The counts of an area for a reader who sees the practices `found`."""
    seen = Counter(one.kind or NOT_CONFIRMED for one in found)
    late = sum(one.late for one in found)
    signals = Counter(one.signal for one in found if one.signal)
    differ = sum(one.differs for one in found)
    if look.whole:
        return Counts(
            {one: seen[one] for one in STATUSES},
            late,
            {one: signals[one] for one in SIGNALS} if look.snapshot else {},
            differ,
        )
    rest = kinds(look.pack.id, look.day, look.codes)
    unseen = [_held(rest, part) for part in _parts(look)]
    tellable = all(_all_large(part) for part in unseen[1:])
    hidden = dict.fromkeys(STATUSES)
    late_unseen = sum(rest[code][1] for code in look.unseen if code in rest)
    return Counts(
        _together(seen, protected(unseen[0])) if tellable else hidden,
        late + late_unseen if tellable and _large(late_unseen) else None,
        _signals(look, signals),
        None,
    )


def protected(cells: Mapping[str, int]) -> Told:
    """Counts of people who are not seen, without those from 1 to 4, and without one more where
    their sum would give the missing one away."""
    told: dict[str, int | None] = {
        name: count if _large(count) else None for name, count in cells.items()
    }
    missing = sum(count for name, count in cells.items() if told[name] is None)
    while None in told.values() and (list(told.values()).count(None) == 1 or missing < SINGLED_OUT):
        left = [name for name, count in told.items() if count is not None]
        if not left:
            break
        next_one = min(left, key=lambda name: (cells[name] == 0, cells[name]))
        told[next_one] = None
        missing += cells[next_one]
    return told


def many_enough(england: England, area: str, kind: str) -> bool:
    """Whether an area, and each beside it where it is a location of a board, has practices enough
    for counts of it to single nobody out."""
    return all(len(england.within(one)) >= SINGLED_OUT for one in _beside(england, area, kind))


def _beside(england: England, area: str, kind: str) -> list[str]:
    """An area and, for a location, the others of its board."""
    codes = england.within(area)
    if kind != Kind.CCG or not codes:
        return [area]
    boards = {england.practices[code].areas.get(Kind.ICB) for code in codes} - {None}
    inside = {
        england.practices[code].areas.get(Kind.CCG)
        for one in boards
        for code in england.within(str(one))
    }
    return sorted({area, *(str(one) for one in inside if one)})


def _parts(look: Look) -> list[list[str]]:
    """The practices that are not seen: of the area, then of each location beside it."""
    beside = _beside(look.england, look.area.code, look.area.kind)
    others = [one for one in beside if one != look.area.code]
    own = look.unseen
    if not others:
        return [own]
    return [own, own, *(look.england.within(one) for one in others)]


def _held(rest: Mapping[str, tuple[str, bool]], codes: Collection[str]) -> dict[str, int]:
    found = Counter(rest[code][0] if code in rest else NOT_CONFIRMED for code in codes)
    return {one: found[one] for one in STATUSES}


def _large(count: int) -> bool:
    return count == 0 or count >= SINGLED_OUT


def _all_large(cells: Mapping[str, int]) -> bool:
    return all(_large(count) for count in cells.values())


def _together(seen: Mapping[str, int], unseen: Told) -> Told:
    return {
        name: None if count is None else count + seen.get(name, 0) for name, count in unseen.items()
    }


def _signals(look: Look, seen: Mapping[str, int]) -> Told:
    """As pages of the screen tell them to who reads counts; for who reads none there, protected."""
    if look.snapshot is None or look.sight is None:
        return {}
    if area := look.sight.areas.get(look.area.code):
        return {one: getattr(area, one) for one in SIGNALS}
    if not many_enough(look.england, look.area.code, look.area.kind):
        return dict.fromkeys(SIGNALS)
    unseen = Counter(signals_of(Sight(look.snapshot), look.unseen).values())
    return _together(seen, protected({one: unseen[one] for one in SIGNALS}))


def finding(look: Look, told: Counts, tallies: Sequence[Tally]) -> str:
    """The whole page in a sentence or two."""
    among = plural(len(look.codes), "practice")
    confirmed = [told.statuses[one] for one in STATUSES[:-1]]
    said = f"Of {among}, "
    if None in confirmed:
        said += "people confirmed a status for some"
    elif not any(confirmed):
        said += "none has a status that people confirmed"
    else:
        red, amber, green = (number(one) for one in confirmed)
        said += f"people confirmed {red} as red, {amber} as amber and {green} as green"
    talked = [told.signals.get(one) for one in BANDS]
    if told.signals and None not in talked:
        count = sum(one or 0 for one in talked)
        said += f"; the machine’s signal is red or amber for {number(count)}"
    most = max(tallies, key=_red_or_amber, default=None)
    if most is None or not _red_or_amber(most):
        return f"{said}."
    return (
        f"{said}. Most flags are in {most.domain.title[:1].lower()}{most.domain.title[1:]}: "
        f"{plural(_red_or_amber(most), 'practice')} red or amber."
    )


def _red_or_amber(one: Tally) -> int:
    return sum(one.signals[band] for band in BANDS)
