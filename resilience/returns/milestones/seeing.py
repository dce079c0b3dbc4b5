"""Which areas and teams somebody sees the milestones of, and where also the cases behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.openness.small import FEWEST
from resilience.organisations.models import Organisation
from resilience.programmes.schema.returns import CountReached, Recorded, ShareReached
from resilience.returns.figures.areas import Area
from resilience.returns.figures.sums import COUNTED, SUMMED, behind
from resilience.returns.milestones.compliance import InArea, Standing
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
    cases: those that in any unit of the area rest on fewer than five practices, or leave fewer than
    five out, so that none can be worked out from the others."""
    if all(one.unit.pk in sight.cases for one in shown.units):
        return frozenset()
    places = range(len(shown.milestone.evidence))
    return frozenset(
        place for place in places if any(_few(one, one.found[place]) for one in shown.units)
    )


def _few(stands: Standing, found: Found) -> bool:
    evidence = found.evidence
    if isinstance(evidence, Recorded | CountReached) or found.reached is None or found.of is None:
        return False
    if of_practices(found):
        rest = found.of.value - found.reached.value
        return any(0 < one < FEWEST for one in (found.of.value, found.reached.value, rest))
    return _direct(evidence) and 0 < len(behind(found.rows, evidence.whole)) < FEWEST


def of_practices(found: Found) -> bool:
    """Whether it counts practices, of which few are not told to who sees no cases."""
    return isinstance(found.evidence, ShareReached) and found.evidence.whole in COUNTED


def _direct(evidence: ShareReached) -> bool:
    """Whether money is set against money of practices: sums of pots stand in the review for all who
    see counts, these do not."""
    return evidence.whole in SUMMED
