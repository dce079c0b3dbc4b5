"""Telling practices of a round: when it is planned, when it opens, and before it closes. Each of
it once; a practice that finished is not reminded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from resilience.clusters.models import Answered, Stocktake
from resilience.clusters.stocktake.told import tell_practice
from resilience.notices.models import Notice
from resilience.organisations.models import Kind, Organisation
from resilience.organisations.queries import members_of
from resilience.programmes.local import in_force
from resilience.programmes.packs import available


def remind_of_stocktakes(now: datetime) -> int:
    """Tell the practices of rounds that are planned or open what they are to be told by now; how
    many people were told anew or had been told it before."""
    day = timezone.localdate(now)
    rounds = Stocktake.objects.filter(closes__gte=day, programme__in=available())
    return sum(_remind(one, day) for one in rounds.select_related("area"))


def _remind(round_: Stocktake, day: date) -> int:
    when = _when(round_, day)
    practices = Organisation.objects.filter(
        pk__in=members_of(round_.area.code, day), kind=Kind.PRACTICE
    )
    if when.startswith("closing"):
        finished = Answered.objects.in_force().filter(round=round_)
        practices = practices.exclude(pk__in=finished.values("organisation"))
    once = {f"stocktake {round_.pk} {one.pk} {when}": one for one in practices}
    told = set(Notice.objects.filter(once__in=once).values_list("once", flat=True))
    fresh = (one for name, one in once.items() if name not in told)
    return sum(tell_practice(round_, one, when, day) for one in fresh)


def _when(round_: Stocktake, day: date) -> str:
    """What is to be told by a day: the latest of what has come."""
    if day < round_.opens:
        return "planned"
    came = [ahead for ahead in _ahead(round_) if day >= round_.closes - timedelta(days=ahead)]
    return f"closing {min(came)}" if came else "open"


def _ahead(round_: Stocktake) -> Iterator[int]:
    """The days before the end on which practices are reminded, so far as the round is longer."""
    limits = in_force(round_.programme).stocktaking
    length = (round_.closes - round_.opens).days
    yield from (days for days in (limits.remind_days if limits else ()) if days < length)
