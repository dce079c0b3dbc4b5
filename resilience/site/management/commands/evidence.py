"""`resilience evidence`: what is loaded, how old it is, and which rows could not be read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from resilience.site.console import aligned, shorten, stop

if TYPE_CHECKING:
    from datetime import date

    from resilience.evidence.releases import Release
    from resilience.evidence.store import Store

WHAT_TO_DO = (
    "no evidence is loaded in {home}. Load published files with `resilience load PATH…`, or "
    "see the synthetic demonstration with `resilience demo`."
)


class Command(BaseCommand):
    help = "List the releases in force: dataset, period, publisher, rows, rejects and age."
    requires_system_checks = []  # to check the addresses takes longer than most commands

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["table", "json"], default="table")
        parser.add_argument(
            "--rejects",
            metavar="RELEASE",
            help="list the rows of a release that were rejected, with line and reason; the start "
            "of its id is enough, as qof_achievement.2017-18",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.evidence.store import Store

        store = Store(settings.RESILIENCE_HOME)
        as_json = options["format"] == "json"
        if options["rejects"]:
            release = _chosen(store, options["rejects"])
            rejects = [vars(reject) for reject in store.rejects(release)]
            self.stdout.write(json.dumps(rejects, indent=1) if as_json else _rejects(rejects))
            return
        rows = [_facts(release, timezone.localdate()) for release in store.current]
        if as_json:
            self.stdout.write(json.dumps(rows, indent=1))
        if not rows:
            stop(WHAT_TO_DO.format(home=settings.RESILIENCE_HOME))
        if not as_json:
            self.stdout.write(_table(rows))


def _facts(release: Release, today: date) -> dict[str, Any]:
    from resilience.evidence.periods import months_between

    return {
        "release": release.id,
        "dataset": release.dataset,
        "title": release.title,
        "period": release.period.label,
        "period_from": release.period_from,
        "publisher": release.publisher,
        "licence": release.licence,
        "rows": release.rows + release.rejects,
        "rejects": release.rejects,
        "age_months": max(months_between(release.period.ends, today), 0),
        "file": release.file,
        "hash": release.hash,
        "loaded_at": release.loaded_at.isoformat(timespec="seconds"),
        "supersedes": release.supersedes,
        "synthetic": release.synthetic,
        "notes": release.notes,
    }


def _table(rows: list[dict[str, Any]]) -> str:
    shown = ("dataset", "period", "rows", "rejects", "age_months", "publisher")
    headings = ("dataset", "period", "rows", "rejects", "months old", "publisher")
    table = aligned(headings, [[row[name] for name in shown] for row in rows])
    return "\n".join(shorten(line) for line in table.splitlines())


def _rejects(rejects: list[dict[str, Any]]) -> str:
    if not rejects:
        return "No row of it was rejected."
    return "\n".join(f"line {r['line']}: {r['reason']}\n    {r['row']}" for r in rejects)


def _chosen(store: Store, start: str) -> Release:
    found = [r for r in store.releases if r.id == start]
    if not found:
        found = [r for r in store.current if r.id.startswith(start.replace("/", "_"))]
        found = [r for r in found if r.rejects] or found
    if len(found) != 1:
        there = ", ".join(r.id for r in (found or store.current) if found or r.rejects)
        what = "several releases are" if found else "no release is"
        stop(
            f"{what} called '{start}'; "
            + (f"write one of: {there}" if there else "and none in force has rejected rows.")
        )
    return found[0]
