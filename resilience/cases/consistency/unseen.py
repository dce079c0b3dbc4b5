"""Placements that somebody may not look at yet, as they may still be the second to place them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.assessing.second import in_sample
from resilience.cases.models import Case, CaseEvent, Placement
from resilience.cases.steps import ASSESSED
from resilience.programmes.schema import Pack


def unseen(pack: Pack, reader: Reader) -> set[int]:
    """The cases for which `assessing.blind.is_blind` holds, all at once: one query."""
    assess = reader.may(Right.ASSESS)
    if pack.deciding is None or not assess:
        return set()
    same = Placement.objects.filter(assessment=OuterRef("placement__assessment"))
    asked = CaseEvent.objects.filter(case=OuterRef("pk"), kind="second_asked")
    open_to_a_second = (
        Case.objects.filter(assess.within("organisation"), programme=pack.id, state__in=ASSESSED)
        .exclude(placement=None)
        .exclude(placement__by=reader.actor)
        .exclude(Exists(same.exclude(pk=OuterRef("placement"))))
    )
    rows = open_to_a_second.values_list("pk", "reference", Exists(asked))
    percent = pack.deciding.second_percent
    return {pk for pk, reference, asked in rows if asked or in_sample(reference, percent)}
