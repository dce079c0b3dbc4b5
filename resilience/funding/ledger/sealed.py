"""What was read of a file goes through the pages signed, so that what is read into the books is
what somebody saw, and nothing is kept before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing

from resilience.accounts.reader import Reader
from resilience.funding.ledger.reading import File, NotRead, Row
from resilience.funding.models import Pot

SALT, A_DAY = "ledger extract", 24 * 3600
LONGEST = 2_000_000
"""Characters that a page sends back."""


@dataclass(frozen=True)
class Sealed:
    """A file, and which column says what once that was chosen."""

    file: File
    columns: dict[str, str]


def seal(by: Reader, pot: Pot, file: File, columns: Mapping[str, str]) -> str:
    """A file as a page keeps it, for the same person and pot. Raises NotRead."""
    rows = [[row.number, *row.cells] for row in file.rows]
    told = [by.actor, pot.pk, file.name, file.sha256, rows, dict(columns)]
    sealed = signing.dumps(told, salt=SALT, compress=True)
    if len(sealed) > LONGEST:
        raise NotRead(f"{file.name} has too much in it to read at once: split it.")
    return sealed


def unsealed(by: Reader, pot: Pot, sealed: str) -> Sealed:
    """What a page kept. Raises NotRead."""
    try:
        told = signing.loads(sealed, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        told = [None] * 6
    actor, pk, name, sha256, rows, columns = told
    if (actor, pk) != (by.actor, pot.pk):
        raise NotRead("What you saw is no longer here: choose the file again.")
    return Sealed(File(name, sha256, [Row(number, cells) for number, *cells in rows]), columns)
