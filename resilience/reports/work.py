"""What waits for a person, and what they wait for: the work of all rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from resilience.accounts.reader import Reader
from resilience.accounts.waiting import Heading
from resilience.agreements.work import work as work_of_agreements
from resilience.cases.work import work as work_of_cases
from resilience.clusters.work import work as work_of_clusters
from resilience.funding.work import work as work_of_funding
from resilience.returns.work import work as work_of_returns
from resilience.screening.work import work as work_of_screening

ROOMS: tuple[Callable[[Reader, int], Iterator[Heading]], ...] = (
    work_of_cases,
    work_of_agreements,
    work_of_funding,
    work_of_clusters,
    work_of_returns,
    work_of_screening,
)
"""In the order of the page. A room with work of its own adds its function here."""
AT_MOST = 15
"""How many under a heading are shown; the rest is counted."""


def headings(reader: Reader) -> list[Heading]:
    """All that waits for a reader and that a reader waits for."""
    return [one for work in ROOMS for one in work(reader, AT_MOST)]


def waiting_for(reader: Reader) -> int:
    """How many things wait for a reader."""
    return sum(one.total for work in ROOMS for one in work(reader, 0) if one.for_me)
