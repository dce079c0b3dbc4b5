"""Proposals of the region, and what people do with them."""

from __future__ import annotations

from resilience.cases.actions.proposing import (
    change_proposal,
    propose,
)
from resilience.cases.models import Case, Proposal
from resilience.cases.prioritising.chosen import chosen
from resilience.cases.prioritising.footprint import Footprint, placing_pack
from tests.cases.test_prioritising_board import NOW
from tests.cases.world import PROGRAMME, practice, reader

POUND = 100


def footprint(code: str = "Y54", by: str = "regional") -> Footprint:
    return Footprint(practice(code), reader(by, NOW.date()), placing_pack(PROGRAMME))


def proposed(budget: int = 400_000 * POUND, for_new: int = 0, **other) -> Proposal:
    of = footprint(**other)
    return propose(
        by=of.reader,
        footprint=of,
        budget=budget,
        assumed=20_000 * POUND,
        for_new=for_new,
        at=NOW,
    )


def cost(proposal: Proposal, continuing: bool = False) -> int:
    cases = proposal.inputs["cases"]
    taken = (cases[str(case)] for case, included in chosen(proposal).items() if included)
    return sum(one["cost"] for one in taken if one["continuing"] or not continuing)


def change(proposal: Proposal, case: int, included: bool, reason: str = "We know more.") -> None:
    change_proposal(
        by=reader("regional", NOW.date()),
        proposal=proposal,
        case=Case.objects.get(pk=case),
        included=included,
        reason=reason,
        at=NOW,
    )
