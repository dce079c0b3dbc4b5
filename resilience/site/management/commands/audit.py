"""`resilience audit`: seal the record of who did what, verify it, list it."""

from __future__ import annotations

import csv
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from resilience.site.console import DONE_WITH_WARNINGS, day_typed, stop, warn
from resilience.site.home import prepare

if TYPE_CHECKING:
    from resilience.audit.heads import Head

BY = "command audit"
SHOWN = 20


class Command(BaseCommand):
    help = "Seal the record of who did what, verify that it is whole, or list what is in it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="seal|verify|list")
        what.add_parser("seal", help="chain what was recorded since, and publish the head")
        verify = what.add_parser("verify", help="find what was changed, removed or cut off")
        verify.add_argument(
            "--head",
            action="append",
            default=[],
            type=_head,
            metavar="SEQUENCE:DIGEST",
            help="a head that you kept yourself, to compare with; more than one may be given",
        )
        verify.add_argument("--format", choices=("text", "json"), default="text")
        events = what.add_parser("list", help="write events, the newest first")
        events.add_argument("--organisation", default="", metavar="CODE", help="only of this one")
        events.add_argument("--since", type=day_typed, metavar="DAY", help="from this day on")
        events.add_argument("--format", choices=("csv", "json"), default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        {"seal": self._seal, "verify": self._verify, "list": self._list}[options["what"]](**options)

    def _seal(self, **options: Any) -> None:
        from resilience.audit.heads import heads_file
        from resilience.audit.sealing import seal

        try:
            head = seal()
        except OSError as problem:
            stop(
                f"the record is sealed, but its head cannot be published: {heads_file()}: "
                f"{problem.strerror}. RESILIENCE_AUDIT_HEADS names the folder for it."
            )
        if head is None:
            stop("nothing is recorded yet: there is nothing to seal.")
        self.stdout.write(str(head))
        warn(f"Sealed: {head.number:,} new, {head.sequence:,} in all. The head is above.")

    def _verify(self, **options: Any) -> None:
        from resilience.audit.actions import record
        from resilience.audit.queries import VERIFIED
        from resilience.audit.verifying import Fault, verify

        verdict = verify(*options["head"])
        if not (verdict.sealed or verdict.waiting) and _in_use():
            words = "Nothing is recorded, yet people or files are here: all of it was removed."
            verdict.faults.append(Fault("wiped", words))
        record(
            by=BY,
            act=VERIFIED,
            subject=("record", "chain"),
            sealed=verdict.sealed,
            faults=len(verdict.faults),
            head=str(verdict.head),
        )
        if options["format"] == "json":
            told = {
                "sealed": verdict.sealed,
                "waiting": verdict.waiting,
                "head": str(verdict.head),
                "faults": [fault._asdict() for fault in verdict.faults],
            }
            self.stdout.write(json.dumps(told, indent=1))
        else:
            for fault in verdict.faults[:SHOWN]:
                self.stdout.write(fault.words)
            if len(verdict.faults) > SHOWN:
                self.stdout.write(f"The first {SHOWN}; --format json lists them all.")
            self.stdout.write(
                f"Sealed events: {verdict.sealed:,}. Waiting to be sealed: {verdict.waiting:,}. "
                f"Faults: {len(verdict.faults):,}. Head: {verdict.head}"
            )
        if verdict.faults:
            sys.exit(DONE_WITH_WARNINGS)

    def _list(self, **options: Any) -> None:
        from resilience.audit.actions import record
        from resilience.audit.canonical import FIELDS
        from resilience.audit.models import Event
        from resilience.audit.queries import Asked, flat, rows
        from resilience.look.downloads import harmless

        asked = Asked(organisation=options["organisation"].upper(), since=options["since"])
        found = rows(asked.of(Event.objects.all()))
        record(
            by=BY,
            act="record.exported",
            subject=("record", "events"),
            organisation=asked.organisation,
            asked=asked.words,
        )
        if options["format"] == "json":
            self.stdout.write(json.dumps(list(found), indent=1, ensure_ascii=False))
            return
        writer = csv.DictWriter(self.stdout, FIELDS, lineterminator="\n")
        writer.writeheader()
        for row in found:
            writer.writerow({name: harmless(cell) for name, cell in flat(row).items()})


def _in_use() -> bool:
    """Whether something is here that only recorded acts bring."""
    from django.conf import settings

    from resilience.accounts.models import User
    from resilience.evidence.store import Store

    return User.objects.exists() or bool(Store(settings.RESILIENCE_HOME).releases)


def _head(words: str) -> Head:
    from resilience.audit.heads import head_of

    try:
        return head_of(words)
    except ValueError as problem:
        raise ArgumentTypeError(
            f"'{words}' is no head; write the number, a colon and the 64 digits that "
            "`resilience audit seal` printed"
        ) from problem
