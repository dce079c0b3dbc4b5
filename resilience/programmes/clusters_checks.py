"""That what a pack says of its clusters fits together."""

from __future__ import annotations

from collections.abc import Iterator

from resilience.programmes.misfits import Misfit, Plain


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of it."""
    yield from ()
