"""The pots that somebody sees, by region, and what they hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from resilience.accounts.reader import Reader
from resilience.funding.models import Pot
from resilience.funding.review.figures import Figures
from resilience.funding.review.months import Month, months_of
from resilience.funding.review.reading import Review, read, review
from resilience.funding.years import Year
from resilience.programmes.schema import Pack

COLUMNS = ("region", "holder", "name", "programme", "year")


@dataclass(frozen=True)
class Held:
    """What pots hold together, in pence."""

    allocated: int
    carried: int
    received: int
    committed: int
    invoiced: int
    paid: int
    free: int

    @property
    def figures(self) -> Figures:
        """As the drawings of the review take them."""
        budget = self.allocated + self.carried
        return Figures(budget, self.received, self.committed, self.invoiced, self.paid)


SUMS = tuple(one.name for one in fields(Held))


def held(pots: Iterable[Pot]) -> Held:
    """The sums of pots added up."""
    rows = list(pots)
    return Held(**{name: sum(getattr(pot, name) for pot in rows) for name in SUMS})


@dataclass(frozen=True)
class Region:
    name: str
    pots: list[Pot]
    held: Held


def position_of(pack: Pack, year: Year, reader: Reader, pots: dict[int, Pot]) -> Review:
    """How pots stand on a reader's day, as the monthly review of the latest month tells it."""
    totals = read(pack, year, reader, pots)
    months = months_of(year, reader.day, {row.month for row in totals.rows})
    return review(totals, _latest(months))


def _latest(months: list[Month]) -> Month:
    return [one for one in months if one.first <= one.march][-1]


def regions(found: Review) -> list[Region]:
    """The pots of each region, by name."""
    by_region: dict[str, list[Pot]] = {}
    for pk, pot in found.pots.items():
        by_region.setdefault(found.regions[pk][1] or pot.holder.name, []).append(pot)
    return [Region(name, pots, held(pots)) for name, pots in sorted(by_region.items())]


def table(listed: Iterable[Region]) -> Iterator[dict[str, Any]]:
    """The same as rows of a file."""
    for region in listed:
        for pot in region.pots:
            told = {"region": region.name, "holder": pot.holder.code, "name": pot.holder.name}
            told |= {"programme": pot.programme, "year": pot.year}
            yield told | {f"{name}_pence": getattr(pot, name) for name in SUMS}


def elsewhere(reader: Reader, pack: Pack, year: Year) -> list[tuple[str, str]]:
    """Other programmes and years of which somebody sees money, the latest leading."""
    seen = Pot.objects.visible_to(reader).exclude(programme=pack.id, year=year.label)
    return list(seen.order_by("-year", "programme").values_list("programme", "year").distinct())


def year_now(pack: Pack, reader: Reader) -> str:
    """The year of a programme's money in which a day lies, or else the nearest."""
    now = Year.of(reader.day).first
    years = [Year.called(one.year) for one in pack.funding.years] if pack.funding else []
    return min(years or [Year(now)], key=lambda one: (abs(one.first - now), one)).label
