"""How alike the evidence of two cases is (GC22): of the criteria known of both, those that both
meet among those that either meets.

Jaccard's coefficient (Jaccard 1901, Bull Soc Vaudoise Sci Nat 37:547). That two practices both do
not meet a criterion makes them no more alike, as most practices do not meet most. Where neither
meets any of what is known of both they are the same. What is restricted never enters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resilience.screening.findings import MET

Results = Mapping[str, str]
"""Met or not met by criterion, of those known (`known_results` of an assessment)."""
Masks = NDArray[np.uint64]
MOST = 64
"""Criteria that a mask has room for."""
FINE = 1 << 14
"""Steps of likeness when cases are ordered by it: two shares of up to 64 never fall in one."""
AT_A_TIME = 64
"""Cases compared with all others at a time, so that memory stays small."""


@dataclass(frozen=True)
class Marks:
    """The criteria known of a case and those it meets, a bit each."""

    known: int
    met: int


class Criteria:
    """The criteria that cases are compared by: those of a programme that are not restricted."""

    def __init__(self, ids: Sequence[str]) -> None:
        """Raises ValueError for more criteria than a mask has room for."""
        if len(ids) > MOST:
            raise ValueError(f"{len(ids)} criteria; cases are compared by up to {MOST}")
        self._ids = tuple(ids)
        self._bits = {one: 1 << place for place, one in enumerate(self._ids)}

    def marks(self, results: Results) -> Marks:
        """Those of what is known of a case, by id of the criterion."""
        known = met = 0
        for one, result in results.items():
            bit = self._bits.get(one, 0)
            known |= bit
            met |= bit if result == MET else 0
        return Marks(known, met)

    def named(self, mask: int) -> list[str]:
        """The ids in a mask, in the order of the programme."""
        return [one for one in self._ids if mask & self._bits[one]]


def likeness(one: Marks, other: Marks) -> float | None:
    """From 0 to 1; None where no criterion is known of both."""
    both = one.known & other.known
    if not both:
        return None
    either = (one.met | other.met) & both
    return (one.met & other.met).bit_count() / either.bit_count() if either else 1.0


def nearest(marks: Sequence[Marks], of: Sequence[int], count: int) -> list[list[int]]:
    """For each case in `of`, a place in `marks`, the places of the `count` others most like it.

    Of those equally like it, those with more criteria known of both come first, then those that
    come first in `marks`: who gives them the latest first has recency break ties. Fewer where
    fewer can be compared.
    """
    known = np.array([one.known for one in marks], np.uint64)
    met = np.array([one.met for one in marks], np.uint64)
    distinct = list(dict.fromkeys(marks[one] for one in of))
    most = min(count + 1, len(marks))  # one more, as each is among its own
    found: dict[Marks, list[int]] = {}
    for start in range(0, len(distinct), AT_A_TIME):
        some = distinct[start : start + AT_A_TIME]
        keys = _keys(known, met, some)
        first = np.argpartition(keys, -most, axis=1)[:, -most:]
        for own, places, key in zip(some, first, keys, strict=True):
            in_turn = places[np.argsort(-key[places])]
            found[own] = [int(place) for place in in_turn if key[place] >= 0]
    return [[place for place in found[marks[one]] if place != one][:count] for one in of]


def _keys(known: Masks, met: Masks, some: Sequence[Marks]) -> NDArray[np.int64]:
    """How near each case (columns) is to each of `some` (rows), greater the nearer; no two are the
    same but -1, which cannot be compared. From the top: likeness, criteria known of both, recency.
    """
    own_known = np.array([[one.known] for one in some], np.uint64)
    own_met = np.array([[one.met] for one in some], np.uint64)
    both = own_known & known
    shared = np.bitwise_count(own_met & met & both)
    either = np.bitwise_count((own_met | met) & both)
    like = np.where(either, shared / np.maximum(either, 1), 1) * FINE
    common = np.bitwise_count(both).astype(np.int64)
    recency = np.arange(len(known))[::-1]
    return np.where(common, (like.astype(np.int64) << 31) | (common << 24) | recency, -1)


def in_common(criteria: Criteria, own: Marks, other: Marks, titles: Mapping[str, str]) -> str:
    """What the two have in common and what not, in words, by the titles of criteria: "this one" is
    `own`."""
    both = own.known & other.known
    shared, mine = own.met & other.met & both, own.met & ~other.met & both
    theirs = other.met & ~own.met & both
    parts = [
        f"{words} {_listed([titles[one] for one in criteria.named(mask)])}"
        for words, mask in (
            ("both meet", shared),
            ("only this one meets", mine),
            ("only that one meets", theirs),
        )
        if mask
    ]
    told = "; ".join(parts) or "neither meets any"
    return f"Of {_criteria(both.bit_count())} known of both, {told}."


def _criteria(count: int) -> str:
    return f"{count} {'criterion' if count == 1 else 'criteria'}"


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]  # they hold commas and an "and" of their own
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
