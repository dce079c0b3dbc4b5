"""Rows of snapshots in the shape that the components of the look draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from resilience.screening.findings import MET
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.months import months_later
from resilience.screening.queries import results_of
from resilience.screening.status import PracticeStatus

SIGNALS = {
    "red": "Red",
    "amber": "Amber",
    "green": "Green",
    "not_enough_evidence": "Not enough evidence",
}
LEVELS = {
    "nation": ("Nation", "Nations"),
    "region": ("Region", "Regions"),
    "dco": ("DCO team", "DCO teams"),
    "icb": ("Integrated care board", "Integrated care boards"),
    "ccg": ("Commissioner", "Commissioners"),
    "pcn": ("Primary care network", "Primary care networks"),
}


def signal_counts(area: ScreenedArea) -> list[dict[str, Any]]:
    """How many practices of an area have each signal, those to look at first leading."""
    return [
        {"kind": signal, "text": words, "count": getattr(area, signal)}
        for signal, words in SIGNALS.items()
    ]


def grid_columns(snapshot: Snapshot) -> list[dict[str, str]]:
    """A column for each criterion under the title of its domain."""
    domains = {domain["id"]: domain["title"] for domain in snapshot.pack["domains"]}
    return [
        {
            "id": criterion["id"],
            "title": criterion.get("short") or criterion["title"],
            "group": domains[criterion["domain"]],
            "href": f"#{criterion['id']}",
        }
        for criterion in snapshot.pack["criteria"]
    ]


def grid_rows(
    snapshot: Snapshot,
    practices: Iterable[Mapping[str, Any]],
    to: Any,
    confirmed: Mapping[str, PracticeStatus],
) -> list[dict[str, Any]]:
    """A row for each practice; `to` makes the address of its page, `confirmed` has the statuses."""
    return [
        {
            "name": row["name"],
            "code": row["code"],
            "href": to("practice", row["code"]),
            "signal": row["signal"],
            "signal_text": SIGNALS[row["signal"]],
            "status": confirmed[row["code"]].words if row["code"] in confirmed else "",
            "met": row["met"],
            "known": row["met"] + row["not_met"],
            "results": results_of(snapshot, row["results"]),
        }
        for row in practices
    ]


def reasons(
    snapshot: Snapshot, practices: Iterable[ScreenedPractice]
) -> Iterator[tuple[ScreenedPractice, list[tuple[str, str]]]]:
    """Each practice with the criteria it met and why."""
    for practice in practices:
        results = zip(
            snapshot.pack["criteria"], results_of(snapshot, practice.results), strict=True
        )
        met = [criterion["id"] for criterion, result in results if result == MET]
        yield practice, [(id_, practice.finding(id_)["reason"]) for id_ in met]


def next_review(snapshot: Snapshot) -> date:
    """When the list is to be looked at again: so many months after the day of the screen."""
    return months_later(snapshot.as_at, snapshot.pack["review"]["every_months"])
