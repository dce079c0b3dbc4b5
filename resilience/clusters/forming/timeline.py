"""What happened to a cluster, act by act, as the record of acts has it: who acted for whom, and
never whose name it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from resilience.audit.models import Event
from resilience.clusters.models import Cluster
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.schema.clusters import Clusters

Names = Mapping[str, str]
Say = Callable[[Any, Names, Clusters], str]
BEGINS = "cluster."


@dataclass(frozen=True)
class Happened:
    """One act: when, for which organisation, and what."""

    at: datetime
    acting: str
    what: str


def timeline(cluster: Cluster, rules: Clusters) -> list[Happened]:
    """Every act about a cluster, the latest first; two queries."""
    events = Event.objects.filter(
        subject_kind=cluster._meta.label_lower, subject_id=str(cluster.pk)
    ).order_by("-at", "-pk")
    found = [one for one in events if one.act.removeprefix(BEGINS) in SAID]
    codes = {one.organisation for one in found}
    for one in found:
        codes |= {code for key in CODES for code in (one.after or {}).get(key, [])}
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        Happened(
            one.at,
            names.get(one.organisation, one.organisation),
            SAID[one.act.removeprefix(BEGINS)](one.after or {}, names, rules),
        )
        for one in found
    ]


CODES = ("practices", "asked", "taken_out")
"""What of an act lists practices by their codes."""


def _named(codes: list[str], names: Names) -> str:
    return ", ".join(names.get(one, one) for one in codes)


def _changed(after: Any, names: Names, _: Clusters) -> str:
    parts = [
        f"{what} {_named(after[key], names)}"
        for key, what in (("asked", "asked"), ("taken_out", "took out"))
        if after.get(key)
    ]
    return f"Changed the proposal: {'; '.join(parts)}" if parts else "Changed its words"


def _formed(after: Any, names: Names, _: Clusters) -> str:
    many = after.get("patients")
    patients = "" if many is None else f" with {many:,} patients"
    return f"Formed the cluster: {_named(after['practices'], names)}{patients}"


def _project(what: str) -> Say:
    def say(after: Any, names: Names, rules: Clusters) -> str:
        span = rules.span(after.get("span", ""))
        return f"{what} the {span.title.lower() if span else 'project'}"

    return say


def _day(text: str) -> str:
    return words.day(date.fromisoformat(text))


SAID: dict[str, Say] = {
    "proposed": lambda a, n, _: f"Proposed the cluster, and asked {_named(a['practices'], n)}",
    "changed": _changed,
    "answered": lambda a, n, _: "Agreed to be of it" if a["agrees"] else "Declined to be of it",
    "exception": lambda a, n, _: "Recorded an exception for fewer patients",
    "formed": _formed,
    "asked": lambda a, n, _: f"Asked {_named(a['practices'], n)}",
    "left": lambda a, n, _: f"Left the cluster on {_day(a['day'])}",
    "withdrawn": lambda a, n, _: "Withdrew the proposal",
    "ended": lambda a, n, _: "Ended the cluster",
    "plan_begun": lambda a, n, _: f"Began the plan, which starts on {_day(a['starts'])}",
    "project_written": _project("Wrote"),
    "summary_written": lambda a, n, _: "Wrote the plan in a few sentences",
    "plan_submitted": lambda a, n, _: f"Submitted the plan (submission {a['number']})",
    "plan_answered": lambda a, n, _: (
        f"{'Ratified' if a['outcome'] == 'ratified' else 'Handed back'} submission {a['number']}"
    ),
    "progress_told": _project("Told of the progress of"),
    "finding": lambda a, n, _: (
        "Found that progress is shown" if a["shown"] else "Found that progress is not shown yet"
    ),
}
"""By act, what is said of it."""
