"""What happens under a memorandum, until help ends. The documents are of the room of agreements,
and so are the pages."""

from __future__ import annotations

from resilience.accounts.roles import Right
from resilience.cases.steps.step import Step


def _under_it(
    step: str, title: str, event: str, happened: str, right: Right, *tells: str, page: str = ""
) -> Step:
    """What is done under a memorandum, and leaves it in force."""
    return Step(
        step,
        title,
        event,
        happened,
        ("supported",),
        None,
        right,
        tells=tells,
        page=f"agreements:{page or step}",
    )


_IN_FORCE = (
    _under_it(
        "vary",
        "Vary the memorandum",
        "variation_issued",
        "A variation of the memorandum was put before both sides to be signed",
        Right.PLAN_HELP,
        "practice",
        "team",
    ),
    _under_it(
        "sign_variation_for_practice",
        "Sign the variation for the practice",
        "variation_signed_for_practice",
        "The practice signed the variation",
        Right.REFER,
        "team",
        page="sign",
    ),
    _under_it(
        "sign_variation_for_body",
        "Sign the variation for the local team",
        "variation_signed_for_body",
        "The local team signed the variation",
        Right.APPROVE_PLAN,
        "practice",
        page="sign",
    ),
    _under_it(
        "extend",
        "Extend the memorandum",
        "extended",
        "The memorandum was extended",
        Right.APPROVE_PLAN,
        "practice",
    ),
    _under_it(
        "give_notice_for_practice",
        "Give notice for the practice",
        "notice_given_by_practice",
        "The practice gave notice to end the memorandum",
        Right.REFER,
        "team",
        page="give_notice",
    ),
    _under_it(
        "give_notice_for_body",
        "Give notice for the local team",
        "notice_given_by_body",
        "The local team gave notice to end the memorandum",
        Right.APPROVE_PLAN,
        "practice",
        page="give_notice",
    ),
    Step(
        "end_by_notice",
        "Record that it ended by notice",
        "ended_by_notice",
        "The memorandum ended by notice",
        ("supported",),
        "ended_early",
        Right.PLAN_HELP,
        tells=("practice", "team"),
        page="agreements:end_by_notice",
    ),
)

_ISSUES = tuple(
    Step(
        step,
        title,
        event,
        happened,
        ("supported", "exit_review"),
        None,
        right,
        tells=tells,
        page=f"agreements:{page}",
    )
    for step, title, event, happened, right, tells, page in (
        (
            "raise_issue_for_practice",
            "Raise an issue or a concern",
            "issue_raised_by_practice",
            "The practice raised an issue with the help",
            Right.REFER,
            ("team",),
            "raise_issue",
        ),
        (
            "raise_issue_for_body",
            "Raise an issue or a concern",
            "issue_raised_by_body",
            "The local team raised an issue with the help",
            Right.PLAN_HELP,
            ("practice",),
            "raise_issue",
        ),
        (
            "escalate_issue_for_practice",
            "Take an issue to the strategic lead",
            "issue_escalated_by_practice",
            "The practice took an issue to the strategic lead",
            Right.REFER,
            ("team",),
            "issues",
        ),
        (
            "escalate_issue_for_body",
            "Take an issue to the strategic lead",
            "issue_escalated_by_body",
            "The operational lead took an issue to the strategic lead",
            Right.PLAN_HELP,
            ("practice", "team"),
            "issues",
        ),
        (
            "settle_issue",
            "Settle an issue",
            "issue_settled",
            "An issue was settled",
            Right.PLAN_HELP,
            ("practice", "team"),
            "issues",
        ),
    )
)

_ENDING = (
    Step(
        "begin_exit_review",
        "Begin the exit review",
        "exit_review_begun",
        "The exit review began",
        ("supported",),
        "exit_review",
        Right.PLAN_HELP,
        asks="Why now, if you want to say",
        hint="The practice reads this.",
        tells=("practice",),
        page="agreements:begin_exit",
    ),
    Step(
        "end_support",
        "Finish the exit review: the help ends",
        "support_ended",
        "The help ended, and its exit review is done",
        ("exit_review",),
        "closed",
        Right.PLAN_HELP,
        tells=("practice", "supporters"),
        page="agreements:exit",
    ),
    Step(
        "continue_support",
        "Finish the exit review: plan more help",
        "support_continues",
        "The exit review is done, and more help is planned",
        ("exit_review",),
        "planning",
        Right.PLAN_HELP,
        tells=("practice", "supporters"),
        page="agreements:exit",
    ),
)

NOTED: dict[str, str] = {
    "report_sent": "The practice sent a progress report",
    "action_agreed": "An action was agreed",
    "action_done": "An action was done",
    "milestone_reached": "A milestone was reached",
    "risk_noted": "A risk was noted",
    "risk_closed": "A risk was closed",
    "visited": "The practice was visited, rung or met with",
    "deliverable_agreed": "It was agreed what a supplier delivers",
    "delivered": "A supplier delivered",
    "deliverable_accepted": "What a supplier delivered was accepted",
    "deliverable_sent_back": "What a supplier delivered was sent back",
    "supplier_asked": "A supplier was held to account",
    "measured": "An objective was measured",
    "looked_back": "What became of the help was looked at again",
    "variation_begun": "The local team began to vary the memorandum",
    "variation_taken_back": "The local team took the variation back to change it",
    "variation_given_up": "The variation was given up: the memorandum stays as it is",
    "notice_taken_back": "The notice to end the memorandum was taken back",
    "issue_advised": "The local medical committee was asked about an issue",
    "confidentiality_noted": "A confidentiality agreement with a supplier was noted",
    "assistance_agreed": "A separate agreement on financial assistance was recorded",
    "assistance_withdrawn": "Financial assistance was withdrawn",
    "business_case_submitted": "A business case was put forward",
    "business_case_approved": "A business case was approved",
    "business_case_returned": "A business case was returned to be changed",
    "business_case_rejected": "A business case was rejected",
}
"""What else happens while help goes on, by kind of event."""
STEPS = (*_IN_FORCE, *_ISSUES, *_ENDING)
