"""How a case moves: its states, and every step between them. One table that pages, actions and the
diagram in docs/cases.md all read.

What happened is an event, told in the past tense; a state follows from the events and is kept for
lists only. A step that may not be taken says why, and what would open it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from resilience.accounts.roles import Right


class Waits(StrEnum):
    """Whose turn it is."""

    TEAM = "team"
    PRACTICE = "practice"
    NOBODY = "nobody"


@dataclass(frozen=True)
class State:
    """Where a case stands, in words for those who answer and for the practice."""

    id: str
    title: str
    to_the_practice: str
    waits_on: Waits


STATES: dict[str, State] = {
    state.id: state
    for state in (
        State("flagged", "Found, no offer made", "", Waits.TEAM),
        State("offered", "Help offered", "You have been offered help", Waits.PRACTICE),
        State("declined", "Offer declined", "You declined an offer of help", Waits.NOBODY),
        State("received", "Received", "Sent to the local team", Waits.TEAM),
        State("acknowledged", "Acknowledged", "The local team has your request", Waits.TEAM),
        State(
            "information_requested",
            "More information asked for",
            "The local team has asked you something",
            Waits.PRACTICE,
        ),
        State("accepted", "Offer accepted", "You accepted an offer of help", Waits.TEAM),
        State("under_assessment", "Being assessed", "Being assessed", Waits.TEAM),
        State("withdrawn", "Withdrawn", "You withdrew your request", Waits.NOBODY),
        State("closed", "Closed", "Closed", Waits.NOBODY),
    )
}
BEGINNINGS = {"received": "a practice asks for help", "flagged": "a practice is found"}
"""The states in which a case begins, each with how."""
OPEN = tuple(name for name, state in STATES.items() if state.waits_on != Waits.NOBODY)


@dataclass(frozen=True)
class Step:
    """What somebody may do with a case that stands in one of some states.

    `to` is the state it leads to, none where it stays. `event` is what then happened. `asks` is the
    label of what the person writes; `needs_words` whether they must. `confidential` words are for
    those who deliberate only. `guards` name conditions in `guards`.
    """

    id: str
    title: str
    event: str
    happened: str
    from_: tuple[str, ...]
    to: str | None
    right: Right
    asks: str = ""
    hint: str = ""
    needs_words: bool = False
    confidential: bool = False
    guards: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()

    @property
    def of_the_practice(self) -> bool:
        return self.right in (Right.REFER, Right.FILL_IN)


WITH_THE_TEAM = ("acknowledged", "accepted", "under_assessment")
ASKED_FOR = ("received", "acknowledged", "information_requested", "under_assessment", "accepted")

STEPS: dict[str, Step] = {
    step.id: step
    for step in (
        Step(
            "acknowledge",
            "Acknowledge it",
            "acknowledged",
            "The local team acknowledged the request",
            ("received",),
            "acknowledged",
            Right.WORK_CASES,
            asks="Message to the practice",
            hint="Say what happens next and when. The practice is told the dates in any case.",
            tells=("practice",),
        ),
        Step(
            "ask",
            "Ask the practice for more",
            "information_requested",
            "The local team asked for more information",
            (*WITH_THE_TEAM, "information_requested"),
            "information_requested",
            Right.WORK_CASES,
            asks="What you ask the practice",
            hint="The time to answer stands still until the practice has answered.",
            needs_words=True,
            tells=("practice",),
        ),
        Step(
            "answer",
            "Answer the local team",
            "information_given",
            "The practice answered",
            ("information_requested",),
            "under_assessment",
            Right.FILL_IN,
            asks="Your answer",
            needs_words=True,
            tells=("team",),
        ),
        Step(
            "go_on",
            "Go on without the answer",
            "went_on",
            "The local team went on without an answer",
            ("information_requested",),
            "under_assessment",
            Right.WORK_CASES,
            asks="Why",
            hint="The practice reads this. The time to answer runs again.",
            needs_words=True,
            tells=("practice",),
        ),
        Step(
            "assess",
            "Begin the assessment",
            "assessment_begun",
            "The assessment began",
            ("acknowledged", "accepted"),
            "under_assessment",
            Right.WORK_CASES,
            tells=("practice",),
        ),
        Step(
            "tell",
            "Tell the practice the next steps or the outcome",
            "next_steps_told",
            "The local team told the next steps or the outcome",
            (*WITH_THE_TEAM, "information_requested"),
            None,
            Right.WORK_CASES,
            asks="What you tell the practice",
            hint="In plain words: what was decided or comes next, why, and by when.",
            needs_words=True,
            tells=("practice", "supporters"),
        ),
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
            "withdraw",
            "Withdraw the request",
            "withdrawn",
            "The practice withdrew its request",
            ASKED_FOR,
            "withdrawn",
            Right.REFER,
            asks="Why, if you want to say",
            tells=("team", "supporters"),
        ),
        Step(
            "pause",
            "Stop the time to answer",
            "paused",
            "The time to answer was stopped",
            (*WITH_THE_TEAM, "received"),
            None,
            Right.WORK_CASES,
            asks="What it waits for",
            hint="The practice reads this. A clock stands still for a stated reason only.",
            needs_words=True,
            guards=("a_clock_can_wait",),
            tells=("practice",),
        ),
        Step(
            "resume",
            "Let the time to answer run again",
            "resumed",
            "The time to answer runs again",
            (*WITH_THE_TEAM, "received"),
            None,
            Right.WORK_CASES,
            guards=("a_clock_waits",),
            tells=("practice",),
        ),
        Step(
            "note",
            "Add a note for those who decide",
            "noted",
            "A note was added",
            tuple(STATES),
            None,
            Right.WORK_CASES,
            asks="Note",
            hint="The practice does not see it.",
            needs_words=True,
            confidential=True,
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
        Step(
            "close",
            "Close the case",
            "closed",
            "The case was closed",
            (*WITH_THE_TEAM, "declined"),
            "closed",
            Right.WORK_CASES,
            asks="Why it is closed",
            hint="The practice reads this.",
            needs_words=True,
            guards=("practice_was_answered",),
            tells=("practice", "supporters"),
        ),
        Step(
            "reopen",
            "Open the case again",
            "reopened",
            "The case was opened again",
            ("withdrawn", "closed"),
            "under_assessment",
            Right.WORK_CASES,
            asks="Why it is opened again",
            needs_words=True,
            guards=("practice_knows", "programme_runs"),
            tells=("practice",),
        ),
    )
}
HAPPENED: dict[str, str] = {
    "received": "The practice asked for help",
    "flagged": "The practice was found",
    "support_stated": "A statement of support was given",
    "handed_over": "The case was given to somebody",
    "stepped_out": "A practice stepped out of the group",
    "attached": "A file was added",
} | {step.event: step.happened for step in STEPS.values()}
"""What happened, by kind of event."""
