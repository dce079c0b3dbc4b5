"""Where a case stands: its states. How it moves from one to the other is in `steps`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Waits(StrEnum):
    """Whose turn it is."""

    TEAM = "team"
    PRACTICE = "practice"
    PLAN = "plan"
    """Whose turn it is the plan and its memorandum say."""
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
        State("help_decided", "Help decided", "You are offered help", Waits.TEAM),
        State("not_prioritised", "Not prioritised", "Not prioritised for help now", Waits.NOBODY),
        State("signposted", "Pointed to other help", "Pointed to other help", Waits.NOBODY),
        State(
            "another_look",
            "Another look asked for",
            "Your decision is being looked at again",
            Waits.TEAM,
        ),
        State(
            "planning",
            "Plan being written",
            "Your improvement plan is being written",
            Waits.PLAN,
        ),
        State("plan_proposed", "Plan with the practice", "You have a plan to agree", Waits.PLAN),
        State("plan_agreed", "Plan to be approved", "You agreed your plan", Waits.PLAN),
        State("plan_approved", "Plan approved", "Your plan is approved", Waits.PLAN),
        State(
            "signing",
            "Memorandum to be signed",
            "There is a memorandum to sign",
            Waits.PLAN,
        ),
        State(
            "part_signed",
            "Signed by one side",
            "The memorandum is signed by one side",
            Waits.PLAN,
        ),
        State("supported", "Being helped", "You are being helped", Waits.PLAN),
        State("exit_review", "Help is being reviewed", "Your help is being reviewed", Waits.PLAN),
        State("ended_early", "Ended by notice", "The memorandum ended by notice", Waits.NOBODY),
        State("withdrawn", "Withdrawn", "You withdrew your request", Waits.NOBODY),
        State("closed", "Closed", "Closed", Waits.NOBODY),
    )
}
BEGINNINGS = {"received": "a practice asks for help", "flagged": "a practice is found"}
"""The states in which a case begins, each with how."""
OPEN = tuple(name for name, state in STATES.items() if state.waits_on != Waits.NOBODY)
