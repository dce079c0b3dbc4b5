"""Practices that ask for help or are found, and how far they were answered."""

from __future__ import annotations

from resilience.accounts.demonstration import BOARD, PRACTICE
from resilience.accounts.roles import Role
from resilience.cases.actions import flag, name_contact, raise_concern
from resilience.cases.demonstration.story import Story
from resilience.cases.models import Case
from resilience.organisations.models import Organisation


def ask(story: Story) -> None:
    """Eight cases, of which nobody was assessed yet."""
    name_contact(
        by=story.reader(Role.RESILIENCE_LEAD, 40),
        programme=story.pack.id,
        team=Organisation.objects.get(code=BOARD),
        name="Cordelia Stonechat",
        role="Resilience lead",
        email="resilience@board.example",
        phone="01632 960 145",
    )
    done = story.referral(0, 35)
    story.support(done, 32, "yes", "They have told us of this since the spring.")
    story.step(done, "acknowledge", 30, "Thank you. We look at it this week.")
    story.step(done, "assess", 29)
    story.step(done, "tell", 24, "We look at what you told us and decide within a month.")
    answered = story.referral(1, 13)
    story.step(answered, "acknowledge", 9, "We have your request and will ring on Monday.")
    story.step(answered, "ask", 7, "Until when is your manager away, and who signs claims?")
    story.referral(2, 16)  # nobody has answered, and the answer is late
    story.referral(3, 2, group=[4])
    declined = _found(story, 5, 30)
    story.step(declined, "offer", 28, "We can pay for a look at how you use your sessions.")
    story.of_practice(5, declined, "decline", 20, "Thank you. We would rather wait.")
    _found(story, 6, 3)
    raise_concern(
        by=story.reader(Role.LMC_OFFICER, 1),
        practice=story.practices[7][0],
        programme=story.pack.id,
        why="Two partners have told us that they will give notice together.",
        at=story.at(1),
    )
    offered = flag(
        by=story.reader(Role.RESILIENCE_LEAD, 5),
        practices=[Organisation.objects.get(code=PRACTICE)],
        programme=story.pack.id,
        route=Case.Route.LIST_FOR_REVIEW,
        why="On the list for review since the last screen.",
        at=story.at(5),
    )
    story.step(offered, "offer", 4, "You might use help with recruiting. Shall we talk?")


def _found(story: Story, number: int, ago: int) -> Case:
    return flag(
        by=story.reader(Role.RESILIENCE_LEAD, ago),
        practices=[story.practices[number][0]],
        programme=story.pack.id,
        route=Case.Route.LIST_FOR_REVIEW,
        why="Three criteria are met in the last screen, one of them newly.",
        at=story.at(ago),
    )
