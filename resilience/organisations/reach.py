"""Keeping the table of reaches in step with what is known of organisations."""

from __future__ import annotations

from django.db.models import Max

from resilience.organisations.bulk import replace_all
from resilience.organisations.derive.timeline import Span
from resilience.organisations.models import (
    FOREVER,
    Ancestor,
    Coverage,
    Kind,
    Reach,
    Record,
    Succession,
)
from resilience.organisations.reaching import Link, Way, reaches


def rebuild_reach() -> None:
    """Derive every reach again; inside the transaction of what changed."""
    closings = dict(
        Record.objects.values_list("organisation")
        .annotate(last=Max("ends"))
        .filter(last__lt=FOREVER)
        .values_list("organisation", "last")
    )
    successions = Succession.objects.values_list("predecessor", "successor", "day")
    found = reaches(_links(), closings, successions)
    rows = (
        (organisation, within, *span)
        for (organisation, within), spans in found.items()
        for span in spans
    )
    replace_all(Reach, ["organisation", "within", "starts", "ends"], rows)


def _links() -> list[Link]:
    belonging = Ancestor.objects.exclude(kind=Kind.NATION).values_list(
        "descendant", "ancestor", "starts", "ends", "kind"
    )
    covering = Coverage.objects.values_list("area", "organisation", "starts", "ends")
    return [
        Link(below, above, Span(starts, ends), Way.JOINING if kind == Kind.PCN else Way.BELONGING)
        for below, above, starts, ends, kind in belonging
    ] + [
        Link(below, above, Span(starts, ends), Way.JOINING)
        for below, above, starts, ends in covering
    ]
