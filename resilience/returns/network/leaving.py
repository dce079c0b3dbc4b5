"""Who is no longer of the network leaves its directory and its events."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.audit.actions import record
from resilience.returns.models import Attendance, Contact
from resilience.returns.network.addressed import members


@transaction.atomic
def forget_those_who_left(now: datetime) -> int:
    """Remove the entries of people who are of the network no more, and give their places at events
    to come back; how many entries."""
    still = members(timezone.localdate(now)).values("user")
    left = (
        Contact.objects.exclude(user=None).exclude(user__in=still).select_for_update(of=("self",))
    )
    entries = list(left.select_related("organisation"))
    for one in entries:
        code = one.organisation.code
        record(by="command work", act="returns.network_forgotten", subject=one, organisation=code)
        one.delete()
    Attendance.objects.filter(meeting__starts__gt=now).exclude(user__in=still).delete()
    return len(entries)
