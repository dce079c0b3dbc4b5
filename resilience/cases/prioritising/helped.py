"""Practices that were helped before, whose cases continue (G8.4)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from resilience.accounts.reader import Reader
from resilience.cases.models import CasePractice, ContinuingReview, Decision, PastSupport
from resilience.programmes.packs import available, load


def continuing(reader: Reader) -> Q:
    """Narrows a query of cases to those of a practice that an earlier year helped, that was decided
    to be helped in an earlier case, or whose earlier help was reviewed. For who deliberates on the
    cases."""
    past = PastSupport.objects.visible_to(reader).filter(what=PastSupport.What.RECEIVED)
    of_it = CasePractice.objects.filter(organisation__in=past.values("organisation"))
    earlier = Decision.objects.filter(
        outcome__in=outcomes_that_help(),
        case__organisation=OuterRef("organisation"),
        case__begun__lt=OuterRef("begun"),
    )
    reviewed = ContinuingReview.objects.in_force()
    return Q(pk__in=of_it.values("case")) | Q(Exists(earlier)) | Q(pk__in=reviewed.values("case"))


def outcomes_that_help() -> set[str]:
    """The ways of deciding a request by which a practice gets help, in any programme."""
    decided = (load(name).deciding for name in available())
    return {
        one.id
        for deciding in decided
        if deciding
        for one in deciding.outcomes
        if one.chooses_support
    }
