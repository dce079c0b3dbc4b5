"""Who may do what about a case study, and when (G9); each answers why not, in a sentence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.organisations.models import Organisation
from resilience.returns.models import CaseStudy

State = CaseStudy.State
WRITTEN = (State.ASKED, State.DRAFT, State.WITH_PRACTICE, State.AGREED)
"""While its words may be changed."""
AGREED_BEFORE = (State.WITH_PRACTICE, State.AGREED)
"""Where a change means that the practice agrees it anew."""
SENT = (State.SUBMITTED, State.PUBLISHED)
BOTH = (Right.FILL_IN, Right.PLAN_HELP)


@dataclass(frozen=True)
class Way:
    """Something that is done with a case study: by whom, from which states, and where to."""

    id: str
    title: str
    rights: tuple[Right, ...]
    states: Collection[State]
    to: State | None
    done: str
    about: str
    asks: str = ""
    needed: bool = False

    def by_area(self) -> bool:
        """Whether it is the area's to do, or the nation's, rather than of those who help."""
        return bool({Right.FILE_RETURNS, Right.COLLECT_RETURNS} & set(self.rights))


WAYS = (
    Way(
        "ask",
        "Ask the practice for it",
        (Right.PLAN_HELP,),
        (State.PLANNED,),
        State.ASKED,
        "The practice is told that it is asked for a case study, and by when.",
        "The practice is told, with the day by which you ask for it. You may both write.",
    ),
    Way(
        "offer",
        "Put it to the practice to agree",
        BOTH,
        (State.ASKED, State.DRAFT),
        State.WITH_PRACTICE,
        "The practice lead is asked to read and agree it.",
        "The practice lead reads the words as they now stand, and agrees them or changes them.",
    ),
    Way(
        "agree",
        "Agree it",
        (Right.REFER,),
        (State.WITH_PRACTICE,),
        State.AGREED,
        "You agreed the case study. The local team and the region are told.",
        "You agree exactly these words. If anybody changes one, you are asked again.",
    ),
    Way(
        "name",
        "Say whether the practice may be named",
        (Right.REFER,),
        tuple(one for one in State if one != State.WITHDRAWN),
        None,
        "It is noted, and holds from now on.",
        "The practice is named only where you say yes. You may change your mind at any time, also "
        "after it is published: what you say holds at once.",
    ),
    Way(
        "submit",
        "Submit it to the national team",
        (Right.FILE_RETURNS,),
        (State.AGREED,),
        State.SUBMITTED,
        "The case study is submitted.",
        "It is sent to the national team for the region, as the practice agreed it.",
    ),
    Way(
        "publish",
        "Publish it",
        (Right.COLLECT_RETURNS,),
        (State.SUBMITTED,),
        State.PUBLISHED,
        "The case study stands in the library.",
        "Anybody can read it from now on.",
    ),
    Way(
        "send-back",
        "Send it back",
        (Right.COLLECT_RETURNS,),
        SENT,
        State.DRAFT,
        "The case study is sent back, with why.",
        "The practice and the local team change it, the practice agrees it anew, and the region "
        "submits it again. If it is published, it leaves the library at once.",
        asks="What is to be changed",
        needed=True,
    ),
    Way(
        "withdraw",
        "Withdraw it",
        (Right.REFER, Right.PLAN_HELP),
        tuple(one for one in State if one != State.WITHDRAWN),
        State.WITHDRAWN,
        "The case study is withdrawn.",
        "It is given up for good, and counts no more. If it is published, it leaves the library "
        "at once.",
        asks="Why",
    ),
)
CALLED = {one.id: one for one in WAYS}


def why_not(way: Way, study: CaseStudy, by: Reader) -> str:
    """Why somebody may not do it now; empty where they may."""
    if not has_a_say(way, study, by):
        return f"Only those who {' or '.join(one.label for one in way.rights)} do this."
    if State(study.state) in way.states:
        return ""
    return f"It is not open now. Where it stands: {study.get_state_display().lower()}."


def why_not_write(study: CaseStudy, by: Reader) -> str:
    """Why somebody may not change its words now; empty where they may."""
    if not any(by.may(one).holds(study.organisation_id) for one in BOTH):
        return "Only the practice and those who help it write its case study."
    if State(study.state) in WRITTEN:
        return ""
    if study.state == State.PLANNED:
        return "Ask the practice for it first."
    return f"It cannot be changed now. Where it stands: {study.get_state_display().lower()}."


def has_a_say(way: Way, study: CaseStudy, by: Reader) -> bool:
    """Whether it is theirs to do at all."""
    return acting(way.rights, study, by) is not None


def acting(rights: tuple[Right, ...], study: CaseStudy, by: Reader) -> Organisation | None:
    """For which organisation somebody acts who has one of the rights over a case study: to submit
    is a right over its area, all else over its practice."""
    for right in rights:
        over = study.area_id if right == Right.FILE_RETURNS else study.organisation_id
        if found := by.acting_for(right, over):
            return found
    return None
