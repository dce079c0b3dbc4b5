"""Which column of an extract says what: its headings found, and likely columns suggested. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from resilience.funding.ledger.reading import File, NotRead, Row

WITHIN = 30
"""Rows at the top in which the headings stand."""
AT_LEAST = 3
"""Headings of a table in which nothing else is known."""


@dataclass(frozen=True)
class Meaning:
    """What a column may say, what it is called on the page, and headings that likely mean it."""

    id: str
    title: str
    hint: str
    likely: str
    needed: bool = True


MEANINGS = (
    Meaning(
        "day",
        "Day",
        "When it was paid.",
        r"(payment|paid|gl|posting|accounting|effective|transaction|trans|invoice)? ?date|day",
    ),
    Meaning(
        "pence",
        "Amount",
        "Payments above nought, what came back below.",
        r"(net |gross |line |payment |invoice |transaction |functional )?"
        r"(amount|value|sum|net)( gbp| £| \(£\))?|actuals?",
        needed=False,
    ),
    Meaning(
        "debit",
        "Debit",
        "Where payments and what came back stand in two columns.",
        r"(accounted |entered )?(debits?|dr)( amount)?",
        needed=False,
    ),
    Meaning(
        "credit",
        "Credit",
        "What came back.",
        r"(accounted |entered )?(credits?|cr)( amount)?",
        needed=False,
    ),
    Meaning(
        "document",
        "Invoice number",
        "As on the supplier’s invoice.",
        r"(supplier |ap )?(invoice|document|doc|inv) ?(number|num|no|ref|reference)?",
    ),
    Meaning(
        "payee",
        "Who was paid",
        "The supplier’s or practice’s name or code.",
        r"(supplier|vendor|payee|party|creditor)( name)?",
    ),
    Meaning(
        "code",
        "Finance code",
        "The code of the programme’s list.",
        r"(finance|subjective|analysis|account|cost|programme) ?(code|centre|center)?( code)?",
    ),
    Meaning(
        "about",
        "Description",
        "You may leave it out.",
        r"(line |invoice |item )?(description|narrative|details?|text|purpose)",
        needed=False,
    ),
)


@dataclass(frozen=True)
class Table:
    """The rows below the headings of a file; `labels` are the headings, each different."""

    file: File
    labels: list[str]
    rows: list[Row] = field(repr=False)

    @property
    def key(self) -> str:
        """SHA-256 of the headings in their order, by which a mapping is remembered."""
        return key_of(self.labels)


def table_of(file: File, remembered: Collection[str] = ()) -> Table:
    """The table of a file, below whatever stands above its headings: headings that are remembered
    by their key, else those that are likely. Raises NotRead."""
    top = file.rows[:WITHIN]
    labelled = [_labels(row.cells) for row in top]
    known = [number for number, labels in enumerate(labelled) if key_of(labels) in remembered]
    scores = [len(_likely_of(labels)) for labels in labelled]
    if known:
        at = known[0]
    elif max(scores, default=0) >= AT_LEAST:
        at = scores.index(max(scores))
    else:
        at = next((number for number, row in enumerate(top) if _headed(row)), -1)
    if at < 0 or at + 1 >= len(file.rows):
        raise NotRead(
            f"{file.name} has no headings with rows below them in its first {WITHIN} rows: give "
            "each column a heading, and read it again."
        )
    return Table(file, labelled[at], file.rows[at + 1 :])


def likely(labels: Sequence[str]) -> dict[str, str]:
    """The column that likely says each thing, by what it says; a sum in one column goes before
    debit and credit."""
    found = _likely_of(labels)
    if "pence" in found:
        return {one: label for one, label in found.items() if one not in ("debit", "credit")}
    return found


def why_not_columns(columns: Mapping[str, str], labels: Collection[str]) -> dict[str, str]:
    """What is wrong with a choice of columns, by what they say; nothing where it is whole."""
    wrong = {
        one.id: f"Choose the column that says it: {one.title.lower()}"
        for one in MEANINGS
        if one.needed and columns.get(one.id) not in labels
    }
    split = {one for one in ("debit", "credit") if one in columns}
    if "pence" in columns and split:
        wrong["pence"] = "Choose the amount, or debit and credit, and leave out the other"
    elif "pence" not in columns and len(split) == 1:
        wrong[({"debit", "credit"} - split).pop()] = "Choose both debit and credit"
    elif "pence" not in columns and not split:
        wrong["pence"] = "Choose the column of the amount, or those of debit and credit"
    taken: dict[str, str] = {}
    for one, label in columns.items():
        if label in taken:
            wrong.setdefault(one, f"“{label}” is chosen twice: a column says one thing")
        taken[label] = one
    return wrong


def key_of(labels: Sequence[str]) -> str:
    """SHA-256 of headings in their order."""
    return hashlib.sha256(json.dumps(list(labels)).encode()).hexdigest()


def _likely_of(labels: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning in MEANINGS:
        fitting = (
            label
            for label in labels
            if label not in found.values() and re.fullmatch(meaning.likely, _folded(label))
        )
        if label := next(fitting, ""):
            found[meaning.id] = label
    return found


def _headed(row: Row) -> bool:
    """Whether a row could be headings: several words, and no number."""
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) >= AT_LEAST and not any(re.search(r"\d{3}", cell) for cell in filled)


def _labels(cells: Sequence[str]) -> list[str]:
    """A different name for each column: its heading, which may be empty or stand twice."""
    labels: list[str] = []
    for number, cell in enumerate(cells, start=1):
        heading = " ".join("".join(c if c.isprintable() else " " for c in cell).split())[:80]
        label = heading or f"Column {number}"
        labels.append(f"{label} ({number})" if label in labels else label)
    return labels


def _folded(label: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", label.casefold().replace("£", " ")).split())
