"""What a milestone will have reached by its deadline, as far as the weeks before tell. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resilience.evidence.statistics.intervals import byar_interval
from resilience.look import words

WEEKS = 8
DAYS = WEEKS * 7
FEWEST = 3
"""Things in those weeks, below which a pace tells too little."""
CONFIDENCE = 0.8
Says = Literal["likely", "may_be", "not_at_this_pace", "too_little"]
TOLD: dict[Says, str] = {
    "likely": "Likely to be met",
    "may_be": "May be met or not",
    "not_at_this_pace": "Not met at this pace",
    "too_little": "Too little to tell",
}


@dataclass(frozen=True)
class Forecast:
    """From `low` to `high`, with `middle` between where there is one number that is likeliest;
    `basis` is one sentence. All are none where there is too little to tell."""

    says: Says
    basis: str
    low: int | None = None
    middle: int | None = None
    high: int | None = None

    @property
    def told(self) -> str:
        return TOLD[self.says]


UNKNOWN = Forecast("too_little", f"How it stood {WEEKS} weeks ago is not known.")


def of_a_number(now: int, before: int | None, needed: int, most: int | None, days: int) -> Forecast:
    """How many there will be in so many days, from how many there are now and were eight weeks ago.
    The range is of the pace alone: 80% by Byar's method for a count. It is never more than `most`,
    and what needs nothing more than to stay is not forecast to fall."""
    if before is None:
        return UNKNOWN
    came = now - before
    pace = f"{words.number(max(0, came))} in the last {WEEKS} weeks"
    if came < FEWEST:
        return Forecast("too_little", f"There were {pace}, from which no pace can be told.")
    low, high = byar_interval(came, CONFIDENCE)
    steps = (_ahead(now, one, days, most) for one in (low, came, high))
    least, middle, largest = steps
    basis = (
        f"From the pace of {pace}, with {words.plural(days, 'day')} to go; the range is 80% for "
        "the pace, and tells nothing of what is not asked for yet."
    )
    return Forecast(_says(least, largest, needed), basis, least, middle, largest)


def of_money(
    now: int, before: int | None, needed: int, days: int, expected: int | None = None
) -> Forecast:
    """What a sum in pence will be in so many days: at the pace of the last eight weeks, and, where
    parts of commitments are `expected` to be paid by then, with these. The range lies between the
    two; one alone has none."""
    came = None if before is None else now - before
    told: list[tuple[int, str]] = []
    if came is not None and came > 0:
        more = _in_pounds(_ahead(now, came, days, None))
        told.append((more, f"at the pace of {words.pounds(came)} in the last {WEEKS} weeks"))
    if expected is not None:
        told.append((now + expected, f"with {words.pounds(expected)} of commitments due by then"))
    if not told:
        still = Forecast("too_little", f"Nothing came in the last {WEEKS} weeks.")
        return UNKNOWN if came is None else still
    sums = [pence for pence, _ in told]
    each = " and ".join(f"{words.pounds(pence)} {how}" for pence, how in told)
    basis = f"It comes to {each}" + ("." if len(told) > 1 else "; one way of telling has no range.")
    middle = sums[0] if len(sums) == 1 else None
    return Forecast(_says(min(sums), max(sums), needed), basis, min(sums), middle, max(sums))


def _ahead(now: int, came: float, days: int, most: int | None) -> int:
    """Where a pace leads, in whole things."""
    there = now + int(came * days / DAYS + 0.5)
    return there if most is None else max(now, min(most, there))


def _in_pounds(pence: int) -> int:
    """Pence of whole pounds: a forecast to the penny would claim what nobody knows."""
    return 100 * round(pence / 100)


def _says(low: int, high: int, needed: int) -> Says:
    if low >= needed:
        return "likely"
    return "may_be" if high >= needed else "not_at_this_pace"
