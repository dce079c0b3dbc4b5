"""`resilience evidence`: what is loaded, how old it is, what was rejected, and what is held."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from resilience.site.console import aligned, shorten, stop, warn
from resilience.site.home import prepare

if TYPE_CHECKING:
    from datetime import date

    from resilience.evidence.releases import Held, Release
    from resilience.evidence.store import Store

WHAT_TO_DO = (
    "no evidence is loaded in {home}. Load published files with `resilience load PATH…`, or "
    "see the synthetic demonstration with `resilience demo`."
)


class Command(BaseCommand):
    help = "List what is loaded and how old it is, what was rejected, and what waits for a person."
    requires_system_checks = []  # to check the addresses takes longer than most commands

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["table", "json"], default="table")
        one = parser.add_mutually_exclusive_group()
        one.add_argument(
            "--rejects",
            metavar="RELEASE",
            nargs="?",
            const="",
            help="list the rows that were rejected, with line and reason: of all releases, or of "
            "one; the start of its id is enough, as qof_achievement.2017-18",
        )
        one.add_argument("--accept", metavar="RELEASE", help="put in force what is held")
        one.add_argument("--refuse", metavar="RELEASE", help="throw away what is held")
        parser.add_argument("--why", default="", help="the reason, kept with --accept or --refuse")
        parser.add_argument("--by", help="who decides (default: the name you are logged in with)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accept"] or options["refuse"]:
            self._decide(**options)
            return
        from resilience.evidence.store import Store

        store = Store(settings.RESILIENCE_HOME)
        if options["rejects"] is not None:
            rows = _rejects(store, options["rejects"])
            self._write(options["format"], rows, _rejects_text)
            return
        if not store.releases and not store.held:
            if options["format"] == "json":
                self.stdout.write("[]")
            stop(WHAT_TO_DO.format(home=settings.RESILIENCE_HOME))
        today = timezone.localdate()
        rows = [_facts(release, today) for release in store.current]
        rows += [_facts(h.release, today, h) for h in store.held]
        self._write(options["format"], rows, _text)

    def _write(
        self,
        form: str,
        rows: list[dict[str, Any]],
        as_text: Callable[[list[dict[str, Any]]], str],
    ) -> None:
        self.stdout.write(json.dumps(rows, indent=1) if form == "json" else as_text(rows))

    def _decide(self, **options: Any) -> None:
        from resilience.site.loading import accept, opened_for_loading, refuse

        prepare()
        by = f"command evidence, {options['by'] or _login()}"
        with opened_for_loading(settings.RESILIENCE_HOME) as store:
            start, held = (
                options["accept"] or options["refuse"],
                {h.release.id: h for h in store.held},
            )
            if not held:
                stop("no release is held: there is nothing to accept or refuse.")
            waiting = [one.release for one in held.values()]
            release = _the_one(start, _beginning(start, waiting), waiting)
            decide = accept if options["accept"] else refuse
            decide(held[release.id], store, by=by, why=options["why"])
        done = "in force now" if options["accept"] else "refused and thrown away"
        warn(f"{release.id} ({release.file}) is {done}.")


def _facts(release: Release, today: date, held: Held | None = None) -> dict[str, Any]:
    from resilience.evidence.periods import months_between

    return {
        "release": release.id,
        "status": "held" if held else "in force",
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
        "moves": [asdict(move) | {"words": str(move)} for move in held.moves] if held else [],
    }


def _text(rows: list[dict[str, Any]]) -> str:
    """The releases in force as a table, named so that the name can be typed; then what is held."""
    named = _short([row["release"] for row in rows])
    shown = [row for row in rows if row["status"] == "in force"]
    headings = ("release", "rows", "rejects", "months", "publisher", "file")
    cells = [
        (
            named[row["release"]],
            row["rows"],
            row["rejects"],
            row["age_months"],
            shorten(row["publisher"], 12),
            row["file"],
        )
        for row in shown
    ]
    lines = [shorten(line) for line in aligned(headings, cells).splitlines()] if cells else []
    for row in rows:
        if row["status"] == "held":
            name = named[row["release"]]
            lines += [
                "",
                f"Held for a person: {name}, read from {row['file']}. It would move",
                *(f"    {move['words']}" for move in row["moves"]),
                f"  Put it in force: resilience evidence --accept {name}",
                f"  or drop it:      resilience evidence --refuse {name}",
            ]
    return "\n".join(lines)


def _short(ids: list[str]) -> dict[str, str]:
    """For each id its dataset and period, with as much of the hash as tells it from the others."""
    short = {}
    for id_ in ids:
        lengths = (len(id_.rpartition(".")[0]), *range(len(id_) - 8, len(id_)))
        others = [other for other in ids if other != id_]
        names = (id_[:length] for length in lengths)
        fits = (name for name in names if not any(other.startswith(name) for other in others))
        short[id_] = next(fits, id_)
    return short


def _rejects(store: Store, start: str) -> list[dict[str, Any]]:
    """Of the release that is called so, or of every one in force or held."""
    every = [*store.current, *(held.release for held in store.held)]
    found = [release for release in every if release.rejects]
    if start:
        called = [release for release in store.releases if release.id == start]
        called = called or _beginning(start, found) or _beginning(start, every)
        found = [_the_one(start, called, found)]
    return [
        {"release": release.id, "file": release.file, **vars(reject)}
        for release in found
        for reject in store.rejects(release)
    ]


def _rejects_text(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "No row was rejected."
    lines, last = [], ""
    for row in rows:
        if row["release"] != last:
            last = row["release"]
            lines.append(f"{last} ({row['file']})")
        lines.append(f"  line {row['line']}: {row['reason']}\n    {row['row']}")
    return "\n".join(lines)


def _beginning(start: str, releases: Iterable[Release]) -> list[Release]:
    """Those whose id is `start`, or else begins with it."""
    found = [release for release in releases if release.id.startswith(start.replace("/", "_"))]
    return [release for release in found if release.id == start] or found


def _the_one(start: str, found: list[Release], others: Iterable[Release]) -> Release:
    """The release that was found; when it is not one, stop with those that may be meant."""
    if len(found) != 1:
        there = ", ".join(release.id for release in found or others)
        what = "several releases are" if found else "no release is"
        stop(f"{what} called '{start}'; {f'write one of: {there}' if there else 'there is none.'}")
    return found[0]


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "an unnamed user"
