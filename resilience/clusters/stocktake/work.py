"""Rounds that run and results that came, for those who hold them; shared answers, for whom they are
shared with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.clusters.models import SharedAnswers, Stocktake
from resilience.look.jinja import url
from resilience.programmes.packs import available

NEW = timedelta(days=28)
"""For so long a result is among the work of those who held the round."""


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """Stocktakes that a reader runs, and what practices share with the reader, the first to end
    leading; one query of each."""
    if runs := reader.may(Right.RUN_LOCALLY):
        own = Stocktake.objects.filter(runs.within("area"), programme__in=available())
        rounds = own.filter(
            Q(closes__gte=reader.day) | Q(closes__gte=reader.day - NEW, result__isnull=False)
        )
        found = [_round(one, reader) for one in rounds.select_related("area").order_by("closes")]
        yield Heading("stocktakes", "Stocktakes", True, len(found), tuple(found[:most]))
    if reader.memberships:
        shared = SharedAnswers.objects.read_by(reader).filter(answered__programme__in=available())
        rows = shared.select_related("organisation", "answered").order_by("ends", "pk")
        waiting = [_shared(one) for one in rows]
        yield Heading(
            "shared_answers", "Answers shared with you", True, len(waiting), tuple(waiting[:most])
        )


def _round(one: Stocktake, reader: Reader) -> Waiting:
    over = one.closes < reader.day
    return Waiting(
        title=f"{one.title}: {one.area.name}",
        address=url("clusters:stocktake", one.programme, one.area.code, one.pk),
        stands="The result is there" if over else ("Planned" if one.opens > reader.day else "Open"),
        since=one.closes if over else one.opens,
        owed=() if over else (Owed("Your round closes", one.closes),),
    )


def _shared(one: SharedAnswers) -> Waiting:
    return Waiting(
        title=one.organisation.name,
        address=url("clusters:shared_answers", one.answered.programme, one.pk),
        stands=one.get_what_display(),
        since=one.starts,
        owed=(Owed("Shared until", one.ends - timedelta(days=1)),),
    )
