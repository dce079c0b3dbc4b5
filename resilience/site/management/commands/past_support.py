"""`resilience past-support FILE…`: keep what earlier years did for practices."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from resilience.site.console import DONE_WITH_WARNINGS, stop, warn
from resilience.site.home import prepare


class Command(BaseCommand):
    help = "Load which practices earlier programmes helped or offered help (docs/cases.md)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a CSV file")
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.site.sealing import seal_what_was_done

        prepare()
        found = []
        for path in options["files"]:
            found.append(told := _load(path))
            for one in told["put_aside"]:
                warn(f"{path}: Line {one['line']}: {one['why']}")
            if options["format"] == "table":
                self.stdout.write(_line(told))
        seal_what_was_done()
        if options["format"] == "json":
            self.stdout.write(json.dumps(found, indent=1, ensure_ascii=False))
        if all(one["problem"] for one in found):
            stop("no file was read, so nothing is kept; mend them and load them again.")
        if any(one["problem"] or one["put_aside"] for one in found):
            sys.exit(DONE_WITH_WARNINGS)


def _load(path: Path) -> dict[str, Any]:
    """What became of a file."""
    from resilience.cases.actions import keep_past
    from resilience.cases.past.forms import LARGEST
    from resilience.cases.past.reading import NotRead, read

    told: dict[str, Any] = {"file": str(path), "problem": None}
    told |= {"new": 0, "known": 0, "put_aside": []}
    try:
        if path.stat().st_size > LARGEST:
            raise NotRead("The file has more than 2 MB: load it in parts.")
        rows = list(read(path.read_bytes()))
    except OSError as problem:
        return told | {"problem": f"It cannot be read: {problem.strerror}."}
    except NotRead as problem:
        return told | {"problem": str(problem)}
    kept = keep_past(by="command past-support", rows=rows, source=path.name, at=timezone.now())
    aside = [{"line": one.line, "why": one.why} for one in kept.aside]
    return told | {"new": kept.new, "known": kept.known, "put_aside": aside}


def _line(told: dict[str, Any]) -> str:
    if told["problem"]:
        return f"{told['file']}: {told['problem']}"
    return (
        f"{told['file']}: {told['new']:,} kept, {told['known']:,} there already, "
        f"{len(told['put_aside']):,} put aside."
    )
