"""Practices like this one: near in list size, deprivation, age, rurality or whatever is known.

Each dimension is measured in its standard deviations over all practices, so none outweighs another
by its unit; the distance is the root of the mean of the squared differences. A page shows who the
peers are and in what they are near, so that a reader can disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from resilience.evidence.statistics.intervals import Floats


@dataclass(frozen=True)
class Dimension:
    """One way in which practices are alike: `name` for sentences and a value for each practice.

    With `by_ratio` 2,000 and 4,000 are as far apart as 4,000 and 8,000, as suits the size of a
    list; values are then above 0, and what is not is not known. Values are shown with `decimals`
    and `unit`, or in the `words` given for some of them (0 and 1 as 'urban' and 'rural').
    """

    name: str
    values: Mapping[str, float | None]
    by_ratio: bool = False
    decimals: int = 0
    unit: str = ""
    words: Mapping[float, str] | None = None

    def shown(self, value: float) -> str:
        """A value as a reason shows it."""
        if self.words and value in self.words:
            return self.words[value]
        return f"{value:,.{self.decimals}f}{self.unit}"


@dataclass(frozen=True)
class Peer:
    """A practice like the one asked about.

    `distance` is in standard deviations; `reason` says the peer's value against the practice's:
    'list 7,900 against 8,100; deprivation 31 against 30'.
    """

    practice: str
    distance: float
    reason: str


@dataclass(frozen=True)
class Likeness:
    """The peers of one practice, nearest first, and what they were found by.

    `missing` names dimensions not known of the practice, which are left out; `left_out` counts the
    practices that could not be compared because a dimension used is not known of them.
    """

    practice: str
    peers: tuple[Peer, ...]
    used: tuple[str, ...]
    missing: tuple[str, ...]
    left_out: int


class Peers:
    """All practices that may be peers, measured once; then each is asked for in a moment."""

    def __init__(self, practices: Sequence[str], dimensions: Sequence[Dimension]) -> None:
        """`practices` are codes. Raises ValueError where there is no dimension or a name twice."""
        names = [dimension.name for dimension in dimensions]
        if not names or len(set(names)) < len(names):
            raise ValueError("likeness needs one dimension or more, each with its own name")
        self._codes = sorted(set(practices))
        self._rows = {code: row for row, code in enumerate(self._codes)}
        self._dimensions = tuple(dimensions)
        self._values = np.column_stack([self._column(dimension) for dimension in dimensions])
        self._measured = np.column_stack([self._measure(i) for i in range(len(dimensions))])

    def of(self, practice: str, count: int = 10) -> Likeness:
        """The `count` practices most like this one; of equally near ones the lower code first.

        There are fewer where fewer can be compared, and none where nothing is known of the
        practice. Raises KeyError for a practice that is not among them.
        """
        row = self._rows[practice]
        own = self._measured[row]
        used = np.flatnonzero(~np.isnan(own))
        missing = tuple(d.name for i, d in enumerate(self._dimensions) if i not in used)
        names = tuple(self._dimensions[i].name for i in used)
        if not used.size:
            return Likeness(practice, (), names, missing, len(self._codes) - 1)
        apart = self._measured[:, used] - own[used]
        distances: Floats = np.round(np.sqrt((apart**2).mean(axis=1)), 9)
        left_out = int(np.isnan(distances).sum())
        distances[row] = np.nan
        # A stable sort keeps codes in order among equals, and what is not known (NaN) goes last.
        order = np.argsort(distances, kind="stable")[: max(0, min(count, self._others(left_out)))]
        peers = tuple(
            Peer(self._codes[i], float(distances[i]), self._reason(i, row, used)) for i in order
        )
        return Likeness(practice, peers, names, missing, left_out)

    def _others(self, left_out: int) -> int:
        return len(self._codes) - 1 - left_out

    def _reason(self, peer: int, row: int, used: np.ndarray[tuple[int], np.dtype[np.intp]]) -> str:
        words = []
        for i in used:
            dimension = self._dimensions[i]
            theirs, own = (dimension.shown(float(self._values[j, i])) for j in (peer, row))
            words.append(f"{dimension.name} {theirs} against {own}")
        return "; ".join(words)

    def _column(self, dimension: Dimension) -> Floats:
        values = np.array([dimension.values.get(code) for code in self._codes], float)
        return np.where(values > 0, values, np.nan) if dimension.by_ratio else values

    def _measure(self, column: int) -> Floats:
        """In standard deviations; a dimension in which all are alike sets nobody apart."""
        values = self._values[:, column]
        if self._dimensions[column].by_ratio:
            values = np.log(values)
        known = values[~np.isnan(values)]
        spread = float(known.std()) if known.size else 0.0
        return values / spread if spread > 1e-12 else values * 0
