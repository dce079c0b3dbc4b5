"""What changed between two frozen states of what is known of a practice, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resilience.cases.models import Assessment, Case

Plain = Mapping[str, Any]
RESULTS = {"met": "met", "not_met": "not met", "not_known": "not known"}


@dataclass(frozen=True)
class Changed:
    """A criterion that came out otherwise, or with another figure."""

    criterion: str
    words: str


def changes(before: Sequence[Plain], now: Sequence[Plain]) -> list[Changed]:
    """By criterion, in the order of what is known now. What is restricted is left out, and what the
    programme did not ask before, or asks no more, is told as such."""
    earlier = {one["id"]: one for one in before}
    later = {one["id"]: one for one in now}
    found = [
        Changed(id_, words)
        for id_, one in later.items()
        if not one.get("restricted") and (words := _words(earlier.get(id_), one))
    ]
    gone = [id_ for id_, one in earlier.items() if id_ not in later and not one.get("restricted")]
    return found + [Changed(id_, "It is not asked any more.") for id_ in gone]


def last_assessment(case: Case) -> Assessment | None:
    """The latest of the practice that leads a case, of this case or an earlier one in the same
    programme; one query."""
    same = Assessment.objects.filter(
        case__organisation=case.organisation_id, case__programme=case.programme
    )
    return same.select_related("case").order_by("at", "pk").last()


def _words(was: Plain | None, now: Plain) -> str:
    result, figure = RESULTS[now["result"]], _figure(now)
    if was is None or was.get("restricted"):
        return f"It was not asked before; now it is {result}."
    if was["result"] != now["result"]:
        beside = f" {now['reason']}" if now.get("reason") else ""
        return f"It was {RESULTS[was['result']]}, now it is {result}.{beside}"
    if _figure(was) != figure and figure:
        before = f", before {_figure(was)}" if _figure(was) else ""
        return f"It is {result} as before; the figure is now {figure}{before}."
    return ""


def _figure(one: Plain) -> str:
    """'76.3% (2017-18)'; empty where there is no figure."""
    value = one.get("words") or one.get("value")
    if value in (None, ""):
        return ""
    return f"{value} ({one['period']})" if one.get("period") else str(value)
