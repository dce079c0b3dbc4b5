"""The kinds of work with plans, memoranda and help: for whom, in which words, on which page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from resilience.accounts.roles import Right
from resilience.agreements.helping.work import came_back, to_answer
from resilience.agreements.work_desk import Desk, Item
from resilience.agreements.work_ending import exits, look_backs, notices
from resilience.agreements.work_helping import (
    issues,
    late_deliverables,
    reports,
    to_accept,
    to_deliver,
)
from resilience.agreements.work_signing import to_begin, to_sign, variations


@dataclass(frozen=True)
class Kind:
    """A kind of work: for whom (the right they need), how it is found, and the page where it is
    done. `gently`: what is late is told, and not held against anybody."""

    id: str
    title: str
    for_me: bool
    right: Right
    found: Callable[[Desk], Iterator[Item]]
    page: str
    to_the_practice: bool = False
    gently: bool = False
    all_at: tuple[str, dict[str, str]] = ("", {})
    """The page with all of them, or more, and what narrows it."""


PLAN_HELP, APPROVE = Right.PLAN_HELP, Right.APPROVE_PLAN
HUB, FOLLOW = "agreements:agreement", "agreements:follow"


def _standing(
    id_: str, title: str, right: Right, page: str, *states: str, for_me: bool = True
) -> Kind:
    """Cases that stand in certain states."""
    practice = right in (Right.REFER, Right.FILL_IN)
    return Kind(
        id_,
        title,
        for_me,
        right,
        lambda desk: desk.in_states(right, *states),
        page,
        to_the_practice=practice,
        all_at=("cases:cases", {"waits": "plan"}),
    )


KINDS = (
    _standing("plans_to_agree", "Plans to agree", Right.REFER, "agreements:agree", "plan_proposed"),
    Kind(
        "practice_signs",
        "Memoranda to sign for your practice",
        True,
        Right.REFER,
        lambda desk: to_sign(desk, Right.REFER, "practice", mine=True),
        "agreements:sign",
        to_the_practice=True,
    ),
    Kind(
        "practice_varies",
        "Variations to sign for your practice",
        True,
        Right.REFER,
        lambda desk: variations(desk, Right.REFER, "practice"),
        "agreements:sign",
        to_the_practice=True,
    ),
    Kind(
        "reports",
        "Progress reports: five minutes each",
        True,
        Right.FILL_IN,
        lambda desk: reports(desk, Right.FILL_IN),
        "agreements:report",
        to_the_practice=True,
        gently=True,
    ),
    Kind(
        "deliver",
        "What you deliver",
        True,
        Right.DELIVER,
        to_deliver,
        "agreements:deliver",
        all_at=("agreements:deliverables", {}),
    ),
    Kind(
        "plans_to_begin",
        "Plans to begin",
        True,
        PLAN_HELP,
        to_begin,
        "agreements:begin",
    ),
    _standing("plans_to_write", "Plans to write", PLAN_HELP, HUB, "planning"),
    _standing("plans_to_approve", "Plans to approve", APPROVE, "agreements:approve", "plan_agreed"),
    _standing(
        "to_issue",
        "Memoranda to put before both sides",
        PLAN_HELP,
        "agreements:issue",
        "plan_approved",
    ),
    Kind(
        "body_signs",
        "Memoranda to sign for the local team",
        True,
        APPROVE,
        lambda desk: to_sign(desk, APPROVE, "body", mine=True),
        "agreements:sign",
    ),
    Kind(
        "body_varies",
        "Variations to sign for the local team",
        True,
        APPROVE,
        lambda desk: variations(desk, APPROVE, "body"),
        "agreements:sign",
    ),
    Kind(
        "strategic_issues",
        "Issues that the strategic lead decides",
        True,
        APPROVE,
        lambda desk: issues(desk, APPROVE, escalated=True),
        "agreements:issues",
    ),
    Kind(
        "open_issues",
        "Issues to settle",
        True,
        PLAN_HELP,
        lambda desk: issues(desk, PLAN_HELP, escalated=False),
        "agreements:issues",
    ),
    Kind(
        "accept",
        "Deliverables to accept",
        True,
        PLAN_HELP,
        to_accept,
        "agreements:deliverable",
    ),
    Kind(
        "business_cases",
        "Business cases to approve",
        True,
        Right.APPROVE_SPENDING,
        to_answer,
        "agreements:business_case",
    ),
    Kind(
        "business_cases_back",
        "Business cases that came back to you",
        True,
        PLAN_HELP,
        came_back,
        "agreements:business_case",
    ),
    Kind(
        "run_out",
        "Notices that ran out",
        True,
        PLAN_HELP,
        notices,
        "agreements:end_by_notice",
    ),
    Kind(
        "exits",
        "Exit reviews due",
        True,
        PLAN_HELP,
        exits,
        "agreements:exit",
    ),
    Kind(
        "look_backs",
        "Help to look back at",
        True,
        PLAN_HELP,
        look_backs,
        "agreements:look_back",
    ),
    # --- what one waits for
    _standing(
        "plan_with_team",
        "The local team is next with your plan",
        Right.FILL_IN,
        HUB,
        *("planning", "plan_agreed", "plan_approved"),
        for_me=False,
    ),
    Kind(
        "team_signs",
        "The local team signs next",
        False,
        Right.REFER,
        lambda desk: to_sign(desk, Right.REFER, "practice", mine=False),
        HUB,
        to_the_practice=True,
    ),
    Kind(
        "issues_waited_on",
        "Issues with the help that are open",
        False,
        Right.REFER,
        lambda desk: issues(desk, Right.REFER),
        "agreements:issues",
        to_the_practice=True,
    ),
    _standing(
        "plan_with_practice",
        "The practice is next with its plan",
        PLAN_HELP,
        HUB,
        "plan_proposed",
        for_me=False,
    ),
    Kind(
        "practice_signs_next",
        "The practice signs next",
        False,
        APPROVE,
        lambda desk: to_sign(desk, APPROVE, "body", mine=False),
        HUB,
    ),
    Kind(
        "reports_waited_on",
        "Progress reports that have not come yet",
        False,
        PLAN_HELP,
        lambda desk: reports(desk, PLAN_HELP),
        FOLLOW,
        gently=True,
    ),
    Kind(
        "deliverables_waited_on",
        "Deliverables that have not come yet",
        False,
        PLAN_HELP,
        late_deliverables,
        FOLLOW,
    ),
)
"""In the order of the page."""
