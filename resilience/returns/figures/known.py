"""What is known of a programme as at a day, area by area: from the records here, or, where an area
works elsewhere, from the last return that it sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from resilience.funding.years import Year
from resilience.programmes.schema import Pack
from resilience.returns.figures.records import rows_from_records
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.models import Submission


@dataclass(frozen=True)
class Known:
    """The rows as at a day; `elsewhere` has for each area that works elsewhere the day of what it
    sent last, by its code. `day` is the day that was asked for."""

    day: date
    rows: Rows
    elsewhere: dict[str, date]


def known(pack: Pack, year: Year, day: date, only: Collection[str] | None = None) -> Known:
    """What is known of a year of a programme at the end of a day, of all areas or of those with
    some codes. Every figure on a page, in a file or on paper is counted from these rows."""
    sent = _elsewhere(pack, year, day, only)
    here = rows_from_records(pack, year, day, only)
    own = here.of(one.team for one in here.teams if one.area not in sent)
    rows = own + _of_others(rows_sent(sent.values()), own)
    return Known(day, rows, {code: one.as_at for code, one in sent.items()})


def _of_others(sent: Rows, own: Rows) -> Rows:
    """What was sent, without teams that have come since to an area that works here: they would
    count twice."""
    every = {one.team for one in sent.teams} | {one.team for one in sent.practices}
    return sent.of(every - {one.team for one in own.teams})


def _elsewhere(
    pack: Pack, year: Year, day: date, only: Collection[str] | None
) -> dict[str, Submission]:
    """By area, what it sent last as at a day or before, where that came from a workbook."""
    of_year = (
        [one.id for one in pack.returns.collections if one.year == year.label]
        if (pack.returns)
        else []
    )
    found = Submission.objects.filter(
        of__programme=pack.id, of__collection__in=of_year, as_at__lte=day
    )
    if only is not None:
        found = found.filter(of__area__code__in=only)
    latest = {
        one.of.area.code: one
        for one in found.select_related("of__area").order_by("as_at", "at", "number")
    }
    return {code: one for code, one in latest.items() if one.source == Submission.Source.WORKBOOK}
