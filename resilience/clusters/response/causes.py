"""The true cause of a practice's status: found, answered by the practice, settled (Q13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.models import Cause
from resilience.clusters.response.rules import why_not_answer, why_not_find
from resilience.clusters.response.told import tell_practice, tell_those_who
from resilience.clusters.typed import plain
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.screening.status_actions import in_force as status_of

MEANWHILE = (
    "Somebody wrote about the cause after you opened the page, so nothing was done. Read what they "
    "wrote: your own words are still here."
)


@transaction.atomic
def find_cause(
    *,
    by: Reader,
    practice: Organisation,
    pack: Pack,
    seen: int,
    main: str,
    others: Sequence[str],
    shown_by: str,
    at: datetime,
) -> Cause:
    """Say what the cause of a practice's status is, and what shows it. `seen` is the number of the
    cause in force that was looked at, 0 for none. The practice is asked whether it agrees."""
    refuse(why_not_find(practice, by))
    before = _locked(practice, pack.id, seen)
    known = {one.id for one in (pack.response.causes if pack.response else ())}
    if main not in known or set(others) - known:
        raise Refused("Choose among the causes that the programme names.")
    if main in others:
        raise Refused("The main cause is not one of the others: choose it once.")
    status = status_of(practice, pack.id)
    if status is None or status.status not in ("amber", "red"):
        raise Refused("A cause is found for a practice whose status is amber or red.")
    acting = by.acting_for(Right.CONFIRM_STATUS, practice.pk)
    made = _written(
        by,
        before,
        at,
        organisation=practice,
        programme=pack.id,
        main=main,
        others=list(others),
        shown_by=plain(shown_by),
        status=status,
        found_for=acting,
    )
    _record("response.cause_found", made, by, main=main, others=list(others))
    tell_practice(practice, pack.id, by, "you are asked something about its status")
    return made


@transaction.atomic
def answer_cause(
    *,
    by: Reader,
    practice: Organisation,
    programme: str,
    seen: int,
    agrees: bool,
    says: str,
    at: datetime,
) -> Cause:
    """Say for a practice whether it agrees with the cause in force; who does not says what it is
    in the practice's eyes."""
    before = _locked(practice, programme, seen)
    refuse(why_not_answer(practice, by, before))
    if not agrees and not says.strip():
        raise Refused("Write what the cause is as you see it.")
    assert before is not None  # noqa: S101 - there is one to answer
    made = _again(
        by, before, at, practice_agrees=agrees, practice_says=plain(says) if says.strip() else ""
    )
    _record("response.cause_answered", made, by, agrees=agrees)
    told = (Right.CONFIRM_STATUS, made.found_for, practice, programme, by)
    tell_those_who(*told, "it answered about its status")
    return made


@transaction.atomic
def settle_cause(
    *, by: Reader, practice: Organisation, programme: str, seen: int, what: str, at: datetime
) -> Cause:
    """Say that the cause in force is one no more, and what changed. The practice is told."""
    refuse(why_not_find(practice, by))
    before = _locked(practice, programme, seen)
    if before is None or before.settled:
        raise Refused("There is no cause to settle.")
    made = _again(by, before, at, settled=True, shown_by=plain(what))
    _record("response.cause_settled", made, by, main=made.main)
    tell_practice(practice, programme, by, "something new was written about its status")
    return made


def cause_in_force(practice: Organisation, programme: str) -> Cause | None:
    """What was said last of the cause, be it that it is settled."""
    found = Cause.objects.in_force().filter(organisation=practice, programme=programme)
    return found.select_related("found_for").first()


def locked_practice(practice: Organisation) -> None:
    """Of a practice one at a time writes the response, until the transaction ends."""
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=practice.pk))


def _locked(practice: Organisation, programme: str, seen: int) -> Cause | None:
    locked_practice(practice)
    now = cause_in_force(practice, programme)
    if (now.pk if now else 0) != seen:
        raise Refused(MEANWHILE)
    return now


def _again(by: Reader, before: Cause, at: datetime, **other: Any) -> Cause:
    """The same cause with something more said of it."""
    names = ("organisation", "programme", "main", "others", "shown_by", "practice_agrees")
    same = {name: getattr(before, name) for name in (*names, "practice_says", "status")}
    return _written(by, before, at, **(same | {"found_for": before.found_for} | other))


def _written(by: Reader, before: Cause | None, at: datetime, **fields: Any) -> Cause:
    if before:
        before.end()
    return Cause.objects.create(tier=Tier.COMMISSIONER, written_by=by.actor, written=at, **fields)


def _record(act: str, made: Cause, by: Reader, **more: Any) -> None:
    record(
        by=by.actor,
        act=act,
        subject=made,
        organisation=made.organisation.code,
        after={"programme": made.programme} | more,
    )
