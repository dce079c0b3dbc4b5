"""Screen every practice of England for a programme on a day."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from resilience.site.console import aligned, day_typed, shorten, stop, warn, write_data
from resilience.site.home import prepare


class Command(BaseCommand):
    help = "Screen every practice open on a day against a programme's criteria."
    requires_system_checks = []  # to check the addresses takes longer than most commands

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="a pack's id, or its folder")
        parser.add_argument(
            "--as-at", required=True, type=day_typed, help="the day, like 2018-06-30"
        )
        parser.add_argument("--area", help="only the practices of this organisation (its code)")
        parser.add_argument("--summary", action="store_true", help="one row for each practice")
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.evidence.store import Store
        from resilience.programmes.local import in_force
        from resilience.programmes.packs import PackError
        from resilience.programmes.settable import SettingsUnfit
        from resilience.screening import exports
        from resilience.screening.actions import NothingToScreen, take_snapshot
        from resilience.screening.fitting import PackDoesNotFit
        from resilience.screening.wording import day_words
        from resilience.site.sealing import seal_what_was_done

        as_at: date = options["as_at"]
        prepare()
        try:
            pack = in_force(options["programme"])
            store = Store(settings.RESILIENCE_HOME)
            snapshot = take_snapshot(by="command screen", pack=pack, as_at=as_at, store=store)
        except (PackError, SettingsUnfit, PackDoesNotFit, NothingToScreen) as problem:
            stop(str(problem))
        seal_what_was_done()
        area = options["area"] and options["area"].upper()
        practices = exports.chosen(snapshot, area)
        if not practices.exists():
            stop(
                f"--area {options['area']}: no practice belonged to it on {day_words(as_at)}; "
                "give the code of a region, DCO team, ICB, commissioner or network of that day."
            )
        columns: Sequence[str]
        if options["summary"]:
            for line in exports.headlines(snapshot, practices):
                warn(line)
            columns, rows = exports.SUMMARY_COLUMNS, exports.summaries(snapshot, practices)
        else:
            columns, rows = exports.RESULT_COLUMNS, exports.results(snapshot, practices)
        self._write(columns, rows, options["format"], options["summary"])

    def _write(
        self, columns: Sequence[str], rows: Iterable[dict[str, Any]], form: str, summary: bool
    ) -> None:
        if form != "table":
            write_data(self.stdout, columns, rows, form)
        else:
            table = _summary_table(rows) if summary else _result_table(rows)
            self.stdout.write(aligned(*table))


def _summary_table(rows: Iterable[dict[str, Any]]) -> tuple[Sequence[str], list[list[Any]]]:
    """What fits on a line of 100 characters; CSV and JSON have every column."""
    columns = ("practice", "name", "area", "met", "not_met", "not_known", "signal")
    return columns, [
        [shorten(row[name], 36) if name == "name" else row[name] for name in columns]
        for row in rows
    ]


def _result_table(rows: Iterable[dict[str, Any]]) -> tuple[Sequence[str], list[list[Any]]]:
    """The reason goes on in lines of its own, so that none is longer than 100 characters."""
    columns = ("practice", "criterion", "result", "reason")
    table = []
    for row in rows:
        first, *others = wrap(row["reason"], 68)
        table.append([row["practice"], row["criterion"], row["result"], first])
        table.extend(["", "", "", line] for line in others)
    return columns, table
