"""What the page of an agreement says of the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from resilience.accounts.reader import Reader
from resilience.agreements.models import plan_of
from resilience.agreements.planning.content import content_of
from resilience.agreements.planning.missing import missing_of
from resilience.agreements.planning.who import why_not_change
from resilience.cases.models import Case
from resilience.programmes.local import in_force


def of(case: Case, reader: Reader) -> dict[str, Any] | None:
    """The plan in short; none before it was begun."""
    plan, pack = plan_of(case), in_force(case.programme)
    if plan is None:
        return None
    version = plan.versions.order_by("number").last()
    written = case.state == "planning" or plan.varying
    content = content_of(plan, pack) if written or version is None else version.content
    return {
        "case": case,
        "content": content,
        "ends": _day(content["ends"]),
        "money_ends": _day(content["money_ends"]),
        "version": None if written else version,
        "writes": not why_not_change(plan, reader),
        "missing": len(missing_of(content, pack)) if written else 0,
        "objectives": [one for heading in content["categories"] for one in heading["objectives"]],
        "help": [(theme, row) for theme in content["help"] for row in theme["rows"]],
    }


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
