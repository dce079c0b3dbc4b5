"""What an address of stocktakes names."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At, area_at, area_run, practice_at
from resilience.clusters.models import Stocktake, StocktakeResult
from resilience.clusters.models.stocktake import StocktakeResultQuerySet
from resilience.clusters.stocktake.shown import Result


def rounds_at(reader: Reader, programme: str, area: str, *, to_run: bool = False) -> At:
    """An area whose rounds a reader sees, or runs; 404 for a programme that holds none."""
    return _with_rounds((area_run if to_run else area_at)(reader, programme, area))


def own_practice(reader: Reader, programme: str, code: str) -> At:
    """A reader's own practice, in a programme that holds rounds; else 404."""
    return _with_rounds(practice_at(reader, programme, code, Tier.PRACTICE))


def round_at(reader: Reader, at: At, number: int) -> Stocktake:
    """A round of an area; else 404."""
    rounds = Stocktake.objects.visible_to(reader).select_related("area", "acting_for")
    found: Stocktake = get_object_or_404(
        rounds, programme=at.pack.id, area=at.organisation, pk=number
    )
    return found


def result_at(reader: Reader, at: At, number: int) -> Result:
    """The result of a round of an area that is over; else 404."""
    seen = results_of(reader, at).filter(stocktake=number)
    return Result(get_object_or_404(seen))


def results_of(reader: Reader, at: At) -> StocktakeResultQuerySet:
    """The results of the rounds of an area, the latest first."""
    found: StocktakeResultQuerySet = (
        StocktakeResult.objects.visible_to(reader)
        .filter(stocktake__programme=at.pack.id, stocktake__area=at.organisation)
        .select_related("stocktake__area")
        .order_by("-stocktake__closes", "-stocktake")
    )
    return found


def _with_rounds(at: At) -> At:
    if at.pack.questionnaire is None or at.pack.stocktaking is None:
        raise Http404
    return at
