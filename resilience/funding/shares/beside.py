"""What stands beside a computed share: what was entered for the holder, and what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.funding.models import Pot
from resilience.funding.shares.computed import Share, Shared
from resilience.funding.shares.standings import Standings, standings
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.funding import Published


@dataclass(frozen=True)
class Row:
    """An area's share, and of a pot that one sees what was entered. `keeps`: its books are one's
    own to keep."""

    share: Share
    pot: Pot | None
    entered: Standings
    keeps: bool


def rows(found: Shared, pack: Pack, year: str, reader: Reader) -> list[Row]:
    """Each share with what a reader may know of the pot; three queries at most."""
    if pack.funding is None or found.level != pack.funding.holder:
        return [Row(one, None, Standings(), keeps=False) for one in found.shares]
    pots = Pot.objects.visible_to(reader).filter(programme=pack.id, year=year)
    by_code = {one.holder.code: one for one in pots.select_related("holder")}
    entered = standings(by_code.values())
    kept = Organisation.objects.filter(reader.may(Right.KEEP_BOOKS).within("pk"))
    mine = set(kept.filter(code__in=found.by_code).values_list("code", flat=True))
    listed = []
    for one in found.shares:
        pot = by_code.get(one.organisation)
        said = entered[pot.pk] if pot else Standings()
        listed.append(Row(one, pot, said, keeps=one.organisation in mine))
    return listed


def others(found: Shared, pack: Pack, year: str, reader: Reader) -> list[Pot]:
    """Pots of the year that a reader sees, of holders that have no share on the day: those before
    or after them had it."""
    if pack.funding is None or found.level != pack.funding.holder:
        return []
    pots = Pot.objects.visible_to(reader).filter(programme=pack.id, year=year)
    return list(pots.exclude(holder__code__in=found.by_code).select_related("holder"))


@dataclass(frozen=True)
class Compared:
    """What was published of an area, and what is computed for its members: patients and pence,
    None where they were not there on the day."""

    published: Published
    patients: int | None
    pence: int | None

    @property
    def difference(self) -> int | None:
        """Computed less published, in pence."""
        return None if self.pence is None else self.pence - self.published.pounds * 100

    @property
    def percent(self) -> float | None:
        """The difference in percent of what was published."""
        more = self.difference
        return None if more is None else more / self.published.pounds


def compared(found: Shared, pack: Pack, year: str) -> Iterator[Compared]:
    """Each of the pack's published figures of a year beside what is computed."""
    for one in pack.funding.published if pack.funding else ():
        if one.year == year:
            patients, pence = found.of_members(one.members) or (None, None)
            yield Compared(one, patients, pence)
