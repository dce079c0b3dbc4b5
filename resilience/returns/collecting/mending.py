"""Mending a value of what an area sent: with a reason, added to what was sent and never in its
place, and told to the area (G13.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.audit.actions import record
from resilience.programmes.local import in_force
from resilience.returns.collecting.guards import collects, locked, newest, said
from resilience.returns.collecting.subjects import OF_PRACTICES, OF_TEAMS
from resilience.returns.collecting.telling import of_the_area, tell_of_return
from resilience.returns.collecting.values import checked
from resilience.returns.models import Change, Return, SentRow, Submission

WITH_THE_AREA = "The return is with the area to be changed: wait until it is sent again."


@transaction.atomic
def change(
    *,
    by: Reader,
    of: Return,
    seen: int,
    at: datetime,
    team: str,
    practice: str,
    field: str,
    value: Any,
    why: str,
) -> Change:
    """Change a value of a row of what an area sent last, and say why. `value` is typed as
    `figures.rows` has it."""
    collects(by, of.area)
    of = locked(of, seen)
    if of.state == Return.State.OPEN:
        raise Refused(WITH_THE_AREA)
    if field not in (OF_PRACTICES if practice else OF_TEAMS):
        raise Refused("This is no value that is changed here.")
    submission = newest(of)
    row = _row(submission, team, practice)
    before = row.get(field)
    after = checked(field, value, row, submission.as_at, in_force(of.programme))
    if after == before:
        raise Refused("That is the value that stands there: nothing changes.")
    made = Change.objects.create(
        of=of,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.COLLECT_RETURNS, of.area_id),
        submission=submission,
        team=team,
        practice=practice,
        field=field,
        before=before,
        after=after,
        why=said(why),
    )
    of.version += 1
    of.save()
    record(
        by=by.actor,
        act="returns.changed",
        subject=made,
        organisation=of.area.code,
        before={field: before},
        after={field: after},
    )
    tell_of_return(
        of,
        of_the_area(of, team, timezone.localdate(at)),
        "a value was changed",
        "The national team changed a value of what you sent, and says why. Look at it; if you see "
        "it otherwise, ask about it there.",
        f"change {made.pk}",
    )
    return made


def _row(submission: Submission, team: str, practice: str) -> dict[str, Any]:
    """A row as it stands, with what was mended before."""
    of = {"submission": submission, "team": team, "practice": practice}
    found = SentRow.objects.filter(**of).first()
    if found is None:
        raise Refused("The area sent no such row.")
    row: dict[str, Any] = dict(found.row)
    for one in Change.objects.filter(**of).order_by("at", "pk"):
        row[one.field] = one.after
    return row
