"""How long the way to the first payment takes in each area, beside all other areas."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.agreements.timing.areas import places
from resilience.cases.models import Case
from resilience.cases.openness.numbers import last_day
from resilience.cases.openness.small import FEWEST
from resilience.evidence.statistics.waiting import Counted, Waits, half_between, waits_of
from resilience.funding.fairness.known import sees_the_cases
from resilience.funding.fairness.spans import SPANS, Span, Way, ways
from resilience.funding.years import Year
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack

QUARTERS = 4
Days = dict[str, Counter[tuple[int, bool]]]
"""Of each span, how many waited how many days."""


@dataclass(frozen=True)
class Waited:
    """How long a span took: its quarters, and between which days half of it lies (95% interval)."""

    waits: Waits
    low: int | None
    high: int | None

    @property
    def many(self) -> bool:
        """So many that each quarter is no few practices."""
        return self.waits.happened + self.waits.waiting >= QUARTERS * FEWEST

    def clear_of(self, other: Waited) -> str:
        """Longer or shorter than another where their intervals do not meet; else nothing."""
        if self.low is not None and other.high is not None and self.low > other.high:
            return "longer"
        if self.high is not None and other.low is not None and self.high < other.low:
            return "shorter"
        return ""


@dataclass(frozen=True)
class Row:
    """An area in one span, beside all others; none of either where too few waited for it."""

    code: str
    name: str
    here: Waited | None
    elsewhere: Waited | None

    @property
    def apart(self) -> str:
        """Longer or shorter than elsewhere, or that it is not clearly either."""
        if self.here is None or self.elsewhere is None:
            return ""
        return self.here.clear_of(self.elsewhere) or "similar"


@dataclass(frozen=True)
class Speed:
    """The areas of a reader in each span, as at the end of a day."""

    day: date
    all_of_it: bool
    spans: list[tuple[Span, list[Row]]]


def speed_for(reader: Reader, pack: Pack, year: Year) -> Speed:
    """The requests of a year in the areas of which a reader reads counts, the whole of these first.
    Of everyone's requests the others are told together, whoever asks: nothing but their middle
    leaves here. A case counts where its practice was when it began."""
    all_of_it = sees_the_cases(reader)
    day = reader.day if all_of_it else last_day(reader.day)
    every = Case.objects.filter(programme=pack.id, tier=Tier.COMMISSIONER)
    found = {case: way for case, way in ways(every, day).items() if year.holds(way.times.begun)}
    areas = _areas(reader, pack, nested=all_of_it)
    members = _members(every, [code for code, _ in areas])
    nation = _days(found.values(), day)
    grouped = [("", "All that you read counts of", _own(every, reader) & found.keys())]
    if len(areas) > 1:
        grouped += [(code, name, members[code] & found.keys()) for code, name in areas]
    least = 1 if all_of_it else FEWEST
    rows: dict[str, list[Row]] = {span.id: [] for span in SPANS}
    for code, name, cases in grouped:
        here = _days((found[case] for case in cases), day)
        for span in SPANS:
            counted = here[span.id]
            others = nation[span.id] - counted
            row = Row(code, name, _waited(counted, least), _waited(others, FEWEST))
            rows[span.id].append(row)
    return Speed(day, all_of_it, [(span, rows[span.id]) for span in SPANS])


def _days(found: Iterable[Way], day: date) -> Days:
    days: Days = {span.id: Counter() for span in SPANS}
    for way in found:
        for span in SPANS:
            if one := way.days(span, day):
                days[span.id][one] += 1
    return days


def _waited(counted: Counted, least: int) -> Waited | None:
    if sum(counted.values()) < least:
        return None
    return Waited(waits_of(counted), *half_between(counted))


def _areas(reader: Reader, pack: Pack, *, nested: bool) -> list[tuple[str, str]]:
    """The areas within a reader's counts, from the top of the programme down to those that hold its
    money: code and name. To who sees no cases those of one kind."""
    levels = pack.structure.levels
    holder = pack.funding.holder if pack.funding else levels[0]
    inside = Organisation.objects.filter(
        reader.sees(Tier.COUNTS).within("pk"), kind__in=(levels[0], holder)
    )
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, code, name in inside.order_by("name", "code").values_list("kind", "code", "name"):
        by_kind[kind].append((code, name))
    found = [by_kind[kind] for kind in dict.fromkeys((levels[0], holder)) if by_kind[kind]]
    if not nested:
        found = [one for one in found if len(one) > 1][:1]
    return [area for one in found for area in one]


def _own(cases: QuerySet[Case], reader: Reader) -> set[int]:
    within = reader.sees(Tier.COUNTS).within("organisation")
    return set(cases.filter(within).order_by().values_list("pk", flat=True))


def _members(cases: QuerySet[Case], codes: Collection[str]) -> dict[str, set[int]]:
    """By code of an area, the cases whose practice was in it when they began; three queries."""
    kinds = set(Organisation.objects.filter(code__in=codes).values_list("kind", flat=True))
    rows = list(cases.order_by().values_list("pk", "organisation", "begun"))
    where = places({practice for _, practice, _ in rows}, kinds)
    members: dict[str, set[int]] = defaultdict(set)
    here = get_current_timezone()
    for case, practice, at in rows:
        begun = at.astimezone(here).date()
        for _, code, _, starts, ends in where.get(practice, ()):
            if starts <= begun < ends:
                members[code].add(case)
    return members
