"""What waits in the local programme, and for whom: the work of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from resilience.accounts.reader import Reader
from resilience.accounts.waiting import Heading
from resilience.clusters.forming.work import work as clusters
from resilience.clusters.offers.work import work as offers
from resilience.clusters.payments.work import work as payments
from resilience.clusters.questionnaire.work import work as questionnaires
from resilience.clusters.red.work import work as red
from resilience.clusters.register.work import work as register
from resilience.clusters.response.work import work as responses
from resilience.clusters.stocktake.work import work as stocktakes
from resilience.clusters.toolkit.work import work as toolkit

PARTS: tuple[Callable[[Reader, int], Iterator[Heading]], ...] = (
    questionnaires,
    stocktakes,
    clusters,
    responses,
    red,
    offers,
    toolkit,
    register,
    payments,
)
"""In the order of the page."""


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader and what the reader waits for, with at most so many of each."""
    for part in PARTS if reader.memberships else ():
        yield from (one for one in part(reader, most) if one.total)
