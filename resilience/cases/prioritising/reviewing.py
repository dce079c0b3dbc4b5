"""The list looked at again, as the programme asks every few months (G8.11, P3)."""

from __future__ import annotations

from datetime import date

from django.db.models import Count
from django.utils import timezone

from resilience.cases.models import ListReview
from resilience.cases.prioritising.footprint import Footprint
from resilience.cases.prioritising.listed import not_placed
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.screening.months import months_later


def last_review(organisation: Organisation, programme: str, day: date) -> ListReview | None:
    """The latest review of a team's list until a day, if there was one; one query. Days are those
    in London."""
    reviews = ListReview.objects.filter(
        organisation=organisation, programme=programme, at__date__lte=day
    )
    return reviews.order_by("-at", "-pk").first()


def next_review(organisation: Organisation, programme: str, day: date) -> date:
    """By which day a team looks at its list again, as it stands on a day. One query, and one for
    settings."""
    return due_after(last_review(organisation, programme, day), in_force(programme))


def due_after(last: ListReview | None, pack: Pack) -> date:
    """So many months after the last review, or after the programme began where there was none."""
    since = timezone.localdate(last.at) if last else pack.starts
    return months_later(since, pack.review.every_months)


def counts_of(footprint: Footprint) -> dict[str, int]:
    """How the list of a footprint stands: how many cases are in each state, and how many of those
    asked for nobody placed yet; two queries."""
    by_state = footprint.cases.order_by().values_list("state").annotate(cases=Count("pk"))
    return dict(by_state) | {"not_placed": not_placed(footprint)}
