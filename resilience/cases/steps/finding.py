"""Offering help to a practice that was found."""

from __future__ import annotations

from resilience.accounts.roles import Right
from resilience.cases.steps.step import Step

STEPS = (
    Step(
        "offer",
        "Offer help",
        "offered",
        "The local team offered help",
        ("flagged", "declined"),
        "offered",
        Right.WORK_CASES,
        asks="What you offer the practice, and why",
        hint="From now on the practice sees this case. It is free to decline.",
        needs_words=True,
        guards=("programme_runs",),
        tells=("practice", "raiser"),
    ),
    Step(
        "take_back",
        "Take the offer back",
        "offer_taken_back",
        "The local team took its offer back",
        ("offered",),
        "closed",
        Right.WORK_CASES,
        asks="Why",
        hint="The practice reads this, and can ask for help itself.",
        needs_words=True,
        tells=("practice",),
    ),
    Step(
        "accept",
        "Accept the offer",
        "offer_accepted",
        "The practice accepted the offer",
        ("offered",),
        "accepted",
        Right.REFER,
        asks="Anything the local team should know",
        tells=("team",),
    ),
    Step(
        "decline",
        "Decline the offer",
        "offer_declined",
        "The practice declined the offer",
        ("offered",),
        "declined",
        Right.REFER,
        asks="Why, if you want to say",
        hint="Declining does not count against the practice. You can ask for help later.",
        tells=("team",),
    ),
    Step(
        "drop",
        "Take it no further",
        "dropped",
        "The local team took it no further",
        ("flagged",),
        "closed",
        Right.WORK_CASES,
        asks="Why",
        hint="The practice does not see it. Whoever raised a concern reads it.",
        needs_words=True,
        confidential=True,
        tells=("raiser",),
    ),
)
