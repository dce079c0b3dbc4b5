"""The tables of this room's pages as rows for a CSV download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.timezone import localdate

from resilience.profiles.context import CONTEXT_COLUMN, Contexts
from resilience.screening.changes import Change
from resilience.screening.exports import RESULT_COLUMNS, Row, results
from resilience.screening.findings import RESTRICTED
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.practices import Practices
from resilience.screening.presenting import reasons
from resilience.screening.queries import Known, results_of
from resilience.screening.signals import SIGNALS
from resilience.screening.snapshots import areas_of
from resilience.screening.standing import Standing
from resilience.screening.status import PracticeStatus
from resilience.screening.thresholds import indicators_of

Table = tuple[Sequence[str], Iterable[Row]]
"""Columns, and rows that have them."""


def areas(found: Iterable[ScreenedArea]) -> Table:
    columns = ("area", "name", "level", "practices", *SIGNALS)
    return columns, ({"area": one.code} | _named(one, columns[1:]) for one in found)


def known(found: Iterable[Known]) -> Table:
    columns = ("criterion", "title", "domain", "kind", "met", "not_met", "not_known", "why")
    rows = (
        {
            "criterion": one.criterion["id"],
            "title": one.criterion["title"],
            "domain": one.domain,
            "kind": one.criterion["kind"],
            "met": None if one.restricted else one.met,
            "not_met": None if one.restricted else one.not_met,
            "not_known": None if one.restricted else one.not_known,
            "why": RESTRICTED if one.restricted else one.why,
        }
        for one in found
    )
    return columns, rows


Statuses = Mapping[str, PracticeStatus]
"""What people confirmed of practices, by code."""
STATUS_COLUMNS = ("status", "status_confirmed", "status_confirmed_for", "status_review_by")


def practices(snapshot: Snapshot, found: Practices, statuses: Statuses) -> Table:
    """One row for each practice, with its status today and a column for each criterion."""
    criteria = [criterion["id"] for criterion in snapshot.pack["criteria"]]
    columns = ("practice", "name", "area", "area_name", "signal", "met", "not_met", "not_known")

    def rows() -> Iterator[Row]:
        names = areas_of(snapshot).names()
        for one in found.slim():
            yield (
                _named(one, columns[1:3] + columns[4:])
                | {"practice": one.code, "area_name": names.get(one.area, "")}
                | _status(statuses.get(one.code))
                | dict(zip(criteria, results_of(snapshot, one.results), strict=True))
            )

    return (*columns, *STATUS_COLUMNS, *criteria), rows()


def for_review(snapshot: Snapshot, found: Practices, statuses: Statuses) -> Table:
    """The list for review, each practice with its status today, the criteria it met and why."""
    columns = ("practice", "name", "area", "area_name", "signal", "met", "not_met", "not_known")

    def rows() -> Iterator[Row]:
        names = areas_of(snapshot).names()
        for one, met in reasons(snapshot, found):
            yield _named(one, columns[1:3] + columns[4:]) | {
                "practice": one.code,
                "area_name": names.get(one.area, ""),
                **_status(statuses.get(one.code)),
                "criteria_met": " ".join(criterion for criterion, _ in met),
                "reasons": " ".join(f"{criterion}: {reason}" for criterion, reason in met),
            }

    return (*columns, *STATUS_COLUMNS, "criteria_met", "reasons"), rows()


def every_result(snapshot: Snapshot, found: Iterable[ScreenedPractice], said: Contexts) -> Table:
    """One row for each practice and criterion, with the reason, where it comes from, and what the
    practice says of the figure."""
    asked = {c["id"]: indicators_of(c["rule"]) for c in snapshot.pack["criteria"]}

    def rows() -> Iterator[Row]:
        for row in results(snapshot, found):
            about = (row["practice"], asked[row["criterion"]], row["period"])
            yield row | {CONTEXT_COLUMN: said.cell(*about)}

    return (*RESULT_COLUMNS, CONTEXT_COLUMN), rows()


def changes(found: Iterable[Change]) -> Table:
    """One row for each practice and criterion that came out differently."""
    columns = ("practice", "name", "list", "signal_before", "signal_now")
    more = ("criterion", "before", "now", "reason")

    def rows() -> Iterator[Row]:
        for change in found:
            practice = {
                "practice": change.code,
                "name": change.name,
                "list": change.status,
                "signal_before": change.before,
                "signal_now": change.now,
            }
            for why in change.why:
                yield practice | _named(why, more)
            if not change.why:
                yield practice | dict.fromkeys(more)

    return (*columns, *more), rows()


def local(found: Iterable[Standing]) -> Table:
    """What is known locally of a practice, as far as its reader may see it, and how it counts."""
    entered = ("criterion", "note", "about", "source", "tier")
    columns = ("practice", *entered, "says", "answers", "entered_for", "in_this_screen")
    rows = (
        _named(one.entry, entered)
        | {
            "practice": one.entry.organisation.code,
            "says": one.says,
            "answers": "; ".join(one.answers),
            "entered_for": one.entry.entered_for.name,
            "in_this_screen": one.stands,
        }
        for one in found
    )
    return columns, rows


def _status(one: PracticeStatus | None) -> Row:
    if one is None:
        return dict.fromkeys(STATUS_COLUMNS)
    told = (one.status, localdate(one.written), one.confirmed_for.name, one.review_by)
    return dict(zip(STATUS_COLUMNS, told, strict=True))


def _named(thing: Any, names: Iterable[str]) -> Row:
    return {name: getattr(thing, name) for name in names}
