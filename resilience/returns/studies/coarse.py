"""Where a practice is and how large, so far as that does not tell who it is: the smallest area in
which enough practices were helped, and a band of list sizes that enough of them are in (G9.5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from resilience.accounts.reader import Scope
from resilience.cases.models import CaseEvent, CasePractice
from resilience.cases.openness.small import FEWEST
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.schema.returns import CaseStudies
from resilience.returns.figures.standing import IN_FORCE
from resilience.returns.models import CaseStudy

ENGLAND = "England"


def coarse(study: CaseStudy, asks: CaseStudies, day: date) -> dict[str, str]:
    """`place` and `size` as they are told of a practice that is not named; a size that would tell
    too much is empty."""
    for area in (study.team, study.area):
        company = _helped(study.programme, area, day)
        if len(company) >= asks.hidden_among:
            break
    else:
        area, company = None, _helped(study.programme, None, day)
    band = size_band(study.case.list_size, asks.size_bands)
    alike = sum(size_band(size, asks.size_bands) == band for size in company.values())
    return {"place": area.name if area else ENGLAND, "size": band if alike >= FEWEST else ""}


def size_band(size: int | None, ends: Sequence[int]) -> str:
    """A list size in words, such as "3,000 to 5,999 patients"; empty where it is not known."""
    if size is None:
        return ""
    at = bisect_right(ends, size)
    if at == 0:
        return f"fewer than {words.number(ends[0])} patients"
    if at == len(ends):
        return f"{words.number(ends[-1])} patients or more"
    return f"{words.number(ends[at - 1])} to {words.number(ends[at] - 1)} patients"


def _helped(programme: str, area: Organisation | None, day: date) -> dict[int, int | None]:
    """List sizes of the practices that had help under a memorandum, of an area or of all."""
    agreed = CaseEvent.objects.filter(kind__in=IN_FORCE, case__programme=programme)
    helped = CasePractice.objects.filter(case__in=agreed.values("case"))
    if area is not None:
        within = Scope({area.pk: area.code}, everywhere=False, day=day)
        helped = helped.filter(within.within("organisation"))
    return dict(helped.values_list("organisation", "list_size"))
