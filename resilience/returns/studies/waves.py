"""How many case studies each area has given against the waves of the programme, to the second
(G9.2, E1, E17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from resilience.funding.years import Year
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection as DataReturn
from resilience.programmes.schema.returns import Returns
from resilience.returns.deadlines import is_late, misnamed, moment
from resilience.returns.figures.areas import Area
from resilience.returns.figures.known import Known, known
from resilience.returns.figures.sums import figure
from resilience.returns.models import CaseStudy


@dataclass(frozen=True)
class Stood:
    """Where an area stands with a wave: how many it owes by then in all, how many it has given,
    how many of those that it owes came in time. `over`: the moment has passed."""

    wave: DataReturn
    owes: int
    given: int
    in_time: int
    over: bool

    @property
    def missing(self) -> int:
        return max(0, self.owes - self.given)

    @property
    def late(self) -> int:
        """Of those owed, the ones that came after the moment."""
        return min(self.owes, self.given) - self.in_time

    @property
    def due(self) -> datetime:
        return moment(self.wave)

    @property
    def misnamed(self) -> str:
        return misnamed(self.wave)


def waves(
    pack: Pack, returns: Returns, those: Collection[Area], now: datetime
) -> dict[str, list[Stood]]:
    """By code of an area, where it stands with each wave at a moment. What an area has given is
    counted as for its return; whether it came in time, by the moment of each, or, where the area
    works elsewhere, by what it sent last by the day."""
    codes = [one.code for one in those]
    found: dict[str, list[Stood]] = {one.code: [] for one in those}
    if not codes:
        return found
    given = _moments(pack, codes)
    seen: dict[tuple[str, date], Known] = {}

    def at(wave: DataReturn, moment_: datetime) -> Known:
        key = (wave.year, timezone.localdate(moment_))
        if key not in seen:
            seen[key] = known(pack, Year.called(wave.year), key[1], codes)
        return seen[key]

    for wave in returns.waves:
        owed = returns.collection(wave.collection)
        if owed is None:
            continue
        today = at(owed, now)
        for one in those:
            in_all = figure(today.rows.of_area(one.code), "case_studies").value
            if one.code in today.elsewhere:
                by = min(now, moment(owed))
                in_time = figure(at(owed, by).rows.of_area(one.code), "case_studies").value
            else:
                in_time = sum(not is_late(owed, sent) for sent in given.get(one.code, ()))
            counts = min(in_time, in_all, wave.in_all)
            found[one.code].append(Stood(owed, wave.in_all, in_all, counts, is_late(owed, now)))
    return found


def wave_meant(returns: Returns, planned: int, now: datetime) -> str:
    """By which return the next case study of an area is meant that has planned so many."""
    ahead = [
        wave
        for wave in returns.waves
        if (owed := returns.collection(wave.collection)) and not is_late(owed, now)
    ]
    wanting = [wave for wave in ahead if wave.in_all > planned] or ahead
    last = returns.waves[-1].collection if returns.waves else returns.collections[-1].id
    return wanting[0].collection if wanting else last


def _moments(pack: Pack, codes: Iterable[str]) -> dict[str, list[datetime]]:
    sent = CaseStudy.objects.filter(
        programme=pack.id, area__code__in=list(codes), submitted__isnull=False
    ).exclude(state=CaseStudy.State.WITHDRAWN)
    found: dict[str, list[datetime]] = {}
    for code, at in sent.order_by("submitted").values_list("area__code", "submitted"):
        if at:
            found.setdefault(code, []).append(at)
    return found
