"""`resilience returns`: prove that each consolidated return is what was frozen, and what its
sources come to."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from resilience.look.words import plural
from resilience.site.console import DONE_WITH_WARNINGS, aligned
from resilience.site.home import prepare

SHOWN = 20


class Command(BaseCommand):
    help = "Prove the consolidated returns: each figure is what its sources come to."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.returns.collecting.proof import proven
        from resilience.returns.models import Consolidation

        prepare()
        faults = proven()
        frozen = [
            (one.programme, one.collection, one.number, one.as_at, one.sha256)
            for one in Consolidation.objects.defer("content")
        ]
        if options["format"] == "json":
            names = ("programme", "collection", "number", "as_at", "sha256")
            told = {"frozen": [dict(zip(names, one, strict=True)) for one in frozen]}
            text = json.dumps(told | {"faults": faults}, indent=1, default=str, ensure_ascii=False)
            self.stdout.write(text)
        else:
            if frozen:
                headings = ("programme", "collection", "number", "as at", "SHA-256")
                self.stdout.write(aligned(headings, frozen))
            for fault in faults[:SHOWN]:
                self.stdout.write(fault)
            if len(faults) > SHOWN:
                self.stdout.write(f"The first {SHOWN}; --format json lists them all.")
            verdict = plural(len(faults), "fault") if faults else "all are proven"
            self.stdout.write(f"{verdict}: {plural(len(frozen), 'consolidated return')}")
        if faults:
            sys.exit(DONE_WITH_WARNINGS)
