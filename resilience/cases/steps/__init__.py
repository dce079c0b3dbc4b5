"""How a case moves: every step between its states. One table that pages, actions and the diagram in
docs/cases.md all read.

What happened is an event, told in the past tense; a state follows from the events and is kept for
lists only. A step that may not be taken says why, and what would open it.
"""

from __future__ import annotations

from resilience.cases.steps import (
    agreeing,
    answering,
    assessing,
    deciding,
    finding,
    paying,
    supporting,
)
from resilience.cases.steps.step import ASKED_FOR, ASSESSED, DECIDED, WITH_THE_TEAM, Step

__all__ = [
    "ASKED_FOR",
    "ASSESSED",
    "DECIDED",
    "HAPPENED",
    "OF_AGREEMENTS",
    "OF_MONEY",
    "STEPS",
    "WITH_THE_TEAM",
    "Step",
]

STEPS: dict[str, Step] = {
    step.id: step
    for step in (
        *answering.STEPS,
        *assessing.STEPS,
        *deciding.STEPS,
        *agreeing.STEPS,
        *supporting.STEPS,
        *finding.STEPS,
    )
}
HAPPENED: dict[str, str] = {
    "received": "The practice asked for help",
    "flagged": "The practice was found",
    "support_stated": "A statement of support was given",
    "handed_over": "The case was given to somebody",
    "stepped_out": "A practice stepped out of the group",
    "attached": "A file was added",
    **supporting.NOTED,
    **paying.NOTED,
} | {step.event: step.happened for step in STEPS.values()}
"""What happened, by kind of event."""
OF_AGREEMENTS = frozenset(
    {step.event for step in (*agreeing.STEPS, *supporting.STEPS)} | set(supporting.NOTED)
)
"""Kinds of event that the page of the agreement tells more of."""
OF_MONEY = frozenset(paying.NOTED)
"""Kinds of event that the page of the money tells more of."""
