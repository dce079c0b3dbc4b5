"""That what a pack says of its red fits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from resilience.programmes.misfits import Misfit, Plain, tables, twice

NAMED = ("options", "criteria", "audiences")
IN_ORDER = (("close_km", "wide_km"), ("near_km", "far_km"), ("wide_km", "farthest_km"))


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of it."""
    red = pack.get("red")
    if not isinstance(red, Mapping):
        return
    for path, message in (*_names(red), *_simulated(red), *_distances(red)):
        yield Misfit(("red", *path), message)


def _names(red: Plain) -> Iterator[Misfit]:
    for kind in NAMED:
        yield from twice(tables(red, kind))
    stabilising = red.get("stabilising")
    if isinstance(stabilising, Mapping):
        for path, message in twice(tables(stabilising, "steps")):
            yield Misfit(("stabilising", *path), message)


def _simulated(red: Plain) -> Iterator[Misfit]:
    for path, option in tables(red, "options"):
        if option.get("simulated") is True and "dispersing" not in red:
            yield Misfit(
                (*path, "simulated"),
                "expected assumptions by which patients are dispersed, found none; add "
                "red.dispersing or leave this out",
            )


def _distances(red: Plain) -> Iterator[Misfit]:
    said = red.get("dispersing")
    if not isinstance(said, Mapping):
        return
    for less, more in IN_ORDER:
        small, large = said.get(less), said.get(more)
        if isinstance(small, int | Decimal) and isinstance(large, int | Decimal) and small >= large:
            yield Misfit(
                ("dispersing", more),
                f"expected more than {less} ({small}), found {large}; correct one of them",
            )
