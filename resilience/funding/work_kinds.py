"""The kinds of work with money: for whom and in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from resilience.accounts.roles import Right
from resilience.funding.work_cases import (
    expected,
    not_needed,
    on_its_way,
    to_pay,
    without_money,
)
from resilience.funding.work_desk import Desk, Item
from resilience.funding.work_pots import free_late, not_received, to_match


@dataclass(frozen=True)
class Kind:
    """A kind of work: for whom (the right they need) and how it is found."""

    id: str
    title: str
    for_me: bool
    right: Right
    found: Callable[[Desk], Iterator[Item]]


KINDS = (
    Kind("to_pay", "Approved invoices that are not paid", True, Right.KEEP_BOOKS, to_pay),
    Kind("to_match", "Ledgers with lines that wait for you", True, Right.KEEP_BOOKS, to_match),
    Kind("invoices", "Invoices that were expected", True, Right.APPROVE_INVOICES, expected),
    Kind("no_money", "Help with no money committed", True, Right.COMMIT_MONEY, without_money),
    Kind(
        "not_needed",
        "Commitments that may not be needed any more",
        True,
        Right.COMMIT_MONEY,
        not_needed,
    ),
    Kind("not_received", "Money that is not received yet", True, Right.KEEP_BOOKS, not_received),
    Kind("free", "Money that is not committed", True, Right.KEEP_BOOKS, free_late),
    Kind("on_its_way", "Money on its way for your help", False, Right.FILL_IN, on_its_way),
)
"""In the order of the page: first what practices and suppliers wait for."""
