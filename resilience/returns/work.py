"""What is owed of returns, plans and case studies, and to whom: the work of this room."""

from __future__ import annotations

from collections.abc import Iterator

from resilience.accounts.reader import Reader
from resilience.accounts.waiting import Heading
from resilience.returns.collecting.work import work as of_collecting
from resilience.returns.filing.work import work as of_filing
from resilience.returns.milestones.work import work as of_milestones
from resilience.returns.network.work import work as of_the_network
from resilience.returns.plans.work import work as of_plans
from resilience.returns.studies.work import work as of_studies

PARTS = (of_filing, of_collecting, of_milestones, of_plans, of_studies, of_the_network)
"""In the order of the page."""


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader and what the reader waits for, with at most so many of each."""
    for part in PARTS:
        yield from (one for one in part(reader, most) if one.total)
