"""`resilience load`: recognise and load published files, one line for each."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from resilience.site.console import DONE, DONE_WITH_WARNINGS, NOTHING_DONE, stop, warn
from resilience.site.home import prepare

if TYPE_CHECKING:
    from resilience.evidence.loading import Outcome
    from resilience.evidence.periods import Period


class Command(BaseCommand):
    help = "Recognise and load published files and folders (CSV, gzip, zip, xlsx, ods, Parquet)."
    requires_system_checks = []  # to check the addresses takes longer than most commands

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument(
            "--period",
            type=_period,
            help="what the files are of, over whatever they say themselves: a day 2018-06-30, a "
            "month 2018-05, a quarter 2016-01/2016-03, a financial year 2017-18, a year 2018",
        )
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.evidence.figures import figures_of
        from resilience.evidence.loading import LOADED
        from resilience.site.loading import load_files, opened_for_loading
        from resilience.site.sealing import seal_what_was_done

        if settings.DEMONSTRATION:
            stop(
                f"{settings.RESILIENCE_HOME} holds the synthetic demonstration, and published "
                "files don't belong beside it. Set RESILIENCE_HOME to another folder and load "
                "them there."
            )
        prepare()
        outcomes = []
        with opened_for_loading(settings.RESILIENCE_HOME) as store:
            for outcome in load_files(
                options["paths"],
                store,
                by="command load",
                today=timezone.localdate(),
                period=options["period"],
            ):
                outcomes.append(outcome)
                if options["format"] == "table":
                    self.stdout.write(_line(outcome))
            if any(outcome.status == LOADED for outcome in outcomes):
                figures_of(store)  # now, so that the first page after it does not wait
        seal_what_was_done()
        if options["format"] == "json":
            self.stdout.write(json.dumps([asdict(o) for o in outcomes], indent=1))
        if not outcomes:
            stop("there is no file in what you named; name the published files or their folder.")
        warn(_summary(outcomes))
        if code := exit_code(outcomes):
            sys.exit(code)


def exit_code(outcomes: list[Outcome]) -> int:
    """Nothing done when no file was kept; warnings when one, or a row, is not in evidence."""
    kept = [o for o in outcomes if o.status in ("loaded", "unchanged")]
    if not kept and not any(o.status == "held" for o in outcomes):
        return NOTHING_DONE
    whole = len(kept) == len(outcomes) and not any(o.rejects for o in kept)
    return DONE if whole else DONE_WITH_WARNINGS


def _line(outcome: Outcome) -> str:
    """One line; on a screen it is folded under itself, in a file it stays one."""
    rows = f"{outcome.rows:,}" if outcome.rows else ""
    rejects = f"{outcome.rejects:,}" if outcome.rows else ""
    facts = (
        f"{outcome.status:12}  {outcome.dataset:19}  {outcome.period:10}  {rows:>9}  {rejects:>7}"
    )
    line = f"{facts}  {outcome.path}" + (f": {outcome.message}" if outcome.message else "")
    if not sys.stdout.isatty():
        return line
    width = max(shutil.get_terminal_size().columns, 60)
    return textwrap.fill(line, width, subsequent_indent=" " * 14, break_on_hyphens=False)


def _summary(outcomes: list[Outcome]) -> str:
    counts = Counter(outcome.status for outcome in outcomes)
    words = {
        "loaded": "loaded",
        "unchanged": "unchanged",
        "held": "held for a person (see resilience evidence)",
        "rejected": "rejected",
        "unrecognised": "not recognised (yet)",
    }
    told = ", ".join(f"{counts[s]:,} {word}" for s, word in words.items() if counts[s])
    rejects = sum(outcome.rejects for outcome in outcomes)
    rows = f"; rejected rows: {rejects:,} (see resilience evidence --rejects)" if rejects else ""
    return f"Files: {len(outcomes):,}, of which {told}{rows}."


def _period(words: str) -> Period:
    from resilience.evidence.periods import parse_period

    try:
        return parse_period(words)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem
