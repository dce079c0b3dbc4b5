"""What a step is, and the states between which steps lead."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.accounts.roles import Right

WITH_THE_TEAM = ("acknowledged", "accepted", "under_assessment")
ASSESSED = ("under_assessment", "another_look")
DECIDED = ("help_decided", "not_prioritised", "signposted")
BEFORE_SIGNING = ("planning", "plan_proposed", "plan_agreed", "plan_approved", "signing")
"""A plan is on its way, and nobody has signed."""
IN_SUPPORT = (*BEFORE_SIGNING, "part_signed", "supported", "exit_review")
ASKED_FOR = (
    "received",
    "acknowledged",
    "information_requested",
    "under_assessment",
    "accepted",
    "another_look",
)


@dataclass(frozen=True)
class Step:
    """What somebody may do with a case that stands in one of some states.

    `to` is the state it leads to, none where it stays. `event` is what then happened. `asks` is the
    label of what the person writes; `needs_words` whether they must. `confidential` words are for
    those who deliberate only. `guards` name conditions in `guards`. A step that asks for more than
    words has a page of its own, of this name.
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
    page: str = ""

    @property
    def of_the_practice(self) -> bool:
        return self.right in (Right.REFER, Right.FILL_IN)
