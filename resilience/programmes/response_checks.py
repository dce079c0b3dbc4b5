"""That what a pack says of its response fits together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from resilience.evidence.indicators import indicators
from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of it."""
    offering, response = pack.get("offering"), pack.get("response")
    if isinstance(offering, Mapping):
        for path, message in _offering(offering, pack):
            yield Misfit(("offering", *path), message)
    if isinstance(response, Mapping):
        for path, message in _response(response, pack):
            yield Misfit(("response", *path), message)


def _offering(offering: Plain, pack: Plain) -> Iterator[Misfit]:
    modules, menu = ids_of(offering, "modules"), ids_of(pack, "menu")
    for part in ("bands", "kinds", "modules"):
        yield from twice(tables(offering, part))
    for path, kind in tables(offering, "kinds"):
        yield from _known(kind, "modules", path, "a module", modules)
        yield from _known(kind, "menu", path, "a kind of support", menu)
        yield from _numbers(kind, path)


def _numbers(kind: Plain, path: Path) -> Iterator[Misfit]:
    own, choose = kind.get("modules"), kind.get("choose", 0)
    count = len(own) if isinstance(own, list) else 0
    if isinstance(choose, int) and choose > count:
        yield Misfit(
            (*path, "choose"),
            f"expected at most {count}, its number of modules, found {choose}; lower it or add "
            "modules",
        )
    places, most = kind.get("places"), kind.get("most_places")
    if isinstance(most, int) and not (isinstance(places, int) and places <= most):
        yield Misfit(
            (*path, "places"),
            f"expected at most most_places ({most}), found {places or 'none'}; correct one of them",
        )
    if kind.get("by_request") is True and isinstance(places, int):
        yield Misfit(
            (*path, "places"),
            f"expected none, as it is asked for by request, found {places}; remove one of them",
        )


def _response(response: Plain, pack: Plain) -> Iterator[Misfit]:
    offering, dashboard = pack.get("offering"), pack.get("dashboard")
    kinds = ids_of(offering, "kinds") if isinstance(offering, Mapping) else []
    domains = [
        *ids_of(pack, "domains"),
        *(ids_of(dashboard, "domains") if isinstance(dashboard, Mapping) else []),
    ]
    for part in ("causes", "roles"):
        yield from twice(tables(response, part))
    for path, cause in tables(response, "causes"):
        shows = (cause, "shows", path, "a domain or an indicator", domains)
        yield from _known(*shows, also=indicators().keys())
        yield from _known(cause, "kinds", path, "a kind of offer", kinds)
        yield from _known(cause, "menu", path, "a kind of support", ids_of(pack, "menu"))


def _known(
    table: Plain,
    field: str,
    path: Path,
    what: str,
    known: Sequence[str],
    also: Collection[str] = (),
) -> Iterator[Misfit]:
    """What a list of ids names that is not there; `also` are known too but too many to tell."""
    names = table.get(field)
    for place, name in enumerate(names if isinstance(names, list) else []):
        if isinstance(name, str) and name not in known and name not in also:
            yield Misfit(
                (*path, field, place),
                f"expected the id of {what} ({listed(known)}), found “{name}”; correct or "
                "remove it",
            )
