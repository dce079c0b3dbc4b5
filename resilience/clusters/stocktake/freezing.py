"""A round that is over comes to its result once, and that stays (Q5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.audit.actions import record
from resilience.clusters.models import Stocktake, StocktakeMember, StocktakeResult
from resilience.clusters.stocktake.between import told_together
from resilience.clusters.stocktake.cells import Limits
from resilience.clusters.stocktake.content import content_of, hash_of
from resilience.clusters.stocktake.gathering import Gathered
from resilience.clusters.stocktake.told import tell_result
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available


def close_rounds(now: datetime) -> int:
    """Freeze the results of the rounds that are over and have none, the first to close leading;
    how many. Of two who do it at once one does, and whoever is stopped goes on the next time."""
    over = Stocktake.objects.filter(
        result=None, closes__lt=timezone.localdate(now), programme__in=available()
    )
    return sum(_close(one, now) for one in over.order_by("closes", "pk"))


@transaction.atomic
def _close(round_: Stocktake, now: datetime) -> bool:
    found = _locked(round_)
    pack = in_force(found.programme)
    asked, limits = pack.questionnaire, pack.stocktaking
    if asked is None or limits is None or StocktakeResult.objects.filter(stocktake=found).exists():
        return False
    fewest = Limits(limits.least_practices, limits.least_patients)
    of = Gathered(found, pack)
    cells = told_together(of.practices, fewest, of.earlier)
    content = content_of(of, asked, cells, fewest)
    result = StocktakeResult.objects.create(
        stocktake=found, at=now, content=content, hash=hash_of(content)
    )
    told_in = {code: name for name, codes in cells.items() for code in codes}
    StocktakeMember.objects.bulk_create(
        StocktakeMember(result=result, practice=one.organisation, cell=told_in.get(code, ""))
        for code, one in of.answers.items()
    )
    record(
        by="command work",
        act="clusters.stocktake_closed",
        subject=found,
        organisation=found.area.code,
        after={"sha256": result.hash},
    )
    of_area = Organisation.objects.filter(code__in=[one.code for one in of.open])
    tell_result(found, of_area.values_list("pk", flat=True), timezone.localdate(now))
    return True


def _locked(round_: Stocktake) -> Stocktake:
    """A round, while no other one with its questionnaire is frozen: each is told beside those
    before it."""
    same = Stocktake.objects.filter(questionnaire=round_.questionnaire).order_by("pk")
    locked = {one.pk: one for one in same.select_for_update()}
    return locked[round_.pk]
