"""Work with pots: money that has not come, lines of the ledger that wait, money that is free late
in the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, F, Min
from django.utils.timezone import localdate

from resilience.funding.models import LedgerLine
from resilience.funding.work_desk import Desk, Item
from resilience.funding.years import Year
from resilience.look import words

POT = ("programme", "year", "holder__code", "holder__name")


def not_received(desk: Desk) -> Iterator[Item]:
    """Pots whose allocated money is not all with their holder after the month of its transfer
    (G4.4)."""
    found = desk.pots().filter(received__lt=F("allocated")).order_by("pk")
    for programme, label, code, name, missing in found.values_list(
        *POT, F("allocated") - F("received")
    ):
        pack, year = desk.pack(programme), Year.called(label)
        if pack is None or pack.funding is None:
            continue
        after = year.month(pack.funding.transfer_month + 1)
        if desk.day >= after:
            yield Item(
                title=f"{name}, {label}",
                page="funding:receive",
                address=(programme, label, code),
                since=after,
                pence=missing,
                stands="was allocated and is not received",
                what="It was to be received",
                due=after - timedelta(days=1),
            )


def to_match(desk: Desk) -> Iterator[Item]:
    """Pots with lines of the ledger that wait for a person."""
    lines = LedgerLine.objects.filter(
        pot__in=desk.pots().order_by().values("pk"), state=LedgerLine.State.QUEUED
    )
    rows = lines.order_by().values_list(*(f"pot__{one}" for one in POT))
    for programme, year, code, name, many, first in rows.annotate(
        many=Count("pk"), first=Min("extract__at")
    ):
        yield Item(
            title=f"{name}, {year}",
            page="funding:ledger",
            address=(programme, year, code),
            since=localdate(first),
            pence=None,
            stands=f"{words.plural(many, 'line')} of the ledger could not be matched",
            what="since the first of them was read",
        )


def free_late(desk: Desk) -> Iterator[Item]:
    """Pots of the year that runs with money that nobody has committed, from the month on in which
    the programme tells of it (G12.7)."""
    year = Year.of(desk.day)
    free = F("allocated") + F("carried") - F("committed")
    found = desk.pots().filter(year=year.label).annotate(left=free).filter(left__gt=0)
    for programme, label, code, name, left in found.order_by("pk").values_list(*POT, "left"):
        pack = desk.pack(programme)
        if pack is None or pack.funding is None:
            continue
        late = pack.funding.late_month
        if year.month_of(desk.day) >= late:
            yield Item(
                title=f"{name}, {label}",
                page="funding:review",
                address=(programme, label),
                since=year.month(late),
                pence=left,
                stands="is not committed",
                what="The year ends",
                due=year.ends,
                query={"holder": code},
            )
