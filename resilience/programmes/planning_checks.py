"""That the parts of how plans are made fit the rest of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Names used twice, and suggestions of no criterion or under no heading of objectives."""
    planning = pack.get("planning")
    if not isinstance(planning, Mapping):
        return
    for kind in ("categories", "routes", "bars", "suggestions"):
        yield from twice((("planning", *path), one) for path, one in tables(planning, kind))
    known = {"criterion": ids_of(pack, "criteria"), "category": ids_of(planning, "categories")}
    for path, suggestion in tables(planning, "suggestions"):
        for field, names in known.items():
            name = suggestion.get(field)
            # Where one of them is named twice, that is told, and enough.
            if isinstance(name, str) and name not in names and len(set(names)) == len(names):
                yield Misfit(
                    ("planning", *path, field),
                    f"expected the id of a {field} ({listed(names)}), found “{name}”; correct it",
                )
