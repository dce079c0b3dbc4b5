"""The one way in which something happens to a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.cases.models import Case, CaseEvent
from resilience.cases.running import heard
from resilience.cases.steps import HAPPENED
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force


class ChangedMeanwhile(Refused):
    """Something happened to a case since somebody looked at it; nothing was overwritten."""

    def __init__(self, since: Iterable[CaseEvent]) -> None:
        told = [f"{HAPPENED[one.kind]} on {words.moment(one.at)}." for one in since]
        super().__init__(
            "This case changed after you opened the page, so nothing was done. "
            + " ".join(told)
            + " Look at it again before you go on: what you wrote is still here."
        )


def locked(case: Case, seen: int, by: Reader) -> Case:
    """The case as it stands, which nobody else changes until the transaction ends. Raises
    ChangedMeanwhile where something happened that somebody may see and did not look at."""
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if current.version != seen:
        since = CaseEvent.objects.visible_to(by, current).filter(number__gt=seen)
        if since or seen > current.version:
            raise ChangedMeanwhile(since)
    return current


def happen(
    case: Case,
    kind: str,
    *,
    by: Reader,
    at: datetime,
    acting_for: Organisation | None,
    text: str = "",
    tier: str = Tier.COMMISSIONER,
    to: str | None = None,
    **details: Any,
) -> CaseEvent:
    """Add an event to a case in the caller's transaction: its clocks hear it, its state follows,
    and it is on record. What not even the practice may know of is on record of the team."""
    case.version += 1
    if to is not None and to != case.state:
        case.state, case.since = to, at
    case.save()
    event = CaseEvent.objects.create(
        case=case,
        number=case.version,
        at=at,
        kind=kind,
        by=by.actor,
        acting_for=acting_for,
        tier=tier,
        text=text,
        details=details,
    )
    heard(case, kind, timezone.localdate(at), text, in_force(case.programme).clocks)
    owner = case.organisation if tier == Tier.COMMISSIONER else acting_for or case.organisation
    record(
        by=by.actor,
        act=f"case.{kind}",
        subject=case,
        organisation=owner.code,
        after={"event": event.number, "state": case.state},
    )
    return event
