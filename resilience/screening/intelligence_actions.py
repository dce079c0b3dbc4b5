"""Entering what is known locally, withdrawing it, and reading it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.accounts.tiers import Subject, Tier
from resilience.audit.actions import record
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.screening.answers import Answers, apart, taken
from resilience.screening.intelligence import NOTE, SOURCE, Intelligence
from resilience.screening.intelligence_rules import (
    entered_for,
    may_withdraw,
    subject_of,
    tiers_of,
)
from resilience.screening.laying import lay_over_practice, one_after_the_other
from resilience.screening.weighing import read


@transaction.atomic
def enter_intelligence(
    *,
    by: Reader,
    practice: Organisation,
    pack: Pack,
    criterion: str,
    about: date,
    source: str,
    says: str = "",
    note: str = "",
    tier: str = "",
    reports: Mapping[str, Any] | None = None,
) -> Intelligence:
    """Add what somebody knows; without a `tier` for the eyes usual under the criterion. It counts
    at once in every screen of a day it is not later than.

    `reports` answers what the pack asks there, by the id of the question; `says` may be left out
    where the pack reads it from them. What only named readers may read of it becomes an entry of
    its own, which names nothing else.
    """
    if entered_for(by, practice) is None:
        raise Refused(f"You do not enter what is known locally of {practice.name}.")
    asked = next((one for one in pack.criteria if one.id == criterion), None)
    if asked is None:
        raise Refused("The programme has no such criterion.")
    allowed = tiers_of(asked, by, practice)
    tier = tier or allowed[0]
    acting = entered_for(by, practice, tier)
    if tier not in allowed or acting is None:
        raise Refused("Under this criterion it cannot be entered for those readers.")
    if about > by.day:
        raise Refused("It cannot be about a day to come.")
    plain = asked.model_dump(mode="json")
    answers = taken(plain, reports or {})
    says = read(plain, answers) or says
    if says not in Intelligence.Says:
        raise Refused("Say what it says of the criterion.")
    note, source = tidied(note), tidied(source)
    if asked.words:
        refuse(why_not_say(note, NOTE))
    elif note:
        raise Refused("No words are kept under this criterion, only the answer.")
    refuse(why_not_say(source, SOURCE))
    told, hidden = (answers, {}) if tier == Tier.RESTRICTED else apart(plain, answers)
    one_after_the_other()

    def keep(tier: str, says: str, reports: Answers, note: str) -> Intelligence:
        entered = Intelligence.objects.create(
            organisation=practice,
            programme=pack.id,
            criterion=criterion,
            says=says,
            reports=reports,
            note=note,
            about=about,
            source=source,
            tier=tier,
            subject=subject_of(asked, tier),
            entered_for=acting,
            written_by=by.actor,
        )
        _record(by, "intelligence.entered", entered, after=_told(entered))
        return entered

    if hidden:
        keep(Tier.RESTRICTED, Intelligence.Says.NOT_KNOWN, hidden, "")
    entered = keep(tier, says, told, note)
    if tier != Tier.RESTRICTED:
        lay_over_practice(practice, pack.id)
    return entered


@transaction.atomic
def withdraw_intelligence(*, by: Reader, intelligence: Intelligence) -> None:
    """From now on nobody is shown it; it stays on record."""
    if not may_withdraw(by, intelligence):
        raise Refused("Only the organisation that entered this withdraws it.")
    one_after_the_other()
    if not intelligence.end():
        raise Refused("It was withdrawn before.")
    _record(by, "intelligence.withdrawn", intelligence, before=_told(intelligence))
    if intelligence.tier != Tier.RESTRICTED:
        lay_over_practice(intelligence.organisation, intelligence.programme)


def known_locally(reader: Reader, practice: str, programme: str) -> list[Intelligence]:
    """What a reader may see of a practice, the latest first. That a restricted record was read is
    an event, kept together with the reading or not at all."""
    found = (
        Intelligence.objects.in_force()
        .visible_to(reader)
        .filter(organisation__code=practice, programme=programme)
        .select_related("organisation", "entered_for")
    )
    if not any(reader.reads(subject) for subject in Subject):
        return list(found)
    with transaction.atomic():
        read = list(found)
        for one in read:
            if one.tier == Tier.RESTRICTED:
                _record(reader, "restricted.read", one)
        return read


def _record(by: Reader, act: str, one: Intelligence, **told: Any) -> None:
    """What not even the practice may know of is in the record of those who entered it."""
    owner = one.organisation if one.tier == Tier.COMMISSIONER else one.entered_for
    record(by=by.actor, act=act, subject=one, organisation=owner.code, **told)


def _told(one: Intelligence) -> dict[str, Any] | None:
    """What an event says of it: its words never, of a restricted one nothing at all."""
    if one.tier == Tier.RESTRICTED:
        return None
    return {"criterion": one.criterion, "says": one.says, "about": one.about, "tier": one.tier}
