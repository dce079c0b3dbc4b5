"""Business cases among the work of those who approve them and those who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resilience.agreements.helping.queries import sent_back, to_approve
from resilience.agreements.models import BusinessCase
from resilience.agreements.work_desk import Desk, Item


def to_answer(desk: Desk) -> Iterator[Item]:
    """Those that wait for somebody to approve them."""
    return _items(to_approve(desk.reader), "put forward")


def came_back(desk: Desk) -> Iterator[Item]:
    """Those that somebody wrote and that came back."""
    return _items(sent_back(desk.reader), "returned to be changed")


def _items(found: Iterable[BusinessCase], stands: str) -> Iterator[Item]:
    for one in found:
        told = f"Business case {one.number}, {stands}"
        yield Item(one.case, (one.case.reference, one.number), one.since, stands=told)
