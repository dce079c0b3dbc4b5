"""Confirming the status of a practice, changing it, and taking it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.look import words
from resilience.notices.actions import tell
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import available, load
from resilience.screening.months import months_later
from resilience.screening.sight import Sight
from resilience.screening.snapshots import snapshot_of
from resilience.screening.status import REASON, PracticeStatus

Status = PracticeStatus.Status
LONGEST = 12
"""Months until a status is looked at again, at most."""


class ConfirmedMeanwhile(Refused):
    """Somebody else gave the practice a status since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else confirmed or changed this status after you opened the page, so nothing "
            "was done. Read what they wrote before you go on: your own words are still here."
        )


@transaction.atomic
def confirm_status(
    *,
    by: Reader,
    practice: Organisation,
    programme: str,
    status: str,
    reason: str,
    review_by: date | None,
    seen: int,
    at: datetime,
) -> PracticeStatus:
    """Give a practice a status, the signal's or another, or take it back (`none`), always with a
    reason. `seen` is the number of the status that somebody looked at, 0 where there was none.
    The people of the practice are told that it changed, not to what."""
    acting = by.acting_for(Right.CONFIRM_STATUS, practice.pk)
    if acting is None or practice.kind != Kind.PRACTICE:
        raise Refused(f"You do not confirm the status of {practice.name}.")
    if programme not in available():
        raise Refused("There is no such programme.")
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=practice.pk))
    before = in_force(practice, programme)
    if (before.pk if before else 0) != seen:
        raise ConfirmedMeanwhile
    reason = tidied(reason)
    refuse(_why_not(status, review_by, by.day, before) or why_not_say(reason, REASON))
    signal, screen = _signal(practice, programme)
    if before:
        before.end()
    made = PracticeStatus.objects.create(
        organisation=practice,
        tier=Tier.COMMISSIONER,
        programme=programme,
        status=status,
        signal=signal,
        snapshot=screen,
        reason=reason,
        review_by=review_by,
        confirmed_for=acting,
        written_by=by.actor,
        written=at,
    )
    record(
        by=by.actor,
        act="status.withdrawn" if status == Status.NONE else "status.confirmed",
        subject=made,
        organisation=practice.code,
        before=_told(before) if before else None,
        after=_told(made) | {"signal": signal, "screen": screen},
    )
    _tell(made, by)
    return made


def in_force(practice: Organisation, programme: str) -> PracticeStatus | None:
    """What was said last of a practice in a programme, be it that there is no status."""
    found = PracticeStatus.objects.in_force().filter(organisation=practice, programme=programme)
    return found.first()


def review_at_latest(day: date) -> date:
    """The last day by which a status given on a day is looked at again."""
    return months_later(day, LONGEST)


def _why_not(status: str, review_by: date | None, day: date, before: PracticeStatus | None) -> str:
    if status not in Status:
        return "Choose red, amber or green."
    if status == Status.NONE:
        if before is None or before.status == Status.NONE:
            return "There is no status to take back."
        return "What has no status has no review." if review_by else ""
    if review_by is None:
        return "Say by when the status is looked at again."
    if not day < review_by <= review_at_latest(day):
        return (
            "The day by which it is looked at again is one to come, and at most "
            f"{LONGEST} months away: {words.day(review_at_latest(day))}."
        )
    return ""


def _signal(practice: Organisation, programme: str) -> tuple[str, str]:
    """The signal of the last screen as the practice itself sees it, and that screen's key."""
    snapshot = snapshot_of(programme, None)
    found = Sight(snapshot).practices.get(practice.code) if snapshot else None
    return (found.signal, snapshot.key) if found and snapshot else ("", "")


def _told(one: PracticeStatus) -> dict[str, Any]:
    return {"status": one.status, "review_by": one.review_by, "for": one.confirmed_for.code}


def _tell(made: PracticeStatus, by: Reader) -> None:
    practice = made.organisation
    own = holders(Right.FILL_IN, practice, by.day)  # of who took it over too
    tell(
        people={one for people in own.values() for one in people},
        subject=f"{practice.name}: its status was confirmed or changed",
        text=(
            f"{made.confirmed_for.name} looked at the status of {practice.name} in "
            f"{load(made.programme).title}. Sign in to read the status and the reason for it."
        ),
        address=reverse("screening:status", args=[made.programme, practice.code]),
        once=f"status {made.pk}",
    )
