"""Whether another look at a decision was asked for and not given yet, whatever was asked or
answered since."""

from __future__ import annotations

from django.db.models import QuerySet

from resilience.cases.models import Case, CaseEvent
from resilience.cases.steps import STEPS

ASKED = STEPS["ask_again"].event
GIVEN = tuple(step.event for step in STEPS.values() if step.page == "cases:decide")


def asked_again(case: Case) -> bool:
    """Of one case; one query."""
    return case.pk in asked_again_among(Case.objects.filter(pk=case.pk))


def asked_again_among(cases: QuerySet[Case]) -> set[int]:
    """The ids of those of some cases of which it is so; one query."""
    found = CaseEvent.objects.filter(case__in=cases.values("pk"), kind__in=(ASKED, *GIVEN))
    latest = dict(found.order_by("number").values_list("case", "kind"))
    return {pk for pk, kind in latest.items() if kind == ASKED}
