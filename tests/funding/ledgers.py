"""Extracts of a ledger, as finance leads send them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook

from resilience.accounts.reader import Reader
from resilience.funding.actions.importing import read_extract, sorted_extract
from resilience.funding.ledger.columns import Table, likely, table_of
from resilience.funding.ledger.reading import opened
from resilience.funding.ledger.sorting import Sorted
from resilience.funding.models import Extract, Pot
from tests.cases.world import reader
from tests.funding.world import DAY, NOW

HEADINGS = (
    "Payment Date", "Amount", "Invoice Number", "Supplier Name", "Subjective Code", "Description",
)  # fmt: skip
Cells = Sequence[str]


def row(
    day: str = "04/02/2019",
    pence: str = "1,000.00",
    document: str = "INV-1",
    payee: str = "Steady Hands Ltd",
    code: str = "RES-SUPPLIER",
    about: str = "Recruiter",
) -> Cells:
    """A line that pays £1,000 of the invoice INV-1 of the recruiter."""
    return (day, pence, document, payee, code, about)


def written(*rows: Cells, headings: Cells = HEADINGS, above: Sequence[Cells] = ()) -> bytes:
    """A CSV."""
    out = io.StringIO()
    csv.writer(out).writerows([*above, headings, *rows])
    return out.getvalue().encode()


def workbook(*rows: Sequence[object], headings: Cells = HEADINGS) -> bytes:
    """A workbook with one sheet."""
    book, out = Workbook(), io.BytesIO()
    for one in (headings, *rows):
        book.active.append(list(one))
    book.save(out)
    return out.getvalue()


def table(content: bytes, name: str = "ledger.csv") -> Table:
    return table_of(opened(name, content))


def seen(
    pot: Pot,
    content: bytes,
    name: str = "ledger.csv",
    columns: Mapping[str, str] | None = None,
    when: datetime = NOW,
) -> Sorted:
    """What would become of each line."""
    of = table(content, name)
    chosen = columns or likely(of.labels)
    return sorted_extract(by=finance(), pot=pot, table=of, columns=chosen, at=when)


def read(
    pot: Pot,
    content: bytes,
    name: str = "ledger.csv",
    columns: Mapping[str, str] | None = None,
    by: Reader | None = None,
    when: datetime = NOW,
) -> Extract:
    """An extract was read into the books of a pot."""
    of = table(content, name)
    chosen = columns or likely(of.labels)
    return read_extract(by=by or finance(), pot=pot, table=of, columns=chosen, at=when)


def finance() -> Reader:
    return reader("finance", DAY)


def states(extract: Extract) -> dict[int, str]:
    """By row, what became of it."""
    return dict(extract.lines.values_list("row", "state"))


def why(extract: Extract) -> dict[int, str]:
    return dict(extract.lines.values_list("row", "said"))


def counted(extract: Extract) -> Counter[str]:
    return Counter(states(extract).values())
