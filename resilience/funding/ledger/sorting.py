"""What becomes of each line of an extract. Nothing is written: it is shown first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from resilience.funding.ledger.lines import Broken, Passed, Read
from resilience.funding.ledger.matching import Invoices, Open
from resilience.funding.models import LedgerLine, Pot

State = LedgerLine.State
TOGETHER = 500
"""Identities in one query."""


@dataclass(frozen=True)
class Found:
    """A line, what becomes of it, why, and the invoice that it settles."""

    line: Read | Broken
    state: State
    said: str = ""
    invoice: Open | None = None


@dataclass(frozen=True)
class Sorted:
    """The lines of an extract in their order, and the rows that are no payments."""

    found: list[Found] = field(repr=False)
    passed: list[int]

    def of(self, state: str) -> list[Found]:
        return [one for one in self.found if one.state == state]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines are in each state."""
        counted = Counter(one.state for one in self.found)
        return {state.value: counted[state] for state in State}


def sort(pot: Pot, told: Sequence[Read | Broken | Passed], invoices: Invoices) -> Sorted:
    """What becomes of each line. What came back is matched after what was paid, in whichever order
    they stand."""
    read = [one for one in told if isinstance(one, Read)]
    again = _again(pot, read)
    settled = {
        one.row: _settled(one, invoices)
        for one in sorted(read, key=lambda one: (one.pence < 0, one.row))
        if one.row not in again
    }
    found = [
        Found(one, State.BROKEN, one.why)
        if isinstance(one, Broken)
        else again.get(one.row) or settled[one.row]
        for one in told
        if not isinstance(one, Passed)
    ]
    return Sorted(found, [one.row for one in told if isinstance(one, Passed)])


def _settled(line: Read, invoices: Invoices) -> Found:
    invoice = invoices.fitting(line)
    if isinstance(invoice, str):
        return Found(line, State.QUEUED, invoice)
    invoice.settle(line.pence)
    return Found(line, State.MATCHED, invoice=invoice)


def _again(pot: Pot, read: Iterable[Read]) -> dict[int, Found]:
    """By their row, lines that another extract had as often as this one, which are duplicates, and
    those that stand here once more, of which a person says whether they are."""
    identities = {one.row: one.identity for one in read}
    before = _read_before(pot, set(identities.values()))
    rows: dict[str, list[int]] = {}
    found = {}
    for one in read:
        same = rows.setdefault(identities[one.row], [])
        same.append(one.row)
        earlier = before.get(identities[one.row], [])
        if len(same) <= len(earlier):
            extract, row = earlier[len(same) - 1]
            found[one.row] = Found(one, State.DUPLICATE, f"It is row {row} of {extract}.")
        elif len(same) > 1:
            found[one.row] = Found(
                one,
                State.QUEUED,
                f"Row {same[0]} of this file says the same. Is it another payment, or the same "
                "one twice?",
            )
    return found


def _read_before(pot: Pot, identities: set[str]) -> Mapping[str, list[tuple[str, int]]]:
    """The extract and row of each line that was read before, by what makes it the same."""
    before: dict[str, list[tuple[str, int]]] = {}
    wanted = sorted(identities)
    for start in range(0, len(wanted), TOGETHER):
        lines = LedgerLine.objects.filter(pot=pot, identity__in=wanted[start : start + TOGETHER])
        lines = lines.exclude(state=State.DUPLICATE).order_by("pk")
        for identity, extract, row in lines.values_list("identity", "extract__name", "row"):
            before.setdefault(identity, []).append((extract, row))
    return before
