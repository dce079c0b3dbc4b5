"""`resilience books`: prove that the books of the money are right, pot by pot."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from resilience.site.console import DONE_WITH_WARNINGS, aligned
from resilience.site.home import prepare

SUMS = ("allocated", "carried", "received", "committed", "invoiced", "paid")
SHOWN = 20
WIDTH = len("9,999,999.99")


class Command(BaseCommand):
    help = "Prove the books of the money: each sum is that of its entries, and each entry fits."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.clusters.payments.proof import faults
        from resilience.funding.books.proof import proven
        from resilience.funding.models import Entry, Pot

        prepare()
        found, entries = [*proven(), *faults()], Entry.objects.count()
        pots = list(Pot.objects.select_related("holder"))
        if options["format"] == "json":
            told = {"entries": entries, "pots": [_told(one) for one in pots], "faults": found}
            self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False))
        else:
            if pots:
                headings = ("programme", "year", *SUMS, "free", "holder")
                self.stdout.write(aligned(headings, map(_row, pots)))
            for fault in found[:SHOWN]:
                self.stdout.write(fault)
            if len(found) > SHOWN:
                self.stdout.write(f"The first {SHOWN}; --format json lists them all.")
            verdict = f"{len(found):,} faults" if found else "the books are right"
            self.stdout.write(f"{verdict}: {entries:,} entries, {len(pots):,} pots")
        if found:
            sys.exit(DONE_WITH_WARNINGS)


def _told(pot: Any) -> dict[str, Any]:
    told = {"programme": pot.programme, "year": pot.year}
    told |= {"holder": pot.holder.code, "name": pot.holder.name}
    return told | {f"{name}_pence": getattr(pot, name) for name in (*SUMS, "free")}


def _row(pot: Any) -> tuple[str, ...]:
    """A pot as a line, in pounds and pence."""
    sums = (_pounds(getattr(pot, name)) for name in (*SUMS, "free"))
    return (pot.programme, pot.year, *sums, f"{pot.holder.code} {pot.holder.name}")


def _pounds(pence: int) -> str:
    return f"{Decimal(pence) / 100:,.2f}".rjust(WIDTH)
