"""All of a plan as plain data: what both sides agree, of which the memorandum is made.

Days are ISO 8601. Whatever was not written is an empty text, or none where it is a number.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models

from resilience.agreements.models import Help, Lead, Milestone, Objective, Plan
from resilience.organisations.models import Organisation
from resilience.programmes.schema import MenuEntry, Pack

Plain = dict[str, Any]
LEAD = ("organisation", "name", "role", "address", "phone", "email")
OBJECTIVE = (
    *("number", "criterion", "what", "measure", "indicator", "baseline", "baseline_value"),
    *("baseline_source", "target", "target_value", "achievable", "due", "side", "owner"),
)
MILESTONE = ("number", "title", "due", "side")
HELP = (
    *("number", "description", "sender_capacity", "body_contribution", "practice_contribution"),
    *("starts", "ends"),
)
REPORT = ("number", "what", "due")


def content_of(plan: Plan, pack: Pack) -> Plain:
    """What a plan says, with the titles of the pack as they are now: `leads` by part; `categories`
    of the pack in order, each with its `objectives` and of each its `milestones`; `milestones` of
    no objective; `help` by theme, every one that the menu offers in an agreement, also those of
    which there is none; `reports`; `exit_strategy`, `money_ends`, `local_strategy`,
    `case_study_by` and `ends`."""
    case = plan.case
    objectives, milestones = list(plan.objectives.all()), list(plan.milestones.all())
    helps = list(plan.helps.select_related("supplier", "sender"))
    practices = case.practices.select_related("organisation")
    return {
        "reference": case.reference,
        "programme": pack.id,
        "plan": plan.number,
        "practices": [{"code": one.organisation.code, "name": one.name} for one in practices],
        "leads": {one.part: _lead(one) for one in plan.leads.all()},
        "categories": [
            {
                "id": category.id,
                "title": category.title,
                "objectives": [
                    _objective(one, milestones) for one in objectives if one.category == category.id
                ],
            }
            for category in (pack.planning.categories if pack.planning else ())
        ],
        "milestones": [_of(one, MILESTONE) for one in milestones if one.objective_id is None],
        "help": [
            {
                "id": theme.id,
                "title": theme.title,
                "about": theme.about,
                "rows": [_help(one, pack) for one in helps if one.category == theme.id],
            }
            for theme in themes(pack)
        ],
        "reports": [_of(one, REPORT) for one in plan.reportrows.all()],
        **_of(plan, ("exit_strategy", "money_ends", "local_strategy", "case_study_by", "ends")),
    }


def themes(pack: Pack) -> list[MenuEntry]:
    """The kinds of support that may stand in an agreement (E11)."""
    return [one for one in pack.menu if "agreement" in one.offered]


def hash_of(content: Plain) -> str:
    """SHA-256 of the canonical JSON of a plan's content."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _of(row: models.Model, names: tuple[str, ...]) -> Plain:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _lead(one: Lead) -> Plain:
    return {"title": one.get_part_display(), **_of(one, LEAD)}


def _objective(one: Objective, milestones: list[Milestone]) -> Plain:
    own = [_of(step, MILESTONE) for step in milestones if step.objective_id == one.pk]
    return {**_of(one, OBJECTIVE), "milestones": own}


def _help(one: Help, pack: Pack) -> Plain:
    routes = {route.id: route.title for route in (pack.planning.routes if pack.planning else ())}
    return {
        **_of(one, HELP),
        "route": one.route,
        "route_title": routes.get(one.route, one.route),
        "supplier": _named(one.supplier),
        "sender": _named(one.sender),
    }


def _named(one: Organisation | None) -> Plain | None:
    return {"code": one.code, "name": one.name} if one else None
