"""Deciding on a request, and looking at a decision again."""

from __future__ import annotations

from resilience.accounts.roles import Right
from resilience.cases.steps.step import ASSESSED, DECIDED, Step

DECIDING = (
    "was_placed",
    "assessors_agree",
    "second_look_is_done",
    "somebody_else_decides_again",
)
"""What must be so before a decision (GC20 to GC22)."""


def _decided(step: str, title: str, state: str, happened: str) -> Step:
    """A way of deciding: what then happened is called as the state it leads to."""
    return Step(
        step,
        title,
        state,
        happened,
        ASSESSED,
        state,
        Right.DECIDE,
        guards=DECIDING,
        tells=("practice", "group", "supporters"),
        page="cases:decide",
    )


STEPS = (
    _decided(
        "offer_help",
        "Decide to offer help",
        "help_decided",
        "The local team decided to offer help",
    ),
    _decided(
        "not_prioritise",
        "Decide not to prioritise it now",
        "not_prioritised",
        "The local team decided not to prioritise the request now",
    ),
    _decided(
        "signpost",
        "Decide to point to other help",
        "signposted",
        "The local team pointed the practice to other help",
    ),
    Step(
        "ask_again",
        "Ask for another look at the decision",
        "another_look_asked",
        "The practice asked for another look at the decision",
        DECIDED,
        "another_look",
        Right.REFER,
        asks="What should be looked at again, and why",
        hint="Somebody else than who decided looks at it. Asking does not count against you.",
        needs_words=True,
        tells=("team",),
    ),
    Step(
        "take_up",
        "Take it up again",
        "taken_up",
        "The local team took the request up again",
        ("not_prioritised", "signposted"),
        "under_assessment",
        Right.WORK_CASES,
        asks="Why",
        hint="The practice reads this.",
        needs_words=True,
        guards=("programme_runs", "no_other_open_case"),
        tells=("practice",),
    ),
)
