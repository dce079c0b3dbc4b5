"""Who does not see yet where somebody placed a practice: a second assessor judges alone, on the
page of a case and wherever else placements stand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.assessing.second import in_sample, needs_second, newest_placements
from resilience.cases.models import Assessment, Case, CaseEvent, Placement
from resilience.cases.steps import ASSESSED
from resilience.programmes.local import in_force

UNDECIDED = (*ASSESSED, "information_requested")
"""What a practice is asked for in between shows nobody where it was placed."""


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
    if len(placements) != 1 or placements[0].by == reader.actor or case.state not in UNDECIDED:
        return False
    return needs_second(case) and reader.may(Right.ASSESS).holds(case.organisation_id)


def unseen(cases: QuerySet[Case], reader: Reader) -> set[int]:
    """The ids of those of some cases of which a reader is blind (`is_blind`); as many queries
    however many there are."""
    assess = reader.may(Right.ASSESS)
    if not assess:
        return set()
    theirs = wait_for_a_second(cases).filter(assess.within("organisation"))
    return set(theirs.exclude(placement__by=reader.actor).values_list("pk", flat=True))


def wait_for_a_second(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of some cases that one person placed and a second one is to place too; two queries, and
    one for the settings of each programme."""
    placed = cases.filter(state__in=UNDECIDED, placement__isnull=False).order_by()
    asked = set(CaseEvent.objects.filter(kind="second_asked").values_list("case", flat=True))
    percents: dict[str, int] = {}
    wanted = []
    for pk, reference, programme in placed.values_list("pk", "reference", "programme"):
        if programme not in percents:
            deciding = in_force(programme).deciding
            percents[programme] = deciding.second_percent if deciding else 0
        if pk in asked or in_sample(reference, percents[programme]):
            wanted.append(pk)
    others = Placement.objects.filter(assessment=OuterRef("placement__assessment"))
    twice = Exists(others.exclude(pk=OuterRef("placement")))
    return Case.objects.filter(pk__in=wanted).exclude(twice)
