"""What case studies are about, and what none is about yet (G9.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from resilience.programmes.schema import Pack
from resilience.returns.models import CaseStudy
from resilience.returns.studies.suggesting import Candidate
from resilience.returns.studies.wanted import kinds_of, problems_of

MOST = 3
"""Cases named beside a gap."""


@dataclass(frozen=True)
class Covered:
    """A kind of help or a problem: how many case studies are about it, how many of them are in, and
    which cases could give one where there is none."""

    id: str
    title: str
    planned: int
    submitted: int
    could: Sequence[Candidate] = ()
    more: int = 0

    @property
    def missing(self) -> bool:
        return self.planned == 0


def kinds_covered(
    pack: Pack, studies: Iterable[CaseStudy], ready: Sequence[Candidate]
) -> list[Covered]:
    """Each kind of help of the menu."""
    return _covered(kinds_of(pack), studies, lambda one: [one.category], ready, lambda it: it.kinds)


def problems_covered(
    pack: Pack, studies: Iterable[CaseStudy], ready: Sequence[Candidate]
) -> list[Covered]:
    """Each problem of the programme that may be told."""
    return _covered(
        problems_of(pack), studies, lambda one: one.problems, ready, lambda it: it.problems
    )


def _covered(
    titles: Mapping[str, str],
    studies: Iterable[CaseStudy],
    of_study: Callable[[CaseStudy], Sequence[str]],
    ready: Sequence[Candidate],
    of_case: Callable[[Candidate], Sequence[str]],
) -> list[Covered]:
    live = [one for one in studies if one.state != CaseStudy.State.WITHDRAWN]
    found = []
    for id_, title in titles.items():
        own = [one for one in live if id_ in of_study(one)]
        could = [] if own else [one for one in ready if id_ in of_case(one)]
        sent = sum(one.submitted is not None for one in own)
        more = max(0, len(could) - MOST)
        found.append(Covered(id_, title, len(own), sent, could[:MOST], more))
    return found
