"""What the flags of a dashboard give for practices on a day: a signal of each domain, with why.

The rules are those of a screen (`screening.criteria`), so a figure is compared with all practices
of England that were open on the day, whichever of them a page shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.conf import settings

from resilience.evidence.indicators import indicators
from resilience.evidence.opened import figures_at
from resilience.organisations.queries import OpenPractice
from resilience.profiles.england import England
from resilience.programmes.schema import Pack
from resilience.programmes.schema.dashboard import Dashboard, DashboardDomain, Flag
from resilience.screening.criteria import apply
from resilience.screening.findings import LETTERS, Finding
from resilience.screening.ground import Ground
from resilience.screening.signals import Shown, shown

AREAS_KEPT = 24


@dataclass(frozen=True)
class OfDomain:
    """The signal of a domain, and what each of its flags found."""

    domain: DashboardDomain
    shown: Shown
    found: Mapping[str, Finding]

    @property
    def signal(self) -> str:
        return self.shown.signal

    @cached_property
    def raised(self) -> list[Flag]:
        """The flags whose rule is met. A board is kept, and each of its pages asks all of it."""
        return [one for one in self.domain.flags if self.found[one.id].met]


@dataclass(frozen=True)
class OfPractice:
    """A practice with the signal of each domain, by its id in the pack's order."""

    practice: OpenPractice
    domains: Mapping[str, OfDomain]

    @property
    def code(self) -> str:
        return self.practice.code

    @property
    def name(self) -> str:
        return self.practice.name

    def with_signal(self, signal: str) -> list[OfDomain]:
        """The domains that have a signal."""
        return [one for one in self.domains.values() if one.signal == signal]

    @property
    def raised(self) -> int:
        """How many flags are raised in all."""
        return sum(one.shown.met for one in self.domains.values())


@dataclass(frozen=True)
class Board:
    """A dashboard on a day. Two are the same where evidence, rules and England are."""

    home: str
    evidence: str
    rules: str
    england: England
    pack: Pack = field(compare=False)
    dashboard: Dashboard = field(compare=False)

    def area(self, code: str) -> Mapping[str, OfPractice]:
        """The practices of an area that were open on the day, by code."""
        return _area(self, code)

    def practices(self, codes: Iterable[str]) -> dict[str, OfPractice]:
        """Practices that were open on the day, by code."""
        return _assessed(self, list(codes))

    @property
    def ground(self) -> Ground:
        """The figures that the flags stand on."""
        return _ground(self)


def board_of(pack: Pack, england: England) -> Board | None:
    """The dashboard of a programme on England's day; none of a programme without one."""
    if pack.dashboard is None:
        return None
    key = figures_at(settings.RESILIENCE_HOME).key
    return Board(str(settings.RESILIENCE_HOME), key, pack.hash, england, pack, pack.dashboard)


@dataclass(frozen=True)
class Tally:
    """How many practices have each signal of a domain, and by the titles of its figures how many
    raise a flag of them."""

    domain: DashboardDomain
    signals: Counter[str]
    flags: Counter[str]

    @property
    def most_raised(self) -> list[tuple[str, int]]:
        """The titles of the figures whose flags are raised, the most often raised first."""
        return self.flags.most_common()


def tallied(dashboard: Dashboard, practices: Iterable[OfPractice]) -> list[Tally]:
    """The domains over some practices, in the pack's order."""
    of = list(practices)
    return [
        Tally(
            domain,
            Counter(one.domains[domain.id].signal for one in of),
            Counter(
                indicators()[flag.rule.indicator].title
                for one in of
                for flag in one.domains[domain.id].raised
            ),
        )
        for domain in dashboard.domains
    ]


@lru_cache(2)
def _ground(board: Board) -> Ground:
    oldest = {"max_age_months": board.dashboard.ages.max_age_months}
    return Ground(
        board.pack.model_copy(update=oldest),
        board.england.day,
        list(board.england.practices.values()),
        figures_at(settings.RESILIENCE_HOME),
        indicators(),
    )


@lru_cache(AREAS_KEPT)
def _area(board: Board, area: str) -> Mapping[str, OfPractice]:
    return _assessed(board, board.england.within(area))


def _assessed(board: Board, codes: list[str]) -> dict[str, OfPractice]:
    dashboard, ground = board.dashboard, board.ground.among(codes)
    found = {
        flag.id: apply(flag.rule, ground) for domain in dashboard.domains for flag in domain.flags
    }
    return {
        code: OfPractice(
            board.england.practices[code],
            {
                domain.id: _of_domain(
                    dashboard, domain, {one.id: found[one.id][code] for one in domain.flags}
                )
                for domain in dashboard.domains
            },
        )
        for code in codes
    }


def _of_domain(
    dashboard: Dashboard, domain: DashboardDomain, found: Mapping[str, Finding]
) -> OfDomain:
    letters = {name: LETTERS[one.result] for name, one in found.items()}
    return OfDomain(domain, shown(dashboard.by_flags, letters, dashboard.minimum_known), found)
