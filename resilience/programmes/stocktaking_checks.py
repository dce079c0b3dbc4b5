"""That what a pack says of rounds of the questionnaire fits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.evidence.indicators import indicators
from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice

HERE = "stocktaking"


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of it."""
    found, asked = pack.get(HERE), pack.get("questionnaire")
    if not isinstance(found, Mapping):
        return
    if not isinstance(asked, Mapping):
        yield Misfit(
            (HERE,),
            "expected a [questionnaire] to hold rounds of, found none; add one, or remove this",
        )
        return
    if not isinstance(pack.get("clusters"), Mapping):
        yield Misfit(
            (HERE,),
            "expected [clusters], which says how patients are counted, found none; add it, or "
            "remove this",
        )
    domains = ids_of(asked, "parts")
    beside = [((HERE, *path), one) for path, one in tables(found, "beside")]
    yield from twice(beside, "domain")
    for path, one in beside:
        domain, named = one.get("domain"), one.get("indicators")
        if isinstance(domain, str) and domain not in domains:
            yield Misfit(
                (*path, "domain"),
                f"expected the id of a part of the questionnaire ({listed(domains)}), found "
                f"“{domain}”; correct it",
            )
        for place, name in enumerate(named if isinstance(named, list) else []):
            if isinstance(name, str) and name not in indicators():
                yield Misfit(
                    (*path, "indicators", place),
                    f"expected the id of an indicator, found “{name}”; correct or remove it",
                )
