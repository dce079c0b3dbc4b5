"""Which areas and teams somebody sees the milestones of, and where also the cases behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.organisations.models import Organisation
from resilience.programmes.schema.returns import Evidence, ShareReached
from resilience.returns.figures.areas import Area
from resilience.returns.figures.sums import COUNTED, SUMMED
from resilience.returns.milestones.compliance import InArea
from resilience.returns.milestones.evidence import Found


@dataclass(frozen=True)
class Sight:
    """The ids of the areas and teams of which somebody sees counts, and of which cases."""

    counts: frozenset[int]
    cases: frozenset[int]

    def area(self, area: Area) -> Area | None:
        """An area, or of one that is not seen itself the teams that are; none without any."""
        if self.whole(area):
            return area
        teams = tuple(one for one in area.teams if one.pk in self.counts)
        return replace(area, teams=teams) if teams else None

    def whole(self, area: Area) -> bool:
        """Whether what the area itself owes is seen, and not only some of its teams."""
        return area.pk in self.counts


def sight(reader: Reader, areas: Iterable[Area]) -> Sight:
    """What of some areas a reader sees; two queries."""
    known = {area.pk for area in areas} | {team.pk for area in areas for team in area.teams}
    among = Organisation.objects.filter(pk__in=known)
    counts, cases = (
        frozenset(among.filter(reader.sees(tier).within("pk")).values_list("pk", flat=True))
        for tier in (Tier.COUNTS, Tier.COMMISSIONER)
    )
    return Sight(counts, cases)


def closed(sight: Sight, shown: InArea) -> frozenset[int]:
    """Which pieces of evidence of a milestone, by place, are told without numbers to who sees no
    cases: all that count practices or their money, however many. They stand here from day to day
    and by other measures than on papers for boards, so that small numbers could be worked out from
    both; those papers tell what may be told."""
    if all(one.unit.pk in sight.cases for one in shown.units):
        return frozenset()
    every = enumerate(shown.milestone.evidence)
    return frozenset(place for place, one in every if _of_practices(one) or _direct(one))


def without_days(sight: Sight, shown: InArea) -> InArea:
    """The same without since when it is met, where that is a day on which a practice did
    something and who looks sees no cases."""
    if not closed(sight, shown):
        return shown
    return replace(shown, units=tuple(replace(one, since=None) for one in shown.units))


def of_practices(found: Found) -> bool:
    """Whether it counts practices, of which few are not told to who sees no cases."""
    return _of_practices(found.evidence)


def _of_practices(evidence: Evidence) -> bool:
    return isinstance(evidence, ShareReached) and evidence.whole in COUNTED


def _direct(evidence: Evidence) -> bool:
    """Whether money is set against money of practices: sums of pots stand in the review for all who
    see counts, these do not."""
    return isinstance(evidence, ShareReached) and evidence.whole in SUMMED
