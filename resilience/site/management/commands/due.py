"""`resilience due`: what is owed to practices and by when, as it stood on a day."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from resilience.site.console import aligned, day_typed, stop, write_data
from resilience.site.home import prepare


class Command(BaseCommand):
    help = "List what is due to be answered, and how it stood at the end of a day."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-at", type=day_typed, help="the day (default: today in London)")
        parser.add_argument("--programme", default="", help="only of this programme (a pack's id)")
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.cases.due import COLUMNS, due
        from resilience.programmes.packs import available

        prepare()
        programme = options["programme"]
        if programme and programme not in available():
            stop(
                f"--programme {programme}: there is no such programme. "
                f"There are: {', '.join(available())}."
            )
        as_at: date = options["as_at"] or timezone.localdate()
        rows = due(as_at, programme)
        if options["format"] == "table":
            shown = [[row[name] or "" for name in COLUMNS[:5]] for row in rows]
            self.stdout.write(aligned(COLUMNS[:5], shown))
        else:
            write_data(self.stdout, COLUMNS, rows, options["format"])
