"""Submitting a case study for an area, publishing it, and sending it back (G9.2, G9.7)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.programmes.schema.returns import CaseStudies
from resilience.returns.models import CaseStudy
from resilience.returns.studies.acts.agreeing import refuse_names
from resilience.returns.studies.acts.happening import happened, locked, opened, told
from resilience.returns.studies.coarse import coarse
from resilience.returns.studies.wanted import missing

State = CaseStudy.State


@transaction.atomic
def submit(*, by: Reader, study: CaseStudy, asks: CaseStudies, seen: int, at: datetime) -> None:
    """Submit the version that the practice agreed. What was submitted, sent back and submitted
    again counts from the first time. Raises Refused with why not."""
    study = locked(study, seen)
    way = opened("submit", study, by)
    _ready(study, asks)
    study.state, study.since = State.SUBMITTED, at
    study.submitted = study.submitted or at
    happened(study, "submitted", by=by, at=at, rights=way.rights)
    told(
        study,
        ("nation",),
        by=by,
        at=at,
        subject="it is submitted",
        text=f"{study.area.name} submitted it, to be published or sent back.",
    )


@transaction.atomic
def publish(*, by: Reader, study: CaseStudy, asks: CaseStudies, seen: int, at: datetime) -> None:
    """Put a case study into the library, as the practice agreed it and named only where it said so.
    Raises Refused with why not."""
    study = locked(study, seen)
    way = opened("publish", study, by)
    _ready(study, asks)
    study.state, study.since, study.published = State.PUBLISHED, at, at
    study.coarse = coarse(study, asks, by.day)
    happened(
        study,
        "published",
        by=by,
        at=at,
        rights=way.rights,
        after={"named": study.named is True, **study.coarse},
    )
    told(
        study,
        ("practice", "team", "area"),
        by=by,
        at=at,
        subject="it is published",
        text="It stands in the library of case studies.",
    )


@transaction.atomic
def send_back(*, by: Reader, study: CaseStudy, seen: int, at: datetime, why: str) -> None:
    """Send a case study back with what is to be changed. Raises Refused with why not."""
    study, why = locked(study, seen), tidied(why)
    way = opened("send-back", study, by)
    refuse(why_not_say(why, LONGEST))
    study.state, study.since = State.DRAFT, at
    study.agreed, study.published = None, None
    happened(study, "sent_back", by=by, at=at, rights=way.rights, text=why)
    told(
        study,
        ("practice", "team", "area"),
        by=by,
        at=at,
        subject="it is sent back",
        text="It says what is to be changed before it is published.",
    )


def _ready(study: CaseStudy, asks: CaseStudies) -> None:
    if study.agreed is None:
        raise Refused("The practice did not agree the words as they now stand.")
    if lacks := missing(study, asks):
        raise Refused(f"It is not complete. Write: {', '.join(lacks)}.")
    refuse_names(study, named=study.named is True)
