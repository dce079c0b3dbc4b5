"""Screen every practice of England for a programme on a day."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from resilience.site.console import stop
from resilience.site.home import prepare


class Command(BaseCommand):
    help = "Screen every practice open on a day against a programme's criteria."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="a pack's id, or its folder")
        parser.add_argument("--as-at", required=True, type=_day, help="the day, like 2018-06-30")
        parser.add_argument("--area", help="only the practices of this organisation (its code)")
        parser.add_argument("--summary", action="store_true", help="one row for each practice")
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.evidence.store import Store
        from resilience.programmes.packs import PackError, load
        from resilience.screening.actions import NothingToScreen, take_snapshot
        from resilience.screening.exports import (
            RESULT_COLUMNS,
            SUMMARY_COLUMNS,
            chosen,
            results,
            summaries,
        )

        as_at: date = options["as_at"]
        prepare()
        try:
            pack = load(options["programme"])
            store = Store(settings.RESILIENCE_HOME)
            snapshot = take_snapshot(by="command screen", pack=pack, as_at=as_at, store=store)
        except (PackError, NothingToScreen) as problem:
            stop(str(problem))
        practices = chosen(snapshot, options["area"])
        if options["area"] and not practices.exists():
            stop(
                f"--area {options['area']}: no practice belonged to it on {as_at}; give the code "
                "of a region, DCO team, ICB, commissioner or network of that day."
            )
        if options["summary"]:
            self._write(SUMMARY_COLUMNS, summaries(snapshot, practices), options["format"])
        else:
            self._write(RESULT_COLUMNS, results(snapshot, practices), options["format"])

    def _write(self, columns: Sequence[str], rows: Iterable[dict[str, Any]], form: str) -> None:
        if form == "json":
            json.dump(list(rows), self.stdout, indent=1, ensure_ascii=False)
            self.stdout.write("")
        elif form == "csv":
            writer = csv.DictWriter(self.stdout, columns)
            writer.writeheader()
            writer.writerows(rows)
        else:
            for row in rows:
                self.stdout.write("  ".join(_shown(row[column]) for column in columns))


def _shown(value: Any) -> str:
    return "-" if value in (None, "") else str(value)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as problem:
        raise ArgumentTypeError(f"'{words}' is not a day; write it like 2018-06-30") from problem
