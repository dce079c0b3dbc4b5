"""How a risk came to be as it is: each entry with what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from resilience.accounts.reader import Reader
from resilience.clusters.models import Risk, RiskEntry
from resilience.look import words

TITLES = {
    "title": "The risk",
    "cause": "What may bring it about",
    "effect": "What it would mean",
    "likelihood": "Likelihood",
    "impact": "Impact",
    "mitigation": "What is done",
    "owner": "Whose it is",
    "review_by": "Looked at again by",
    "closed": "Closed",
    "outcome": "What came of it",
}
DAYS = ("review_by", "closed")


@dataclass(frozen=True)
class Difference:
    """Something that a risk says, as it was and as it became."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """An entry, with what it changed; nothing of the first, which begins it."""

    entry: RiskEntry
    changes: tuple[Difference, ...]


def history(risk: Risk, reader: Reader) -> list[Step]:
    """Every entry of a risk, the latest first; one query."""
    every = RiskEntry.objects.visible_to(reader).filter(risk=risk).select_related("acting_for")
    entries = list(every.order_by("pk"))
    steps = [
        Step(one, tuple(_differences(before.content, one.content)) if before else ())
        for before, one in zip([None, *entries], entries, strict=False)
    ]
    return steps[::-1]


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    told = (
        Difference(title, _said(name, before[name]), _said(name, after[name]))
        for name, title in TITLES.items()
    )
    return [one for one in told if one.before != one.after]


def _said(name: str, value: Any) -> str:
    if name in DAYS:
        return words.day(date.fromisoformat(value)) if value else ""
    return str(value)
