"""What a paper stands on: the rows of all areas as at a day, and the areas under each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from resilience.agreements.timing.areas import places
from resilience.cases.openness.small import FEWEST
from resilience.funding.years import Year
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.profiles.england import England, england_on
from resilience.programmes.schema import Pack
from resilience.reports.board.tree import Node, open_in
from resilience.returns.figures.areas import Area, areas
from resilience.returns.figures.known import Known, known
from resilience.returns.figures.rows import PracticeRow, Rows

NATION = "ENG"


@dataclass
class Ground:
    """A year of a programme at the end of a day. Everyone's rows are read, whoever asks, as what
    may be told of one area hangs on those beside it; nothing but what is told leaves here."""

    pack: Pack
    year: Year
    day: date

    @cached_property
    def known(self) -> Known:
        return known(self.pack, self.year, self.day)

    @cached_property
    def areas(self) -> list[Area]:
        return areas(self.pack, self.day)

    @cached_property
    def root(self) -> Node:
        """England, its areas, their teams, and the commissioners of each team."""
        below = self._commissioners()
        every = []
        for area in self.areas:
            teams = [Node(one.code, one.name, self.holder, below[one.pk]) for one in area.teams]
            alone = [one for one in teams if one.code == area.code]
            kind = self.pack.returns.area if self.pack.returns else ""
            every += alone or [Node(area.code, area.name, kind, teams)]
        return Node(NATION, "England", Kind.NATION, every)

    @cached_property
    def above(self) -> dict[str, str]:
        """By code of an area, that of the area above it."""
        return {one.code: node.code for node in self.root.walk() for one in node.below}

    @property
    def holder(self) -> str:
        return self.pack.funding.holder if self.pack.funding else ""

    @property
    def lowest(self) -> str:
        """Kind of the areas below those that hold the money; empty where there are none."""
        levels = self.pack.structure.levels
        return levels[-1] if self.holder in levels[:-1] else ""

    def node(self, code: str) -> Node | None:
        return next((one for one in self.root.walk() if one.code == code and code), None)

    def _commissioners(self) -> dict[int, list[Node]]:
        found: dict[int, list[Node]] = defaultdict(list)
        if self.lowest:
            teams = [team.pk for area in self.areas for team in area.teams]
            rows = Ancestor.objects.filter(
                Q(starts__lte=self.day, ends__gt=self.day),
                descendant__kind=self.lowest,
                ancestor__in=teams,
            ).order_by("descendant__name", "descendant__code")
            named = ("ancestor", "descendant__code", "descendant__name")
            for team, code, name in rows.values_list(*named).distinct():
                found[team].append(Node(code, name, self.lowest))
        return found

    @cached_property
    def rows(self) -> dict[str, Rows]:
        """By code of an area its teams and practices; a commissioner has practices only, which
        belong to it since they asked."""
        every = self.known.rows
        by_team: dict[str, list[PracticeRow]] = defaultdict(list)
        for row in every.practices:
            by_team[row.team].append(row)
        team_rows = {one.team: one for one in every.teams}
        found = {NATION: every}
        where = self._commissioner_of(every.practices)
        for node in self.root.walk():
            teams = [one.code for one in node.walk() if one.code in team_rows]
            if teams and node.code != NATION:
                found[node.code] = Rows(
                    tuple(team_rows[one] for one in teams),
                    tuple(row for one in teams for row in by_team[one]),
                )
            if node.kind == self.holder:
                for one in node.below:
                    own = (row for row in by_team[node.code] if where.get(row) == one.code)
                    found[one.code] = Rows((), tuple(own))
            found.setdefault(node.code, Rows())
        return found

    def _commissioner_of(self, rows: Iterable[PracticeRow]) -> dict[PracticeRow, str]:
        if not self.lowest:
            return {}
        those = list(rows)
        codes = {row.practice for row in those}
        by_code = dict(Organisation.objects.filter(code__in=codes).values_list("code", "pk"))
        where = places(set(by_code.values()), [self.lowest])
        found: dict[PracticeRow, str] = {}
        for row in those:
            day = row.asked or row.confirmed or self.day
            for _, code, _, starts, ends in where.get(by_code.get(row.practice, 0), ()):
                if starts <= day < ends:
                    found[row] = code
        return found

    @cached_property
    def england(self) -> England:
        """The open practices, as at the day or the end of the year."""
        return england_on(min(self.day, self.year.ends))

    def open_practices(self, node: Node) -> list[str]:
        """The codes of the open practices of an area; its teams' together."""
        if node.code == NATION:
            return list(self.england.practices)
        if node.kind in (self.holder, self.lowest):
            return self.england.within(node.code)
        return [code for one in node.below for code in self.open_practices(one)]

    def count(self, code: str, keeps: Callable[[PracticeRow], bool]) -> int:
        """How many practices of an area are kept."""
        return len({row.practice for row in self.rows[code].practices if keeps(row)})

    def tellable(self, keeps: Callable[[PracticeRow], bool]) -> set[str]:
        """The codes of the areas in which the number of practices that are kept may be told."""
        counts = {one.code: (self.count(one.code, keeps),) for one in self.root.walk()}
        return open_in(self.root, counts, lambda code: counts[code][0] >= FEWEST)
