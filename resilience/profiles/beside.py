"""One figure of a practice beside those of England, of its area and of similar practices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np

from resilience.evidence.indicators import Indicator
from resilience.evidence.periods import Period
from resilience.evidence.statistics.intervals import Floats
from resilience.look.words import number, plural
from resilience.profiles.everyone import Everyone
from resilience.profiles.wording import STATES, text_of

POLARITY = {"higher is better": "Higher is better", "lower is better": "Lower is better"}
"""Said beside a comparison; of any other indicator nothing is said."""


@dataclass(frozen=True)
class Beside:
    """`at` and the like are places in England's order, from 0 (the lowest) to 100.

    `england` has the values below which 5, 25, 50, 75 and 95% of England's practices lie; a number
    is None where it is not known.
    """

    indicator: Indicator
    value: float | str | None
    state: str
    period: Period
    release: str
    note: str
    known: int
    comparison: str
    england: tuple[float, ...] = ()
    area: float | None = None
    peers: float | None = None
    at: float | None = None
    area_at: float | None = None
    peers_at: float | None = None

    @property
    def text(self) -> str:
        return text_of(self.indicator, self.value)

    @property
    def polarity(self) -> str:
        return POLARITY.get(self.indicator.polarity, "")

    @property
    def outside(self) -> bool:
        """Whether it lies among the lowest or the highest twentieth."""
        return self.at is not None and not (
            self.england[0] <= float(self.value or 0) <= self.england[-1]
        )

    def shown(self, value: float | None) -> str:
        """Another value of this indicator as pages show it."""
        return text_of(self.indicator, value)


def beside(
    everyone: Everyone,
    indicator: Indicator,
    practice: str,
    row: dict[str, Any] | None,
    members: Iterable[str],
    peers: Iterable[str],
) -> Beside:
    """A practice's figure (`row`, None without one) beside England's, and the medians of `members`
    of its area and of its `peers`."""
    name = indicator.id
    value, state = _known(row)
    period = Period(row["starts"], row["ends"], row["period"]) if row else everyone.periods[name]
    release, note = (row["release"], row["note"]) if row else ("", "")
    if indicator.in_words:
        words = everyone.words[name]
        said = _as_many(str(value), words[str(value)], words.total()) if value else ""
        return Beside(indicator, value, state, period, release, note, words.total(), said)
    ordered = everyone.ordered(name)
    area, alike = everyone.median(name, members), everyone.median(name, peers)
    among = practice in everyone.rows
    comparison = compared(ordered, value, among) if isinstance(value, float) else ""
    return Beside(
        *(indicator, value, state, period, release, note, int(ordered.size), comparison),
        england=everyone.quantiles(name),
        area=area,
        peers=alike,
        at=_place(ordered, value),
        area_at=_place(ordered, area),
        peers_at=_place(ordered, alike),
    )


def compared(ordered: Floats, value: float, among: bool = True) -> str:
    """'Higher than at 88% of practices': whichever is said of most of the other practices.

    `ordered` are the known numbers of all practices, `among` whether this one's is one of them.
    """
    below = int(np.searchsorted(ordered, value, "left"))
    above = int(ordered.size - np.searchsorted(ordered, value, "right"))
    others = int(ordered.size) - among
    if others < 1:
        return ""
    same = others - below - above
    word, count = max(
        (("Higher than", below), ("Lower than", above), ("The same as", same)),
        key=lambda pair: pair[1],
    )
    if count == others:
        return f"{word} at all other practices"
    return f"{word} at {floor(100 * count / others)}% of practices"


def domain_finding(found: Sequence[Beside]) -> str:
    """One sentence for the figures of a subject."""
    numbered = [one for one in found if one.at is not None]
    without = sum(one.value is None for one in found)
    said = "No figure in numbers is known of this practice"
    if numbered:
        far = sum(one.outside for one in numbered)
        said = (
            f"{number(far) if far else 'None'} of {plural(len(numbered), 'figure')} "
            f"{'lies' if far < 2 else 'lie'} outside the middle 90% of England’s practices"
        )
    return f"{said}; {plural(without, 'indicator')} not known." if without else f"{said}."


def _as_many(word: str, count: int, known: int) -> str:
    share = 100 * count / known if known else 0
    word = word[:1].upper() + word[1:]
    return f"{word} at {floor(share)}% of practices" if share >= 1 else f"{word} at under 1%"


def _known(row: dict[str, Any] | None) -> tuple[float | str | None, str]:
    if row is None:
        return None, "not_known"
    value = row["value"] if row["word"] is None else row["word"]
    return value, "known" if row["mark"] is None else STATES.get(row["mark"], "not_known")


def _place(ordered: Floats, value: float | str | None) -> float | None:
    """The percentile of a value: half of those equal to it count as below."""
    if not ordered.size or not isinstance(value, float):
        return None
    both = (np.searchsorted(ordered, value, "left"), np.searchsorted(ordered, value, "right"))
    return float(50 * sum(both) / ordered.size)
