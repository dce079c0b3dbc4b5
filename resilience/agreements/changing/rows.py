"""The rows of a plan as they stand, and putting them back."""

from __future__ import annotations

from typing import Any

from django.core import serializers
from django.db.models import Model, ProtectedError

from resilience.accounts.rules import Refused
from resilience.agreements.models import Help, Lead, Milestone, Objective, Plan, ReportRow

PARTS: tuple[type[Any], ...] = (Lead, Objective, Milestone, Help, ReportRow)
"""Those that others name before those that name them."""


def rows_of(plan: Plan) -> list[dict[str, Any]]:
    """A plan with all of its parts, as plain data that `put_rows_back` reads."""
    rows: list[Model] = [plan]
    for part in PARTS:
        rows += part.objects.filter(plan=plan).order_by("pk")
    return list(serializers.serialize("python", rows))


def put_rows_back(plan: Plan, before: list[dict[str, Any]]) -> None:
    """Make a plan what it was before: what was added goes, what was changed or taken out is as it
    was. Milestones that were reached meanwhile stay reached, and `version` goes on.

    Raises Refused where something was reported on a part that was added since.
    """
    kept = [one.object for one in serializers.deserialize("python", before)]
    reached = dict(Milestone.objects.filter(plan=plan).values_list("pk", "reached"))
    try:
        for part in reversed(PARTS):
            own = [one.pk for one in kept if isinstance(one, part)]
            part.objects.filter(plan=plan).exclude(pk__in=own).delete()
    except ProtectedError:
        raise Refused(
            "Something was reported already on a part that this variation added: keep the part, "
            "or remove what was reported first."
        ) from None
    for row in kept:
        if isinstance(row, Plan):
            row.version = plan.version + 1
        if isinstance(row, Milestone):
            row.reached = reached.get(row.pk, row.reached)
        row.save()
    plan.refresh_from_db()
