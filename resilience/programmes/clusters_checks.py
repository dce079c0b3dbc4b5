"""That what a pack says of its clusters fits together, and fits the rest of the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from resilience.evidence.indicators import indicators
from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice

NAMED = ("needs", "spans", "actions", "criteria")


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of it."""
    clusters = pack.get("clusters")
    if not isinstance(clusters, Mapping):
        return
    found = (
        *(twice(tables(clusters, kind)) for kind in NAMED),
        _populations(clusters),
        _needs(clusters, pack),
        _payments(clusters, pack),
    )
    for check in found:
        for path, message in check:
            yield Misfit(("clusters", *path), message)


def _populations(clusters: Plain) -> Iterator[Misfit]:
    named = clusters.get("populations")
    counts = [one.id for one in indicators().values() if one.kind == "count"]
    for place, name in enumerate(named if isinstance(named, list) else []):
        yield from _one_of(
            ("populations", place), name, counts, "the id of an indicator that counts"
        )


def _needs(clusters: Plain, pack: Plain) -> Iterator[Misfit]:
    """Needs are found in the domains of the questionnaire, where the pack has one."""
    questionnaire = pack.get("questionnaire")
    domains = ids_of(questionnaire, "parts") if isinstance(questionnaire, Mapping) else []
    if domains:
        for path, one in tables(clusters, "needs"):
            yield from _one_of(
                (*path, "id"), one.get("id"), domains, "the id of a domain of the questionnaire"
            )


def _payments(clusters: Plain, pack: Plain) -> Iterator[Misfit]:
    payments = clusters.get("payments")
    if not isinstance(payments, Mapping):
        return
    funding, planning = _table(pack, "funding"), _table(pack, "planning")
    named = {
        "staged": (ids_of(funding, "staged"), "the id of a plan of staged payments"),
        "intended": (ids_of(funding, "intended"), "the id of an intended spend"),
        "category": (ids_of(pack, "menu"), "the id of a kind of help of the menu"),
        "route": (ids_of(planning, "routes"), "the id of a route of planning"),
        "code": (ids_of(funding, "codes"), "a finance code"),
    }
    for field, (known, what) in named.items():
        yield from _one_of(("payments", field), payments.get(field), known, f"{what} of this pack")
    plan = next(
        (one for _, one in tables(funding, "staged") if one.get("id") == payments.get("staged")),
        {},
    )
    parts = ids_of(plan, "parts")
    said = [one.get("part") for _, one in tables(payments, "opens")]
    for path, message in twice(tables(payments, "opens"), "part"):
        yield Misfit(("payments", *path), message)
    if not parts or len(set(parts)) < len(parts):
        return  # that is told, and enough
    for path, one in tables(payments, "opens"):
        yield from _one_of(
            ("payments", *path, "part"), one.get("part"), parts, "the id of a part of the payment"
        )
    for part in parts:
        if part not in said:
            yield Misfit(
                ("payments", "opens"),
                f"expected what opens each part ({listed(parts)}), found none for “{part}”; add it",
            )


def _one_of(path: Path, name: object, known: Sequence[str], what: str) -> Iterator[Misfit]:
    if isinstance(name, str) and name not in known:
        yield Misfit(
            path, f"expected {what} ({listed(known)}), found “{name}”; correct it or add it"
        )


def _table(pack: Plain, name: str) -> Plain:
    found = pack.get(name)
    return found if isinstance(found, Mapping) else {}
