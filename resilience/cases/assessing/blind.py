"""Who does not see yet where somebody placed a practice: a second assessor judges alone."""

from __future__ import annotations

from collections.abc import Sequence

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.assessing.second import needs_second, newest_placements
from resilience.cases.models import Assessment, Case, Placement
from resilience.cases.steps import ASSESSED


def seen_placements(
    assessment: Assessment, placements: Sequence[Placement], reader: Reader
) -> list[Placement]:
    """Those of an assessment that a reader may look at by now."""
    case = assessment.case
    newest = {one.pk for one in newest_placements(case)}
    if newest & {one.pk for one in placements} and is_blind(case, placements, reader):
        return []
    return list(placements)


def is_blind(case: Case, placements: Sequence[Placement], reader: Reader) -> bool:
    """Whether somebody may still be the second assessor of a case that needs one, whose newest
    placements these are, and so sees none but their own."""
    if len(placements) != 1 or placements[0].by == reader.actor or case.state not in ASSESSED:
        return False
    return needs_second(case) and reader.may(Right.ASSESS).holds(case.organisation_id)
