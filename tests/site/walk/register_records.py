"""What addresses of the register, of sharing and of the toolkit name in the walk."""

from __future__ import annotations

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Risk, ToolkitWork
from resilience.organisations.models import Organisation


def register_records(by: User) -> dict[str, object]:
    """A risk in the register of 00K, and work on a tool that A81001 shares and wants help with."""
    now = timezone.now()
    risk = Risk.objects.create(
        programme="gprp-2018-19",
        area=Organisation.objects.get(code="00K"),
        number=1,
        title="It may not go on",
        cause="So.",
        effect="So.",
        likelihood=3,
        impact=3,
        owner="A post",
        review_by=now.date(),
    )
    ToolkitWork.objects.create(
        organisation=Organisation.objects.get(code="A81001"),
        tier=Tier.COMMISSIONER,
        programme="gprp-2018-19",
        tool="demand_week",
        state="working",
        wants_help=True,
        began=now,
        changed=now,
        changed_by=by.actor,
    )
    return {"risk": risk.number}
