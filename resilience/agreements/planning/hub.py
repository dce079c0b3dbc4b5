"""What the page of an agreement says of the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from resilience.accounts.reader import Reader
from resilience.agreements.changing.agreed import agreed, last_day, planned_end
from resilience.agreements.models import Memorandum, Plan, plan_of
from resilience.agreements.planning.content import content_of
from resilience.agreements.planning.missing import missing_of
from resilience.agreements.planning.who import why_not_change
from resilience.cases.models import Case
from resilience.programmes.local import in_force


def of(case: Case, reader: Reader) -> dict[str, Any] | None:
    """The plan in short: what is in force, or else as it is written or was put to the practice;
    none before it was begun."""
    plan, pack = plan_of(case), in_force(case.programme)
    if plan is None:
        return None
    signed = _signed(case, plan)
    written = case.state == "planning"
    version = signed.version if signed else plan.versions.order_by("number").last()
    content = content_of(plan, pack) if written or version is None else version.content
    return {
        "case": case,
        "content": content,
        "ends": last_day(signed) if signed else _day(content["ends"]),
        "by_notice": signed and last_day(signed) < planned_end(signed),
        "varying": plan.varying,
        "money_ends": _day(content["money_ends"]),
        "version": None if written else version,
        "writes": not why_not_change(plan, reader),
        "missing": len(missing_of(content, pack)) if written else 0,
        "objectives": [one for heading in content["categories"] for one in heading["objectives"]],
        "help": [(theme, row) for theme in content["help"] for row in theme["rows"]],
    }


def _signed(case: Case, plan: Plan) -> Memorandum | None:
    """The memorandum of this plan that both sides signed last."""
    memorandum = agreed(case)
    return memorandum if memorandum and memorandum.version.plan_id == plan.pk else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
