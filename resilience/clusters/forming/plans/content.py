"""What a plan says, frozen when it is submitted; and what differs between two submissions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from resilience.clusters.forming.members import agreed
from resilience.clusters.models import ClusterPlan, Project
from resilience.look import words
from resilience.programmes.schema.clusters import Clusters

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """Something that two submissions say differently; empty where one said nothing of it."""

    what: str
    before: str
    after: str


def content_of(plan: ClusterPlan, rules: Clusters) -> dict[str, Any]:
    """All that a plan says, in words that outlast the pack: plain data."""
    there = {one.span: one for one in plan.projects.all()}
    return {
        "starts": plan.starts.isoformat(),
        "summary": plan.summary,
        "practices": [
            {"code": one.practice.code, "name": one.practice.name} for one in agreed(plan.cluster)
        ],
        "projects": [
            {"span": span.id, "called": span.title} | _project(there[span.id], rules)
            for span in rules.spans
            if span.id in there
        ],
    }


def hash_of(content: Content) -> str:
    """Tells one content from another."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lines(content: Content) -> dict[str, str]:
    """What a submission says, by what it is about, in the order of the plan."""
    told = {
        "Practices": ", ".join(one["name"] for one in content.get("practices", [])),
        "In a few sentences": content.get("summary", ""),
    }
    for project in content.get("projects", []):
        about = {
            "title": project["title"],
            "what it is to reach": project["aim"],
            "needs": ", ".join(one["title"] for one in project["needs"]),
            "where they were found": project["needs_why"],
            "high impact actions": ", ".join(one["title"] for one in project["actions"]),
            "how we will know": project["measure"],
            "who leads it": project["lead"],
            "from and to": f"{_day(project['starts'])} to {_day(project['ends'])}",
        }
        told |= {f"{project['called']}: {what}": text for what, text in about.items()}
    return told


def differences(before: Content, after: Content) -> list[Difference]:
    """What two submissions say differently, in the order of the plan."""
    old, new = lines(before), lines(after)
    told = (Difference(one, old.get(one, ""), new.get(one, "")) for one in {**new, **old})
    return [one for one in told if one.before != one.after]


def _project(project: Project, rules: Clusters) -> dict[str, Any]:
    return {
        "title": project.title,
        "aim": project.aim,
        "needs": [{"id": n.id, "title": n.title} for n in rules.needs if n.id in project.needs],
        "needs_why": project.needs_why,
        "actions": [
            {"id": one.id, "title": one.title} for one in rules.actions if one.id in project.actions
        ],
        "measure": project.measure,
        "lead": project.lead,
        "starts": project.starts.isoformat(),
        "ends": project.ends.isoformat(),
    }


def _day(text: str) -> str:
    return words.day(date.fromisoformat(text))
