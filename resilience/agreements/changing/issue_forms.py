"""What people fill in about an issue."""

from __future__ import annotations

from resilience.accounts.fields import Words
from resilience.cases.following.forms import Acting
from resilience.look.forms import DayField


class Raise(Acting):
    """What the matter is."""

    what = Words(
        "What is the matter?",
        hint="What happened, since when, and what would put it right. The other side reads this.",
        missing="Write what the matter is",
    )


class Escalate(Acting):
    """Why it goes to the strategic lead."""

    why = Words(
        "Why it goes to the strategic lead",
        hint="What was tried between you, and what is still open. Both sides read this.",
        missing="Write why it goes to the strategic lead",
    )


class Advice(Acting):
    """When the committee was asked, and what it said."""

    asked = DayField(
        label="When was the local medical committee asked?",
        help_text="For example 4 February 2019.",
        error_messages={"required": "Enter the day on which the committee was asked"},
    )
    advice = Words("What it said", hint="Add it here once it has answered. Both sides read this.")


class Settle(Acting):
    """How it was settled."""

    outcome = Words(
        "How it is settled",
        hint="Who does what, and by when. Both sides read this.",
        missing="Write how it is settled",
    )
