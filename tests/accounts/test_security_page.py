"""The page about security says what the table of roles says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from resilience.accounts.roles import ROLES
from resilience.accounts.tiers import Tier
from resilience.organisations.models import Kind

PAGE = Path(__file__).resolve().parents[2] / "docs" / "security.md"


def rows() -> Iterator[str]:
    for card in ROLES.values():
        held = "any" if card.held_at == frozenset(Kind) else _words(Kind, card.held_at)
        sees = _words(Tier, card.sees) or "nothing"
        may = ", ".join(sorted(right.label for right in card.may)) or "—"
        yield f"| {card.title} | {held} | {sees} | {may} |"


def _words(choices, chosen) -> str:
    names = {Kind.CCG: "CCG", Kind.DCO: "DCO", Kind.ICB: "ICB", Kind.PCN: "PCN", Kind.LMC: "LMC"}
    return ", ".join(names.get(one, one.value) for one in choices if one in chosen)


def test_the_page_shows_every_role_as_it_is():
    page = PAGE.read_text("utf-8")
    for row in rows():
        assert row in page
