"""Whose turn it is with the register and with what is shared: reviews that are due."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.clusters.models import Risk, Sharing
from resilience.clusters.register.reading import SOON
from resilience.look.jinja import url
from resilience.programmes.packs import available, load


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """Risks and agreements on sharing that are to be looked at again within four weeks, the first
    due leading; at most four queries."""
    scope = reader.may(Right.RUN_LOCALLY)
    if not scope:
        return
    due = {"programme__in": available(), "review_by__lte": reader.day + SOON}
    risks = Risk.objects.visible_to(reader).filter(scope.within("area"), closed=None, **due)
    if total := risks.count():
        found = risks.select_related("area").order_by("review_by", "pk")[:most]
        first = tuple(_risk(one, reader) for one in found)
        yield Heading("risks", "Risks to look at again", True, total, first)
    every = Sharing.objects.visible_to(reader).in_force()
    shared = every.filter(scope.within("area"), shared=True, **due)
    if total := shared.count():
        settled = shared.select_related("area").order_by("review_by", "pk")[:most]
        first = tuple(_sharing(one, reader) for one in settled)
        yield Heading("sharing", "What is shared, to look at again", True, total, first)


def _risk(one: Risk, reader: Reader) -> Waiting:
    return Waiting(
        title=f"{one.area.name}, R{one.number}: {one.title}",
        address=url("clusters:risk", one.programme, one.area.code, one.number),
        stands=f"Score {one.score}, {one.owner}",
        since=min(one.review_by, reader.day),
        owed=(_owed("Look at the risk again", one, reader),),
    )


def _sharing(one: Sharing, reader: Reader) -> Waiting:
    register = load(one.programme).risks
    what = register.what(one.what) if register else None
    audience = register.audience(one.audience) if register else None
    return Waiting(
        title=f"{one.area.name}: {what.title if what else one.what}",
        address=url("clusters:sharing", one.programme, one.area.code),
        stands=f"Shared with {(audience.title if audience else one.audience).lower()}",
        since=localdate(one.at),
        owed=(_owed("Look at what is shared again", one, reader),),
    )


def _owed(what: str, one: Risk | Sharing, reader: Reader) -> Owed:
    late = one.review_by is not None and one.review_by < reader.day
    return Owed(what, one.review_by, "Late" if late else "", "red" if late else "plain")
