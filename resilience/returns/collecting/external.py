"""The external figures: practices supported, money allocated and spent, of the consolidated return
that was frozen last (G13.2, R4). Anyone may read them, so small numbers are not told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from resilience.cases.openness.small import Told, alone
from resilience.programmes.schema import Pack
from resilience.returns.figures.sums import Figure
from resilience.returns.models import Consolidation

SUPPORTED, ALLOCATED, SPENT = "agreed", "available", "paid"
"""The measures that these figures are."""


@dataclass(frozen=True)
class External:
    """The three figures, which consolidated return they are of, and who is missing from it. Money
    is pence; its `unknown` counts teams or practices that do not say. What is spent on few
    practices is none: it would tell what each had."""

    practices: Told
    allocated: Figure
    spent: Figure | None
    collection: str
    title: str
    year: str
    number: int
    as_at: date
    frozen: datetime
    sha256: str
    missing: tuple[str, ...]


def external(pack: Pack) -> External | None:
    """The external figures of a programme; none while nothing is consolidated."""
    last = Consolidation.objects.filter(programme=pack.id).order_by("as_at", "at", "pk").last()
    if last is None:
        return None
    content = last.content
    figures = {
        name: Figure(one["value"], one["unknown"])
        for name, one in content["all"]["figures"].items()
    }
    nothing = Figure(0, 1)
    practices = alone(figures.get(SUPPORTED, nothing).value)
    return External(
        practices=practices,
        allocated=figures.get(ALLOCATED, nothing),
        spent=figures.get(SPENT, nothing) if isinstance(practices, int) else None,
        collection=last.collection,
        title=content["collection"]["title"],
        year=content["collection"]["year"],
        number=last.number,
        as_at=last.as_at,
        frozen=last.at,
        sha256=last.sha256,
        missing=tuple(
            team["name"]
            for one in content["missing"]
            for team in (one["teams"] if not one["whole"] else [one])
        ),
    )
