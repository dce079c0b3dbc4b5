"""What pages of other rooms show of case studies. Those rooms know nothing of this one: their
templates call what stands here, and nothing is looked up until they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from resilience.accounts.access import reader_of
from resilience.cases.models import Case
from resilience.returns.models import CaseStudy
from resilience.returns.studies.library import learned

Beside = dict[str, Callable[..., Any]]


def case_studies_beside(request: HttpRequest) -> Beside:
    """`learned(programme)`: how many published case studies there are by kind of help;
    `studies_of(case)`: those of a case that the reader sees."""

    def studies_of(case: Case) -> list[CaseStudy]:
        seen = CaseStudy.objects.visible_to(reader_of(request)).filter(case=case)
        return list(seen.exclude(state=CaseStudy.State.WITHDRAWN))

    return {"studies_of": studies_of, "learned": learned}
