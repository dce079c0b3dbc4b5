"""Placements made up without a database: for what compares them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from resilience.cases.consistency.likeness import Marks
from resilience.cases.consistency.placements import Placed, Placements
from resilience.programmes.packs import load

PACK = load("gprp-2018-19")
WIDTH = 6
"""Criteria of what is made up: few, so that many cases are alike."""
MASK = st.integers(0, 2**WIDTH - 1)
MARKS = st.builds(lambda known, met: Marks(known, known & met), MASK, MASK)


def placed(number: int, scope: int, impact: int, recorded: str = "low") -> Placed:
    """The case of that number; a lower one was placed later."""
    at = datetime(2019, 1, 31, 12, tzinfo=UTC) - timedelta(hours=number)
    about = f"GPRP-{number:04}", f"A{number:05}", f"Surgery {number}", "Q74", "Cumbria"
    return Placed(number, *about, scope, impact, recorded, at)


Compared = list[tuple[Placed, Marks]]
SCORE = st.integers(1, 5)
EVERY = st.lists(st.tuples(SCORE, SCORE, MARKS), max_size=12).map(
    lambda some: [
        (placed(n, scope, impact), marks) for n, (scope, impact, marks) in enumerate(some)
    ]
)


def seen(every: Compared) -> Placements:
    """What somebody sees who sees these."""
    found = Placements(PACK, reader=None)
    found.placed = {one.case: one for one, _ in every}
    found.marks = {one.case: marks for one, marks in every}
    return found
