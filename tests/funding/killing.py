"""A process that reads an extract of a ledger and stops in the middle, to be killed there.

`python -m tests.funding.killing prepare|proof|read [WHERE]` works on the database of its home.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

import django

LINES = 20
"""Of £100 and some pence each: the last one waits, as the invoice is of £3,000."""
WHERE = ("entry", "lines", "record")
"""Among the entries, once the lines are written, and when all is done but to commit it."""


def prepare() -> None:
    """The small England with an invoice of £3,000."""
    from resilience.site.home import prepare as prepare_home
    from tests.cases.world import build
    from tests.funding.racing import _invoice

    prepare_home()
    build()
    _invoice()


def read(where: str = "") -> None:
    """Read an extract; stop for a minute in the middle of it, if it says where."""
    from resilience.funding.actions import importing
    from resilience.funding.models import LedgerLine, Pot
    from tests.funding.ledgers import read as read_into
    from tests.funding.ledgers import row, written

    rows = [row(pence=f"155.{number:02}") for number in range(LINES)]
    patches: dict[str, Any] = {
        "entry": mock.patch(
            "resilience.funding.actions.moving.posted", _stopping(_posted(), after=10)
        ),
        "lines": mock.patch.object(
            LedgerLine.objects, "bulk_create", _stopping(LedgerLine.objects.bulk_create)
        ),
        "record": mock.patch.object(importing, "record", _stopping(importing.record)),
    }
    if where:
        patches[where].start()
    read_into(Pot.objects.get(), written(*rows))


def proof() -> None:
    """Write what is in the books, as JSON."""
    from resilience.cases.models import CaseEvent
    from resilience.funding.books.proof import faults
    from resilience.funding.models import Entry, Extract, LedgerLine, Mapping, Pot
    from resilience.notices.models import Notice

    payments = Entry.objects.filter(kind="payment")
    found = {
        "extracts": Extract.objects.count(),
        "mappings": Mapping.objects.count(),
        "matched": LedgerLine.objects.filter(state="matched").count(),
        "queued": LedgerLine.objects.filter(state="queued").count(),
        "paid": sum(payments.values_list("pence", flat=True)),
        "pot": Pot.objects.get().paid,
        "events": CaseEvent.objects.filter(kind="payment_made").count(),
        "told": Notice.objects.filter(subject__icontains="payment").exists(),
        "faults": list(faults()),
    }
    print(json.dumps(found))


def _posted() -> Callable[..., Any]:
    from resilience.funding.actions import moving

    return moving.posted


def _stopping(act: Callable[..., Any], after: int = 1) -> Callable[..., Any]:
    """The same act, which stops for a minute once it was done so often."""
    done = 0

    def stopping(*given: Any, **named: Any) -> Any:
        nonlocal done
        answer = act(*given, **named)
        done += 1
        if done == after:
            print("stopped", flush=True)
            time.sleep(60)
        return answer

    return stopping


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "read": read, "proof": proof}[sys.argv[1]](*sys.argv[2:])
