"""What is still to be done before a plan can be submitted (Q6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from resilience.clusters.models import ClusterPlan, Project
from resilience.look import words
from resilience.programmes.schema.clusters import Clusters, Span
from resilience.screening.months import months_later


class Lack(NamedTuple):
    """Something that lacks: in which project, the summary where it is none, and in words."""

    span: str
    words: str


def ends_between(span: Span, starts: date) -> tuple[date, date]:
    """The first and the last day on which a project of a span may end, of a plan that starts on a
    day: a project of 12 months may end on the day before the same day of the next year."""
    last = months_later(starts, span.to_months) - timedelta(days=1)
    return months_later(starts, span.from_months), last


def why_not_days(span: Span, plan_starts: date, starts: date, ends: date) -> str:
    """Why a project may not run from a day to a day."""
    if ends < starts:
        return "It ends before it starts: give a day to come after the first."
    if starts < plan_starts:
        return f"The plan starts on {words.day(plan_starts)}: no project starts before."
    first, last = ends_between(span, plan_starts)
    if not first <= ends <= last:
        return (
            f"A project that is called “{span.title}” ends from {words.day(first)} to "
            f"{words.day(last)}: give a day between, or write it down as another project."
        )
    return ""


def lacks(plan: ClusterPlan, rules: Clusters) -> list[Lack]:
    """Everything that lacks, in the order of the plan; nothing for a plan that may be submitted.
    One query where the projects were not fetched."""
    there = {one.span: one for one in plan.projects.all()}
    found = [] if plan.summary else [Lack("", "Write the plan in a few sentences.")]
    for span in rules.spans:
        if span.id not in there:
            found.append(Lack(span.id, f"Write the {span.title.lower()}."))
        else:
            found += [Lack(span.id, say) for say in _lacks(there[span.id], span, plan, rules)]
    return found


def _lacks(project: Project, span: Span, plan: ClusterPlan, rules: Clusters) -> list[str]:
    needs, actions = {one.id for one in rules.needs}, {one.id for one in rules.actions}
    asked = (
        (project.aim, "say what it is to reach"),
        (needs & set(project.needs), "choose the needs that it answers"),
        (project.needs_why, "say where these needs were found"),
        (actions & set(project.actions), "choose at least one of the high impact actions"),
        (project.measure, "say how you will know that it worked"),
        (project.lead, "say which post leads it"),
    )
    told = [f"{span.title}: {say}." for given, say in asked if not given]
    why = why_not_days(span, plan.starts, project.starts, project.ends)
    return [*told, f"{span.title}: {why[:1].lower()}{why[1:]}"] if why else told
