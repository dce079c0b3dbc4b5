"""The list looked at again, as the programme asks every few months (G8.11, P3)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from resilience.cases.models import ListReview
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.screening.months import months_later


def next_review(organisation: Organisation, programme: str, day: date) -> date:
    """By which day a team looks at its list again, as it stands on a day: so many months after it
    last did, or after the programme began where it never did. One query, and one for settings."""
    pack = in_force(programme)
    before = ListReview.objects.filter(
        organisation=organisation, programme=programme, at__date__lte=day
    )
    last = before.order_by("-at").values_list("at", flat=True).first()
    since = timezone.localdate(last) if last else pack.starts
    return months_later(since, pack.review.every_months)
