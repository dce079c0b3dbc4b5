"""What the page of a case's money says of how long the way to it took."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.accounts.reader import Reader
from resilience.cases.models import Case
from resilience.funding.fairness.spans import SPANS, Span, ways


@dataclass(frozen=True)
class Part:
    """A span of a case: how many days it took, or has taken so far."""

    span: Span
    days: int
    reached: bool


def of(case: Case, reader: Reader) -> list[Part]:
    """The spans of one case that it has begun, as at the reader's day; none for one that was never
    told or asked."""
    found = ways(Case.objects.filter(pk=case.pk), reader.day).get(case.pk)
    if found is None:
        return []
    told = ((span, found.days(span, reader.day)) for span in SPANS)
    return [Part(span, *days) for span, days in told if days is not None]
