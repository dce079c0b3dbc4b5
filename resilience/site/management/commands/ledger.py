"""`resilience ledger FILE --programme P --year 2018-19 --holder Q74`: read what finance paid."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from resilience.site.console import DONE_WITH_WARNINGS, aligned, stop
from resilience.site.home import prepare


class Command(BaseCommand):
    help = "Read an extract of the general ledger into the books of a pot (docs/money.md)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a CSV or an .xlsx")
        parser.add_argument("--programme", required=True, help="such as gprp-2018-19")
        parser.add_argument("--year", required=True, help="a financial year, such as 2018-19")
        parser.add_argument("--holder", required=True, help="code of who holds the money")
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.accounts.rules import Refused
        from resilience.funding.ledger.reading import NotRead
        from resilience.site.sealing import seal_what_was_done

        prepare()
        try:
            told = _read(
                options["file"], *(options[one] for one in ("programme", "year", "holder"))
            )
        except OSError as problem:
            stop(f"{options['file']}: It cannot be read: {problem.strerror}.")
        except (NotRead, Refused) as problem:
            stop(f"{options['file']}: {problem} Nothing was read.")
        seal_what_was_done()
        if options["format"] == "json":
            self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False))
        else:
            self.stdout.write(_words(told))
        if told["not_matched"]:
            sys.exit(DONE_WITH_WARNINGS)


def _read(path: Path, programme: str, year: str, holder: str) -> dict[str, Any]:
    """What became of each line. Raises NotRead and Refused."""
    from resilience.accounts.rules import Refused
    from resilience.funding.actions.importing import read_extract
    from resilience.funding.ledger.at_the_server import AtTheServer
    from resilience.funding.ledger.columns import table_of
    from resilience.funding.ledger.queries import counts, remembered
    from resilience.funding.ledger.reading import opened
    from resilience.funding.models import Pot

    pot = Pot.objects.filter(programme=programme, year=year, holder__code=holder).first()
    if pot is None:
        raise Refused(f"{holder} holds no money of {programme} in {year}.")
    known = remembered(pot)
    table = table_of(opened(path.name, path.read_bytes()), known)
    if table.key not in known:
        raise Refused(
            f"Which of its columns says what is not known yet: read it once on the page of the "
            f"ledger of {holder}, which remembers that."
        )
    now = timezone.now()
    by = AtTheServer(timezone.localdate(now))
    extract = read_extract(by=by, pot=pot, table=table, columns=known[table.key], at=now)
    waits = extract.lines.exclude(state="matched").order_by("row")
    return {
        "extract": extract.pk,
        "file": extract.name,
        "lines": counts([extract])[extract.pk],
        "not_matched": [
            {"row": one.row, "state": one.state, "pence": one.pence, "why": one.said}
            for one in waits
        ],
    }


def _words(told: dict[str, Any]) -> str:
    states = (("matched", "matched"), ("queued", "wait"), ("duplicate", "read before"))
    counted = [f"{told['lines'].get(state, 0):,} {words}" for state, words in states]
    counted.append(f"{told['lines'].get('broken', 0):,} can’t be read")
    found = f"{told['file']}: {', '.join(counted)}."
    if not told["not_matched"]:
        return found
    rows = [(one["row"], one["state"], one["why"]) for one in told["not_matched"]]
    return f"{found}\n\n{aligned(('row', 'state', 'why, and what to do'), rows)}"
