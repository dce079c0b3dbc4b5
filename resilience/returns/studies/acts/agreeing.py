"""Putting a case study to the practice, its agreement, its name, and withdrawing it (G9.5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.programmes.schema.returns import CaseStudies
from resilience.returns.models import CaseStudy
from resilience.returns.studies.acts.happening import happened, locked, opened, told
from resilience.returns.studies.identity import names_told
from resilience.returns.studies.rules import SENT
from resilience.returns.studies.wanted import missing

State = CaseStudy.State
HELD_BACK = "its words tell who the practice is"


@transaction.atomic
def offer(*, by: Reader, study: CaseStudy, asks: CaseStudies, seen: int, at: datetime) -> None:
    """Put a complete case study to the practice to agree. Raises Refused with what is missing."""
    study = locked(study, seen)
    way = opened("offer", study, by)
    if lacks := missing(study, asks):
        raise Refused(f"It is not complete. Write: {', '.join(lacks)}.")
    study.state, study.since = State.WITH_PRACTICE, at
    happened(study, "offered", by=by, at=at, rights=way.rights)
    told(
        study,
        ("practice",),
        by=by,
        at=at,
        subject="it is yours to agree",
        text="Read the words as they would be published, change what you wish, and agree them. "
        "Say also whether the practice may be named.",
    )


@transaction.atomic
def agree(*, by: Reader, study: CaseStudy, seen: int, at: datetime, named: bool) -> None:
    """Agree the very version that was seen, and say whether the practice may be named. Raises
    Refused with why not, as where the words tell a name that is not to be told."""
    study = locked(study, seen)
    way = opened("agree", study, by)
    refuse_names(study, named=named)
    study.state, study.since, study.named = State.AGREED, at, named
    study.agreed = study.version + 1
    happened(study, "agreed", by=by, at=at, rights=way.rights, after={"named": named})
    told(
        study,
        ("team", "area"),
        by=by,
        at=at,
        subject="the practice agreed it",
        text="The region can submit it.",
    )


@transaction.atomic
def say_named(*, by: Reader, study: CaseStudy, seen: int, at: datetime, named: bool) -> bool:
    """Say whether the practice may be named, at any time; it holds at once and everywhere. What is
    published with words that tell the name leaves the library, to be written anew. Whether it did.

    Raises Refused with why not.
    """
    study = locked(study, seen)
    way = opened("name", study, by)
    before, study.named = study.named, named
    out = study.state in SENT and any(one.stops for one in names_told(study, named=named))
    if out:
        study.state, study.since = State.DRAFT, at
        study.agreed, study.published = None, None
    happened(
        study,
        "named" if named else "not_named",
        by=by,
        at=at,
        rights=way.rights,
        text=HELD_BACK if out else "",
        before={"named": before},
        after={"named": named},
    )
    told(
        study,
        ("practice", "team", "area", "nation") if out else ("team", "area"),
        by=by,
        at=at,
        subject="the practice may be named" if named else "the practice is not to be named",
        text="Its words still tell who the practice is, so it is out of the library and is written "
        "anew."
        if out
        else "It holds from now on, everywhere.",
    )
    return out


@transaction.atomic
def withdraw(*, by: Reader, study: CaseStudy, seen: int, at: datetime, why: str) -> None:
    """Give a case study up for good; it leaves the library at once. Raises Refused with why not."""
    study, why = locked(study, seen), tidied(why)
    way = opened("withdraw", study, by)
    if why and (wrong := why_not_say(why, LONGEST)):
        raise Refused(wrong)
    sent = study.state in SENT
    study.state, study.since, study.published = State.WITHDRAWN, at, None
    happened(study, "withdrawn", by=by, at=at, rights=way.rights, text=why)
    told(
        study,
        ("practice", "team", "area", *(("nation",) if sent else ())),
        by=by,
        at=at,
        subject="it is withdrawn",
        text="It is not published, and counts no more.",
    )


def refuse_names(study: CaseStudy, *, named: bool) -> None:
    """Raise Refused with each place in which the words tell a name that is not to be told."""
    told_ = [one for one in names_told(study, named=named) if one.stops]
    if told_:
        places = "; ".join(f"{one.what} (“{one.around}”)" for one in told_)
        who = "people and other practices" if named else "the practice or people"
        raise Refused(f"The words tell who {who} are. Change them first: {places}.")
