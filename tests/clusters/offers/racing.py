"""Practices that act on the places of one offer at once, each with a connection of its own.

`python -m tests.clusters.offers.racing HOME` runs it on the database of a home, as SQLite needs a
file for that and a test has one in memory.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.funding.racing import at_once

PLACES = 5


def raced() -> dict[str, Any]:
    """All fourteen practices ask at once for five places; then four give theirs up while the area
    makes them six. How many were refused, and the states after each."""
    from resilience.clusters.offers.asking import give_up
    from resilience.clusters.offers.publishing import change
    from tests.clusters.offers.world import PACK, asked, lead_of, published, states, terms
    from tests.clusters.world import NOW, PRACTICES, build, reader

    build()
    offer = published(places=PLACES)
    refused = at_once([lambda code=code: asked(offer, code) for code in PRACTICES])
    first = list(states(offer).values())
    held = list(offer.taken.filter(state="placed").select_related("organisation")[:4])

    def left(place: Any) -> None:
        by = lead_of(place.organisation.code)
        give_up(by=by, place=place, pack=PACK, why="", at=NOW)

    def more() -> None:
        said = terms(places=PLACES + 1)
        change(by=reader("resilience"), offer=offer, pack=PACK, seen=0, terms=said, at=NOW)

    refused += at_once([*(lambda place=place: left(place) for place in held), more])
    return {"refused": refused, "first": first, "then": list(states(offer).values())}


if __name__ == "__main__":
    from tests.bench.setting import settled

    settled(Path(sys.argv[1]))
    json.dump(raced(), sys.stdout)
